// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessMatrix, Product} from "./AccessMatrix.sol";
import {IPhaseGate} from "./IPhaseGate.sol";
import {MarketplaceList} from "./MarketplaceList.sol";

/// @title Pauses that end by themselves
/// @dev Times, not flags: nobody has to come and lift a pause. Nothing here is read by a closing action.
abstract contract PauseRules is MarketplaceList {
    uint256 private constant GUARDIAN_MAX = 7 days;
    uint256 private constant GUARDIAN_PERIOD = 30 days;
    uint256 private constant ALL = (1 << AccessMatrix.PRODUCTS) - 1;

    /// @dev The guardian's last pause of a product, and how long it has been paused by anyone.
    /// @param until 0 once the owner has decided about the product since.
    /// @param before When the owner's pause ends that ran when it began.
    /// @param since From when the pause that was set last counts; 0: there is none.
    /// @param counted Seconds of all pauses before that.
    struct PauseRecord {
        uint32 from;
        uint32 until;
        uint32 before;
        uint32 since;
        uint64 counted;
    }

    mapping(uint256 product => PauseRecord) private _pauseRecords;

    // ------------------------------------------------------------------ guardian

    /// @inheritdoc IPhaseGate
    function guardianPause(uint8 products, uint32 duration) external onlyGuardian {
        _requireProducts(products);
        if (duration == 0 || duration > GUARDIAN_MAX) revert PhaseGate_PauseTooLong(duration, GUARDIAN_MAX);
        uint32 until = uint32(block.timestamp + duration);
        bool changed;
        for (uint256 i = 0; i < AccessMatrix.PRODUCTS; ++i) {
            if ((products >> i) & 1 == 0) continue;
            uint256 availableAt = guardianAvailableAt(Product(i));
            if (block.timestamp < availableAt) revert PhaseGate_GuardianSpent(Product(i), availableAt);
            uint256 before = _pausedUntil(i);
            // The owner's longer pause stands, and so does one that ends in the same second: it is not the guardian's.
            if (before >= until) continue;
            PauseRecord storage record = _pauseRecords[i];
            (record.from, record.until, record.before) = (uint32(block.timestamp), until, uint32(before));
            _setPausedUntil(i, until);
            changed = true;
        }
        if (!changed) revert PhaseGate_AlreadyPaused(products, until);
        _tellOfSpot(products);
    }

    /// @inheritdoc IPhaseGate
    function guardianResume(uint8 products) external onlyGuardian {
        _requireProducts(products);
        for (uint256 i = 0; i < AccessMatrix.PRODUCTS; ++i) {
            if ((products >> i) & 1 == 0) continue;
            uint256 until = _pausedUntil(i);
            if (until <= block.timestamp || until != _pauseRecords[i].until) {
                revert PhaseGate_NotGuardiansPause(Product(i));
            }
            uint256 before = _pauseRecords[i].before;
            _setPausedUntil(i, before > block.timestamp ? uint32(before) : 0);
        }
        _tellOfSpot(products);
    }

    // ------------------------------------------------------------------ owner

    /// @inheritdoc IPhaseGate
    function setPausedUntil(uint8 products, uint32 until) external onlyOwner {
        _requireProducts(products);
        if (until != 0 && until <= block.timestamp) revert PhaseGate_PauseEndPassed(until, block.timestamp);
        for (uint256 i = 0; i < AccessMatrix.PRODUCTS; ++i) {
            if ((products >> i) & 1 == 0) continue;
            _setPausedUntil(i, until);
            // What the owner has decided is no longer the guardian's to lift.
            _pauseRecords[i].until = 0;
        }
        _tellOfSpot(products);
    }

    // ------------------------------------------------------------------ views

    /// @inheritdoc IPhaseGate
    function isProductPaused(Product product) external view returns (bool) {
        return block.timestamp < _pausedUntil(uint256(product));
    }

    /// @inheritdoc IPhaseGate
    function pausedUntil(Product product) external view returns (uint256) {
        return _pausedUntil(uint256(product));
    }

    /// @inheritdoc IPhaseGate
    function pausedSeconds(Product product) external view returns (uint256) {
        return _pausedSeconds(uint256(product));
    }

    /// @inheritdoc IPhaseGate
    function guardianAvailableAt(Product product) public view returns (uint256) {
        uint256 from = _pauseRecords[uint256(product)].from;
        return from == 0 ? 0 : from + GUARDIAN_PERIOD;
    }

    // ------------------------------------------------------------------ inside

    function _pausedUntil(uint256 product) private view returns (uint256) {
        return uint32(_gate.pausedUntil >> (32 * product));
    }

    /// @dev A pause that has ended counts to its end, one that runs to this second.
    function _pausedSeconds(uint256 product) private view returns (uint256) {
        PauseRecord storage record = _pauseRecords[product];
        if (record.since == 0) return record.counted;
        uint256 until = _pausedUntil(product);
        return record.counted + (until < block.timestamp ? until : block.timestamp) - record.since;
    }

    function _setPausedUntil(uint256 product, uint32 until) private {
        PauseRecord storage record = _pauseRecords[product];
        record.counted = uint64(_pausedSeconds(product));
        record.since = until == 0 ? 0 : uint32(block.timestamp);
        uint192 others = _gate.pausedUntil & ~(uint192(type(uint32).max) << uint192(32 * product));
        _gate.pausedUntil = others | (uint192(until) << uint192(32 * product));
        emit PauseSet(Product(product), until, msg.sender);
    }

    /// @dev Marketplaces keep a copy of the pause of spot alone.
    function _tellOfSpot(uint8 products) private {
        if (products & 1 == 1) _tellPause();
    }

    function _requireProducts(uint8 products) private pure {
        if (products == 0 || products > ALL) revert PhaseGate_UnknownProducts(products);
    }
}
