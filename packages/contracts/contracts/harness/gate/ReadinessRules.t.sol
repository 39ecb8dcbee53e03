// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPhaseGate} from "../../gate/IPhaseGate.sol";
import {IReadinessMeter} from "../../gate/IReadinessMeter.sol";
import {GateBooks} from "./GateBooks.t.sol";

/// @notice When a report may be recorded, thresholds announced and phase 3 opened.
abstract contract ReadinessRules is GateBooks {
    IPhaseGate.ReadinessReport internal recorded;
    /// @dev Term, last day and revision of the latest report, recorded or withdrawn.
    uint256[3] internal latest;
    IPhaseGate.ReadinessThresholds internal thresholds;
    IPhaseGate.ReadinessThresholds internal proposed;
    uint256 internal proposedFor;
    /// @dev What the meter was told to show.
    IReadinessMeter.Evidence internal shown;

    function _isBefore(uint256[3] memory a, uint256[3] memory b) internal pure returns (bool) {
        for (uint256 i = 0; i < 3; ++i) if (a[i] != b[i]) return a[i] < b[i];
        return false;
    }

    function _notNewer(uint256 toDay, uint256 revision) internal view returns (bytes memory) {
        return abi.encodeWithSelector(
            IPhaseGate.PhaseGate_ReportNotNewer.selector, toDay, revision, latest[1], latest[2]
        );
    }

    function _refusalOfReport(IPhaseGate.ReadinessReport memory report) internal view returns (bytes memory) {
        uint256 today = time / 86_400;
        if (report.fromDay >= report.toDay || report.toDay > today) {
            return abi.encodeWithSelector(
                IPhaseGate.PhaseGate_ReportPeriod.selector, report.fromDay, report.toDay, today
            );
        }
        Seated memory auditor = seats[AUDITOR];
        if (report.term != auditor.term) {
            return abi.encodeWithSelector(IPhaseGate.PhaseGate_WrongTerm.selector, report.term, auditor.term);
        }
        if (auditor.since > uint256(report.fromDay) * 86_400) {
            return abi.encodeWithSelector(
                IPhaseGate.PhaseGate_AppointedLater.selector, auditor.since, report.fromDay
            );
        }
        // Later than the latest, not the same.
        if (_isBefore(latest, [uint256(report.term), report.toDay, report.revision])) return "";
        return _notNewer(report.toDay, report.revision);
    }

    function _refusalOfReadiness() internal view returns (bytes memory refusal) {
        if (recorded.term == 0 || recorded.term != seats[AUDITOR].term) {
            return abi.encodeWithSelector(IPhaseGate.PhaseGate_EvidenceRequired.selector, 2, 3);
        }
        if (address(meter) == address(0)) return abi.encodeWithSelector(IPhaseGate.PhaseGate_NotConnected.selector);
        uint256 validUntil = uint256(recorded.toDay) * 86_400 + thresholds.maxReportAge;
        if (time > validUntil) {
            return abi.encodeWithSelector(IPhaseGate.PhaseGate_ReportStale.selector, validUntil, time);
        }
        uint256 firstDay = _up(opened[2], 86_400);
        if (phase == 1 || recorded.fromDay < firstDay) {
            return abi.encodeWithSelector(
                IPhaseGate.PhaseGate_ReportPeriod.selector, recorded.fromDay, recorded.toDay, firstDay
            );
        }
        refusal = _refusalOfAudit();
        return refusal.length == 0 ? _refusalOfMeasure() : refusal;
    }

    function _refusalOfAudit() private view returns (bytes memory) {
        uint256 length = recorded.toDay - recorded.fromDay;
        uint256 volume = _up(thresholds.minVolume * length, thresholds.minDays);
        uint256 since = (time - opened[2]) / 86_400;
        if (since < thresholds.minDays) return _missed(IPhaseGate.Criterion.DaysSincePhase2, since, thresholds.minDays);
        if (length < thresholds.minDays) return _missed(IPhaseGate.Criterion.Days, length, thresholds.minDays);
        if (recorded.unaffiliatedVolume < volume) {
            return _missed(IPhaseGate.Criterion.UnaffiliatedVolume, recorded.unaffiliatedVolume, volume);
        }
        if (recorded.unaffiliatedBuyers < thresholds.minBuyers) {
            return _missed(
                IPhaseGate.Criterion.UnaffiliatedBuyers, recorded.unaffiliatedBuyers, thresholds.minBuyers
            );
        }
        if (recorded.largestBuyerBps > thresholds.maxLargestBuyerBps) {
            return _missed(
                IPhaseGate.Criterion.LargestBuyer, recorded.largestBuyerBps, thresholds.maxLargestBuyerBps
            );
        }
        if (recorded.deliveredBps >= thresholds.minDeliveredBps) return "";
        return _missed(IPhaseGate.Criterion.Delivered, recorded.deliveredBps, thresholds.minDeliveredBps);
    }

    function _refusalOfMeasure() private view returns (bytes memory) {
        uint256 length = recorded.toDay - recorded.fromDay;
        uint256 hours_ = _up(thresholds.minTradedHours * length, thresholds.minDays);
        uint256 volume = _up(thresholds.minVolume * length, thresholds.minDays);
        uint256 most = uint256(thresholds.maxDailyVolatilityBps) * thresholds.maxDailyVolatilityBps * shown.moves;
        if (shown.tradedHours < hours_) return _missed(IPhaseGate.Criterion.TradedHours, shown.tradedHours, hours_);
        if (shown.volume < volume) return _missed(IPhaseGate.Criterion.Volume, shown.volume, volume);
        if (shown.moves != 0 && shown.sumSquaredMoves <= most) return "";
        return _missed(IPhaseGate.Criterion.DailyVolatility, shown.sumSquaredMoves, most);
    }

    function _refusalOfThresholds(IPhaseGate.ReadinessThresholds memory t) internal pure returns (bytes memory) {
        uint256[4][8] memory rows = [
            [uint256(IPhaseGate.Criterion.Days), t.minDays, 60, 365],
            [uint256(IPhaseGate.Criterion.TradedHours), t.minTradedHours, 500, uint256(t.minDays) * 24],
            [uint256(IPhaseGate.Criterion.DailyVolatility), t.maxDailyVolatilityBps, 100, 5_000],
            [uint256(IPhaseGate.Criterion.LargestBuyer), t.maxLargestBuyerBps, 100, 4_000],
            [uint256(IPhaseGate.Criterion.Delivered), t.minDeliveredBps, 9_000, 10_000],
            [uint256(IPhaseGate.Criterion.UnaffiliatedBuyers), t.minBuyers, 10, 10_000],
            [uint256(IPhaseGate.Criterion.ReportAge), t.maxReportAge, 691_200, 5_184_000],
            [uint256(IPhaseGate.Criterion.Volume), t.minVolume, 100_000e18, 100_000_000e18]
        ];
        for (uint256 i = 0; i < 8; ++i) {
            uint256[4] memory row = rows[i];
            if (row[1] >= row[2] && row[1] <= row[3]) continue;
            return abi.encodeWithSelector(
                IPhaseGate.PhaseGate_ThresholdOutOfBounds.selector, row[0], row[1], row[2], row[3]
            );
        }
        return "";
    }

    function _missed(IPhaseGate.Criterion criterion, uint256 measured, uint256 threshold)
        private
        pure
        returns (bytes memory)
    {
        return abi.encodeWithSelector(IPhaseGate.PhaseGate_CriterionMissed.selector, criterion, measured, threshold);
    }
}
