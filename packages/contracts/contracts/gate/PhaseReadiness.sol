// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {MulDiv} from "../math/MulDiv.sol";
import {DAY} from "../math/Units.sol";
import {IPhaseGate} from "./IPhaseGate.sol";
import {IReadinessMeter} from "./IReadinessMeter.sol";
import {ThresholdRules} from "./ThresholdRules.sol";

/// @title What phase 3 needs besides the owner's word: a report of the auditor, and the index that bears it out
abstract contract PhaseReadiness is ThresholdRules {
    bytes32 private constant REPORT_TYPE = keccak256(
        "Readiness(bytes32 reportHash,uint32 term,uint32 revision,uint16 market,uint32 fromDay,uint32 toDay,uint96 unaffiliatedVolume,uint32 unaffiliatedBuyers,uint16 largestBuyerBps,uint16 deliveredBps)"
    );

    IReadinessMeter private _connectedMeter;
    ReadinessReport private _report;
    /// @dev Order of the latest report that was recorded or withdrawn: nothing up to it can be recorded.
    uint256 private _latest;

    // ------------------------------------------------------------------ evidence

    /// @inheritdoc IPhaseGate
    function connectMeter(IReadinessMeter newMeter) external {
        if (msg.sender != _creator && msg.sender != owner()) revert PhaseGate_NotCreatorOrOwner(msg.sender);
        // Where everyone can look at it before phase 2 opens: not at the last moment, when it could show anything.
        if (_gate.phase != 1) revert PhaseGate_WrongPhase(_gate.phase, 1);
        if (address(_connectedMeter) != address(0)) revert PhaseGate_AlreadyConnected(address(_connectedMeter));
        address obeyed = address(newMeter.marketplace().phaseGate());
        if (obeyed != address(this)) revert PhaseGate_ForeignMeter(address(newMeter), obeyed);
        _connectedMeter = newMeter;
        emit MeterConnected(address(newMeter), address(newMeter.marketplace()));
    }

    /// @inheritdoc IPhaseGate
    function recordReadiness(ReadinessReport calldata report, bytes calldata signature) external {
        uint256 today = block.timestamp / DAY;
        if (report.fromDay >= report.toDay || report.toDay > today) {
            revert PhaseGate_ReportPeriod(report.fromDay, report.toDay, today);
        }
        Office memory signer = _offices[Seat.Auditor];
        if (report.term != signer.term) revert PhaseGate_WrongTerm(report.term, signer.term);
        if (signer.since > uint256(report.fromDay) * DAY) {
            revert PhaseGate_AppointedLater(signer.since, report.fromDay);
        }
        uint256 order = _orderOf(report.term, report.toDay, report.revision);
        if (order <= _latest) _revertNotNewer(report.toDay, report.revision);
        // A static struct is encoded field by field, as EIP-712 asks.
        bytes32 digest = _hashTypedDataV4(keccak256(abi.encode(REPORT_TYPE, report)));
        if (
            signer.holder == address(0)
                || !SignatureChecker.isValidSignatureNowCalldata(signer.holder, digest, signature)
        ) revert PhaseGate_InvalidSignature(signer.holder);
        _latest = order;
        _report = report;
        emit ReadinessRecorded(report.reportHash, signer.holder, report);
    }

    /// @inheritdoc IPhaseGate
    function withdrawReadiness(uint32 toDay, uint32 revision) external onlyAuditor {
        uint32 term = _offices[Seat.Auditor].term;
        uint256 order = _orderOf(term, toDay, revision);
        if (order < _latest) _revertNotNewer(toDay, revision);
        _latest = order;
        delete _report;
        emit ReadinessWithdrawn(term, toDay, revision);
    }

    // ------------------------------------------------------------------ views

    /// @inheritdoc IPhaseGate
    function meter() external view returns (IReadinessMeter) {
        return _connectedMeter;
    }

    /// @inheritdoc IPhaseGate
    function readinessReport() external view returns (ReadinessReport memory) {
        return _report;
    }

    /// @inheritdoc IPhaseGate
    function checkReadiness() public view {
        ReadinessReport memory report = _report;
        if (report.term == 0 || report.term != _offices[Seat.Auditor].term) revert PhaseGate_EvidenceRequired(2, 3);
        if (address(_connectedMeter) == address(0)) revert PhaseGate_NotConnected();
        ReadinessThresholds memory minimum = _thresholds;
        uint256 validUntil = uint256(report.toDay) * DAY + minimum.maxReportAge;
        if (block.timestamp > validUntil) revert PhaseGate_ReportStale(validUntil, block.timestamp);
        // The first whole day after phase 2 opened is the earliest that shows anything about it.
        uint256 opened = phaseOpenedAt[2];
        uint256 firstDay = (opened + DAY - 1) / DAY;
        if (opened == 0 || report.fromDay < firstDay) {
            revert PhaseGate_ReportPeriod(report.fromDay, report.toDay, firstDay);
        }
        _atLeast(Criterion.DaysSincePhase2, (block.timestamp - opened) / DAY, minimum.minDays);
        _requireAudited(report, minimum);
        _requireMeasured(report, minimum);
    }

    // ------------------------------------------------------------------ checks

    /// @dev What can't be seen on chain, as the auditor signed it.
    function _requireAudited(ReadinessReport memory report, ReadinessThresholds memory minimum) private pure {
        _atLeast(Criterion.Days, report.toDay - report.fromDay, minimum.minDays);
        _atLeast(
            Criterion.UnaffiliatedVolume, report.unaffiliatedVolume, _overPeriod(minimum.minVolume, report, minimum)
        );
        _atLeast(Criterion.UnaffiliatedBuyers, report.unaffiliatedBuyers, minimum.minBuyers);
        _atMost(Criterion.LargestBuyer, report.largestBuyerBps, minimum.maxLargestBuyerBps);
        _atLeast(Criterion.Delivered, report.deliveredBps, minimum.minDeliveredBps);
    }

    /// @dev What the index itself shows over the report's period.
    function _requireMeasured(ReadinessReport memory report, ReadinessThresholds memory minimum) private view {
        IReadinessMeter.Evidence memory shown =
            _connectedMeter.evidence(report.market, report.fromDay, report.toDay);
        _atLeast(Criterion.TradedHours, shown.tradedHours, _overPeriod(minimum.minTradedHours, report, minimum));
        _atLeast(Criterion.Volume, shown.volume, _overPeriod(minimum.minVolume, report, minimum));
        // Mean square against square, so that no root and no division is needed.
        uint256 most = uint256(minimum.maxDailyVolatilityBps) ** 2 * shown.moves;
        if (shown.moves == 0 || shown.sumSquaredMoves > most) {
            revert PhaseGate_CriterionMissed(Criterion.DailyVolatility, shown.sumSquaredMoves, most);
        }
    }

    /// @dev What a period needs of that of which the shortest one needs `amount`: a long one must not collect over
    /// months what the shortest has to show. Rounds up. Amounts have 96 bits, days 32.
    function _overPeriod(uint256 amount, ReadinessReport memory report, ReadinessThresholds memory minimum)
        private
        pure
        returns (uint256)
    {
        return MulDiv.mulDivUp(amount, report.toDay - report.fromDay, minimum.minDays);
    }

    function _atLeast(Criterion criterion, uint256 measured, uint256 threshold) private pure {
        if (measured < threshold) revert PhaseGate_CriterionMissed(criterion, measured, threshold);
    }

    function _atMost(Criterion criterion, uint256 measured, uint256 threshold) private pure {
        if (measured > threshold) revert PhaseGate_CriterionMissed(criterion, measured, threshold);
    }

    /// @dev By term, then by the end of the period, then by revision; each has 32 bits.
    function _orderOf(uint32 term, uint32 toDay, uint32 revision) private pure returns (uint256) {
        return (uint256(term) << 64) | (uint256(toDay) << 32) | revision;
    }

    function _revertNotNewer(uint32 toDay, uint32 revision) private view {
        revert PhaseGate_ReportNotNewer(toDay, revision, uint32(_latest >> 32), uint32(_latest));
    }
}
