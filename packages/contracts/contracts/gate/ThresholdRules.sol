// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPhaseGate} from "./IPhaseGate.sol";
import {Offices} from "./Offices.sol";
import {ThresholdBounds} from "./ThresholdBounds.sol";

/// @title The thresholds of phase 3: announced by the owner, in force after seven days
abstract contract ThresholdRules is Offices {
    uint256 private constant DELAY = 7 days;

    ReadinessThresholds internal _thresholds;
    ReadinessThresholds private _proposed;
    uint256 private _proposedEffectiveAt;

    constructor(ReadinessThresholds memory initial) {
        ThresholdBounds.check(initial);
        _thresholds = initial;
        emit ThresholdsChanged(initial);
    }

    /// @inheritdoc IPhaseGate
    function proposeThresholds(ReadinessThresholds calldata next) external onlyOwner {
        ThresholdBounds.check(next);
        _proposed = next;
        _proposedEffectiveAt = block.timestamp + DELAY;
        emit ThresholdsProposed(next, _proposedEffectiveAt);
    }

    /// @inheritdoc IPhaseGate
    function applyThresholds() external {
        uint256 effectiveAt = _proposedEffectiveAt;
        if (effectiveAt == 0) revert PhaseGate_NoThresholdsProposed();
        if (block.timestamp < effectiveAt) revert PhaseGate_ThresholdsPending(effectiveAt, block.timestamp);
        _thresholds = _proposed;
        _proposedEffectiveAt = 0;
        delete _proposed;
        emit ThresholdsChanged(_thresholds);
    }

    /// @inheritdoc IPhaseGate
    function thresholds() external view returns (ReadinessThresholds memory) {
        return _thresholds;
    }

    /// @inheritdoc IPhaseGate
    function proposedThresholds() external view returns (ReadinessThresholds memory, uint256 effectiveAt) {
        return (_proposed, _proposedEffectiveAt);
    }
}
