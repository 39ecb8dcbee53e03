// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable, Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {ISettlementOracle} from "./ISettlementOracle.sol";

/// @title Who signs fixings: announced by the owner, in force after seven days, for expiries opened from then on
abstract contract SettlementSigners is ISettlementOracle, Ownable2Step {
    uint256 private constant DELAY = 7 days;
    uint256 private constant MIN_SIGNERS = 3;
    uint256 private constant MAX_SIGNERS = 9;

    /// @dev List 0 is empty.
    uint256 internal _signerSet;
    mapping(uint256 signerSet => address[]) internal _signers;
    address[] private _announced;
    uint256 private _applicableFrom;

    constructor(address owner_) Ownable(owner_) {}

    /// @inheritdoc ISettlementOracle
    function announceSigners(address[] calldata signers) external onlyOwner {
        bool isNumber = signers.length == 0 || (signers.length >= MIN_SIGNERS && signers.length <= MAX_SIGNERS);
        if (!isNumber) revert SettlementOracle_SignersOutOfBounds(signers.length);
        address previous;
        for (uint256 i = 0; i < signers.length; ++i) {
            if (signers[i] <= previous) revert SettlementOracle_SignersOutOfBounds(signers.length);
            previous = signers[i];
        }
        _announced = signers;
        _applicableFrom = block.timestamp + DELAY;
        emit SignersAnnounced(signers, _applicableFrom);
    }

    /// @inheritdoc ISettlementOracle
    function applySigners() external {
        uint256 applicableFrom = _applicableFrom;
        if (applicableFrom == 0) revert SettlementOracle_NoSignersAnnounced();
        if (block.timestamp < applicableFrom) {
            revert SettlementOracle_SignersPending(applicableFrom, block.timestamp);
        }
        uint256 signerSet = ++_signerSet;
        address[] memory signers = _announced;
        _signers[signerSet] = signers;
        delete _announced;
        _applicableFrom = 0;
        emit SignersApplied(signerSet, signers);
    }

    /// @inheritdoc ISettlementOracle
    function signersOf(uint256 signerSet) external view returns (address[] memory) {
        return _signers[signerSet];
    }

    /// @inheritdoc ISettlementOracle
    function signerSetInForce() external view returns (uint256) {
        return _signerSet;
    }

    /// @dev Of at most nine.
    function _isSigner(uint256 signerSet, address account) internal view returns (bool) {
        address[] storage signers = _signers[signerSet];
        for (uint256 i = 0; i < signers.length; ++i) {
            if (signers[i] == account) return true;
        }
        return false;
    }
}
