// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPhaseGate} from "./IPhaseGate.sol";

/// @title How far the owner may move the readiness thresholds
/// @notice The lax end still asks for two months, 500 hours and ten unrelated buyers; the strict end can be met.
library ThresholdBounds {
    /// @notice Reverts unless every threshold lies within its bounds, both ends included.
    function check(IPhaseGate.ReadinessThresholds memory t) internal pure {
        _within(IPhaseGate.Criterion.Days, t.minDays, 60, 365);
        _within(IPhaseGate.Criterion.TradedHours, t.minTradedHours, 500, uint256(t.minDays) * 24);
        _within(IPhaseGate.Criterion.DailyVolatility, t.maxDailyVolatilityBps, 100, 5_000);
        _within(IPhaseGate.Criterion.LargestBuyer, t.maxLargestBuyerBps, 100, 4_000);
        _within(IPhaseGate.Criterion.Delivered, t.minDeliveredBps, 9_000, 10_000);
        _within(IPhaseGate.Criterion.UnaffiliatedBuyers, t.minBuyers, 10, 10_000);
        // At least as long as an owner's timelock of 7 days takes, and a day to spare.
        _within(IPhaseGate.Criterion.ReportAge, t.maxReportAge, 8 days, 60 days);
        _within(IPhaseGate.Criterion.Volume, t.minVolume, 100_000e18, 100_000_000e18);
    }

    function _within(IPhaseGate.Criterion criterion, uint256 value, uint256 low, uint256 high) private pure {
        if (value < low || value > high) {
            revert IPhaseGate.PhaseGate_ThresholdOutOfBounds(criterion, value, low, high);
        }
    }
}
