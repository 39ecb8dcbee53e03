// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataMarketplace} from "../marketplace/IDataMarketplace.sol";
import {
    AskAnchor,
    Distribution,
    MarketplaceStorage,
    Registry,
    Till
} from "../marketplace/MarketplaceStorage.sol";

/// @title MarketplaceLens: what the marketplace stores and none of its own views tells
/// @notice Reads through `extsload`, so that the marketplace's code has room for what only it can do. The package's
/// `marketplaceLens` is the same in TypeScript.
library MarketplaceLens {
    /// @notice The broker's wallet, which pauses stop buying and listing (0: none), and the liabilities: PAT owed to providers
    /// and distributions, never more than the contract holds.
    function till(IDataMarketplace marketplace) internal view returns (Till memory) {
        Till storage place = MarketplaceStorage.load().till;
        bytes32 slot;
        assembly ("memory-safe") {
            slot := place.slot
        }
        uint256 word = _word(marketplace, slot);
        return Till({brokerWallet: address(uint160(word)), pauseLevels: uint8(word >> 160), liabilities: uint88(word >> 168)});
    }

    /// @notice How many segments, accounts, markets and curves there are, the margin stamped on new segments, how many
    /// seconds a segment may be backdated and how far a repriced margin may lie from the broker's.
    function registry(IDataMarketplace marketplace) internal view returns (Registry memory) {
        Registry storage place = MarketplaceStorage.load().registry;
        bytes32 slot;
        assembly ("memory-safe") {
            slot := place.slot
        }
        uint256 word = _word(marketplace, slot);
        return Registry({
            segments: uint64(word),
            accounts: uint32(word >> 64),
            markets: uint16(word >> 96),
            curves: uint16(word >> 112),
            brokerMarginBps: uint16(word >> 128),
            maxBackdate: uint32(word >> 144),
            marginBandBps: uint16(word >> 176)
        });
    }

    /// @notice Which segment was listed with a content; 0: none.
    function sealOf(IDataMarketplace marketplace, bytes32 contentHash) internal view returns (uint256 id) {
        mapping(bytes32 => uint256) storage place = MarketplaceStorage.load().seals;
        bytes32 base;
        assembly ("memory-safe") {
            base := place.slot
        }
        return _word(marketplace, _entry(contentHash, base));
    }

    /// @notice A curve's table as it is stored; 0: none.
    function curveTable(IDataMarketplace marketplace, uint256 curve) internal view returns (uint256) {
        mapping(uint256 => uint256) storage place = MarketplaceStorage.load().curves;
        bytes32 base;
        assembly ("memory-safe") {
            base := place.slot
        }
        return _word(marketplace, _entry(bytes32(curve), base));
    }

    /// @notice The account of a provider; 0: none yet.
    function accountOf(IDataMarketplace marketplace, address owner) internal view returns (uint256 accountId) {
        mapping(address => uint256) storage place = MarketplaceStorage.load().accountOf;
        bytes32 base;
        assembly ("memory-safe") {
            base := place.slot
        }
        return _word(marketplace, _entry(_key(owner), base));
    }

    /// @notice How an account's earnings are shared; all zero for a provider's account.
    function distribution(IDataMarketplace marketplace, uint256 accountId)
        internal
        view
        returns (Distribution memory)
    {
        mapping(uint256 => Distribution) storage place = MarketplaceStorage.load().distributions;
        bytes32 base;
        assembly ("memory-safe") {
            base := place.slot
        }
        bytes32 slot = _entry(bytes32(accountId), base);
        uint256 claimed = _word(marketplace, bytes32(uint256(slot) + 1));
        return Distribution({root: bytes32(_word(marketplace, slot)), claimed: uint128(claimed)});
    }

    /// @notice What a share was paid so far, in wei.
    function claimedBy(IDataMarketplace marketplace, uint256 accountId, uint256 leaf) internal view returns (uint256) {
        mapping(uint256 => mapping(uint256 => uint256)) storage place = MarketplaceStorage.load().claims;
        bytes32 base;
        assembly ("memory-safe") {
            base := place.slot
        }
        return _word(marketplace, _entry(bytes32(leaf), _entry(bytes32(accountId), base)));
    }

    /// @notice Whether purchases by or for an account stay out of the index.
    function isOutsideIndex(IDataMarketplace marketplace, address account) internal view returns (bool) {
        mapping(address => uint256) storage place = MarketplaceStorage.load().standings;
        bytes32 base;
        assembly ("memory-safe") {
            base := place.slot
        }
        return _word(marketplace, _entry(_key(account), base)) != 0;
    }

    /// @notice Whether `payer` may buy for `recipient`.
    function purchaseConsent(IDataMarketplace marketplace, address recipient, address payer)
        internal
        view
        returns (bool)
    {
        mapping(address => mapping(address => bool)) storage place = MarketplaceStorage.load().consents;
        bytes32 base;
        assembly ("memory-safe") {
            base := place.slot
        }
        return _word(marketplace, _entry(_key(payer), _entry(_key(recipient), base))) != 0;
    }

    /// @notice Where a segment's ask had last rested for a day, and its last move; zero before the first one.
    function askAnchor(IDataMarketplace marketplace, uint256 id) internal view returns (AskAnchor memory) {
        mapping(uint256 => AskAnchor) storage place = MarketplaceStorage.load().askAnchors;
        bytes32 base;
        assembly ("memory-safe") {
            base := place.slot
        }
        uint256 word = _word(marketplace, _entry(bytes32(id), base));
        return AskAnchor({ask: uint88(word), movedAt: uint32(word >> 88)});
    }

    function _word(IDataMarketplace marketplace, bytes32 slot) private view returns (uint256) {
        bytes32[] memory slots = new bytes32[](1);
        slots[0] = slot;
        return uint256(marketplace.extsload(slots)[0]);
    }

    /// @dev Where a mapping keeps the value of a key.
    function _entry(bytes32 key, bytes32 base) private pure returns (bytes32) {
        return keccak256(abi.encode(key, base));
    }

    function _key(address account) private pure returns (bytes32) {
        return bytes32(uint256(uint160(account)));
    }
}
