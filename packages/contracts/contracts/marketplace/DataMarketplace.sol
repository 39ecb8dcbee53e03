// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC1967Utils} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Utils.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IPhaseGate} from "../gate/IPhaseGate.sol";
import {MarketIndex} from "../index/MarketIndex.sol";
import {IDataMarketplace} from "./IDataMarketplace.sol";
import {MarketplaceBase} from "./MarketplaceBase.sol";
import {Account, Market, MarketplaceStorage, Registry, Till} from "./MarketplaceStorage.sol";
import {ProviderEarnings} from "./ProviderEarnings.sol";
import {SegmentDelivery} from "./SegmentDelivery.sol";
import {SegmentListing} from "./SegmentListing.sol";
import {Segment} from "./SegmentWord.sol";
import {SpotPurchase} from "./SpotPurchase.sol";

/// @title DataMarketplace: see IDataMarketplace for what every function promises
/// @dev The only upgradeable contract. It joins listing, buying, deliveries and exits, and adds the upgrade rule and the views.
contract DataMarketplace is SegmentListing, SpotPurchase, SegmentDelivery, ProviderEarnings, UUPSUpgradeable {
    using MarketIndex for MarketIndex.Ring;

    /// @dev keccak256 of the committed `snapshots/storage-layout.json`, which is what the compiler prints; a test checks
    /// both, so that it changes whenever the storage layout does.
    bytes32 private constant LAYOUT = 0x1f519f343782d960db92b58d8fa46c454d71e70976f92f6341662171d4d98dfd;

    /// @dev Room for the widest half-spread above a margin of 30 %.
    uint16 private constant DEFAULT_MARGIN_BAND_BPS = 2_000;

    /// @custom:oz-upgrades-unsafe-allow constructor
    constructor(
        IERC20 pat_,
        IPhaseGate phaseGate_,
        uint256 minIndexAsk_,
        uint256 minIndexMarginBps_,
        uint256 firstCurve_
    ) MarketplaceBase(pat_, phaseGate_, minIndexAsk_, minIndexMarginBps_, firstCurve_) {
        _disableInitializers();
    }

    /// @notice Called once, by the proxy's constructor.
    /// @param maxBackdate_ How many seconds before now a listed segment may have been issued.
    function initialize(address owner_, address brokerWallet_, uint16 marginBps, uint32 maxBackdate_)
        external
        initializer
    {
        __Ownable_init(owner_);
        _setBrokerWallet(brokerWallet_);
        _requireMargin(marginBps);
        Registry storage registry_ = MarketplaceStorage.load().registry;
        registry_.brokerMarginBps = marginBps;
        registry_.maxBackdate = maxBackdate_;
        registry_.marginBandBps = DEFAULT_MARGIN_BAND_BPS;
        emit BrokerMarginSet(0, marginBps);
        emit MarginBandSet(0, DEFAULT_MARGIN_BAND_BPS);
    }

    // ------------------------------------------------------------------ upgrade

    /// @inheritdoc IDataMarketplace
    function updateBrokerContract(address newImplementation) external {
        upgradeToAndCall(newImplementation, "");
    }

    /// @inheritdoc IDataMarketplace
    function layoutHash() public pure returns (bytes32) {
        return LAYOUT;
    }

    /// @inheritdoc IDataMarketplace
    function predecessorLayoutHash() external pure returns (bytes32) {
        return LAYOUT;
    }

    /// @dev Every way to upgrade passes here; OpenZeppelin then checks `proxiableUUID`.
    function _authorizeUpgrade(address newImplementation) internal override onlyOwner {
        if (newImplementation.code.length == 0) revert DataMarketplace_NotAContract(newImplementation);
        bytes32 token = _answer(newImplementation, IDataMarketplace.pat.selector);
        if (token != bytes32(uint256(uint160(address(pat))))) {
            revert DataMarketplace_PatMismatch(newImplementation, address(uint160(uint256(token))));
        }
        bytes32 follows = _answer(newImplementation, IDataMarketplace.predecessorLayoutHash.selector);
        if (follows != LAYOUT) revert DataMarketplace_LayoutMismatch(newImplementation, LAYOUT, follows);
        // An implementation without it reads the stored one.
        uint256 first = uint256(_answer(newImplementation, IDataMarketplace.firstCurve.selector));
        if (first != 0) _requireFirstCurve(first, MarketplaceStorage.load().curves[0]);
        emit BrokerContractUpdated(ERC1967Utils.getImplementation(), newImplementation);
    }

    /// @dev A contract's answer of one word, or 0 for anything else. A typed call would revert without a reason where
    /// the answer is too short or no address.
    function _answer(address candidate, bytes4 question) private view returns (bytes32) {
        (bool done, bytes memory data) = candidate.staticcall(abi.encodeWithSelector(question));
        return done && data.length == 32 ? bytes32(data) : bytes32(0);
    }

    // ------------------------------------------------------------------ views

    /// @inheritdoc IDataMarketplace
    function hasAccess(address account_, uint256 id) external view returns (bool) {
        MarketplaceStorage.Layout storage $ = MarketplaceStorage.load();
        if (($.access[account_][id >> 8] >> (id & 0xff)) & 1 == 0) return false;
        return block.timestamp < $.segments[id].expiry();
    }

    /// @inheritdoc IDataMarketplace
    function segment(uint256 id) external view returns (Segment memory) {
        return MarketplaceStorage.load().segments[id].unpack();
    }

    /// @inheritdoc IDataMarketplace
    function market(uint256 marketId) external view returns (Market memory) {
        return MarketplaceStorage.load().markets[marketId];
    }

    /// @inheritdoc IDataMarketplace
    function account(uint256 accountId) external view returns (Account memory) {
        return MarketplaceStorage.load().accounts[accountId];
    }

    /// @inheritdoc IDataMarketplace
    function indexBucket(uint256 marketId, uint256 hour) external view returns (MarketIndex.Bucket memory) {
        _requireMarket(marketId);
        return MarketplaceStorage.load().index.bucketAt(marketId, hour);
    }

    /// @inheritdoc IDataMarketplace
    function indexPrice(uint256 marketId, uint256 from, uint256 to) external view returns (uint256) {
        _requireMarket(marketId);
        if (to > from && to - from > MarketIndex.RING_HOURS) revert DataMarketplace_IndexRangeTooLong(from, to);
        return MarketplaceStorage.load().index.price(marketId, from, to);
    }

    /// @inheritdoc IDataMarketplace
    function extsload(bytes32[] calldata slots) external view returns (bytes32[] memory words) {
        words = new bytes32[](slots.length);
        for (uint256 i = 0; i < slots.length; ++i) {
            bytes32 slot = slots[i];
            bytes32 word;
            assembly ("memory-safe") {
                word := sload(slot)
            }
            words[i] = word;
        }
    }

    /// @dev A number beyond the opened markets would read some other market's part of the ring as its own.
    function _requireMarket(uint256 marketId) private view {
        if (marketId == 0 || marketId > MarketplaceStorage.load().registry.markets) {
            revert DataMarketplace_MarketUnknown(marketId);
        }
    }
}
