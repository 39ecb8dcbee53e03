// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {DAY} from "../math/Units.sol";
import {IPhaseGate} from "./IPhaseGate.sol";
import {IReadinessMeter} from "./IReadinessMeter.sol";
import {PhaseGateBase} from "./PhaseGateBase.sol";
import {ThresholdBounds} from "./ThresholdBounds.sol";

/// @title What phases 3 and 4 need besides the owner's word
abstract contract PhaseReadiness is PhaseGateBase {
    uint256 private constant THRESHOLD_DELAY = 7 days;
    uint256 private constant APPROVAL_LIFETIME = 30 days;
    bytes32 private constant REPORT_TYPE = keccak256(
        "Readiness(bytes32 reportHash,bytes32 thresholdsHash,uint16 market,uint32 fromDay,uint32 toDay,uint96 unaffiliatedVolume,uint32 unaffiliatedBuyers,uint16 largestBuyerBps,uint16 deliveredBps)"
    );

    address private immutable _creator;
    IReadinessMeter internal _connectedMeter;
    ReadinessThresholds private _thresholds;
    ReadinessThresholds private _proposed;
    uint256 private _proposedEffectiveAt;
    ReadinessReport private _report;
    address private _reportSigner;
    /// @dev The end of the last withdrawn report: it can't be recorded again.
    uint256 private _withdrawnToDay;
    /// @inheritdoc IPhaseGate
    uint256 public finalPhaseApprovedUntil;
    /// @inheritdoc IPhaseGate
    mapping(uint256 phase => uint256 timestamp) public phaseOpenedAt;

    constructor(ReadinessThresholds memory initial) {
        ThresholdBounds.check(initial);
        _creator = msg.sender;
        _thresholds = initial;
        emit ThresholdsChanged(initial);
    }

    // ------------------------------------------------------------------ phase 3

    /// @inheritdoc IPhaseGate
    function connectMeter(IReadinessMeter newMeter) external {
        if (msg.sender != _creator && msg.sender != owner()) revert PhaseGate_NotCreatorOrOwner(msg.sender);
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
        // So that an older report can't be put in a newer one's place. One withdrawn or of another auditor doesn't count.
        if (_reportSigner == auditor && _reportSigner != address(0) && report.toDay <= _report.toDay) {
            revert PhaseGate_ReportNotNewer(report.toDay, _report.toDay);
        }
        if (report.toDay <= _withdrawnToDay) revert PhaseGate_ReportNotNewer(report.toDay, _withdrawnToDay);
        bytes32 inForce = thresholdsHash();
        if (report.thresholdsHash != inForce) revert PhaseGate_ThresholdsMismatch(report.thresholdsHash, inForce);
        address signer = auditor;
        // A static struct is encoded field by field, as EIP-712 asks.
        bytes32 digest = _hashTypedDataV4(keccak256(abi.encode(REPORT_TYPE, report)));
        if (signer == address(0) || !SignatureChecker.isValidSignatureNowCalldata(signer, digest, signature)) {
            revert PhaseGate_InvalidSignature(signer);
        }
        _requireAudited(report, _thresholds);
        _report = report;
        _reportSigner = signer;
        emit ReadinessRecorded(report.reportHash, signer, report);
    }

    /// @inheritdoc IPhaseGate
    function withdrawReadiness() external {
        if (msg.sender != auditor) revert PhaseGate_NotAuditor(msg.sender);
        if (_reportSigner == address(0)) revert PhaseGate_EvidenceRequired(2, 3);
        emit ReadinessWithdrawn(_report.reportHash);
        _withdrawnToDay = _report.toDay;
        delete _report;
        delete _reportSigner;
    }

    /// @inheritdoc IPhaseGate
    function checkReadiness() public view {
        if (_reportSigner == address(0) || _reportSigner != auditor) revert PhaseGate_EvidenceRequired(2, 3);
        if (address(_connectedMeter) == address(0)) revert PhaseGate_NotConnected();
        ReadinessReport memory report = _report;
        ReadinessThresholds memory minimum = _thresholds;
        bytes32 inForce = thresholdsHash();
        if (report.thresholdsHash != inForce) revert PhaseGate_ThresholdsMismatch(report.thresholdsHash, inForce);
        uint256 validUntil = uint256(report.toDay) * DAY + minimum.maxReportAge;
        if (block.timestamp > validUntil) revert PhaseGate_ReportStale(validUntil, block.timestamp);
        // The first whole day after phase 2 opened is the earliest that shows anything about it.
        uint256 opened = phaseOpenedAt[2];
        uint256 firstDay = (opened + DAY - 1) / DAY;
        if (opened == 0 || report.fromDay < firstDay) {
            revert PhaseGate_ReportPeriod(report.fromDay, report.toDay, firstDay);
        }
        _atLeast(Criterion.DaysSincePhase2, (block.timestamp - opened) / DAY, minimum.minDays);
        _requireMeasured(report, minimum);
    }

    // ------------------------------------------------------------------ thresholds

    /// @inheritdoc IPhaseGate
    function proposeThresholds(ReadinessThresholds calldata next) external onlyOwner {
        ThresholdBounds.check(next);
        _proposed = next;
        _proposedEffectiveAt = block.timestamp + THRESHOLD_DELAY;
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

    // ------------------------------------------------------------------ phase 4

    /// @inheritdoc IPhaseGate
    function approveFinalPhase() external onlyGovernance {
        // Not in advance: voters decide knowing how synthetics have done.
        if (_gate.phase != 3) revert PhaseGate_WrongPhase(_gate.phase, 3);
        finalPhaseApprovedUntil = block.timestamp + APPROVAL_LIFETIME;
        emit FinalPhaseApproved(finalPhaseApprovedUntil);
    }

    /// @inheritdoc IPhaseGate
    function withdrawFinalApproval() external onlyGovernance {
        finalPhaseApprovedUntil = 0;
        emit FinalPhaseApprovalWithdrawn();
    }

    // ------------------------------------------------------------------ views

    /// @inheritdoc IPhaseGate
    function meter() external view returns (IReadinessMeter) {
        return _connectedMeter;
    }

    /// @inheritdoc IPhaseGate
    function thresholds() external view returns (ReadinessThresholds memory) {
        return _thresholds;
    }

    /// @inheritdoc IPhaseGate
    function proposedThresholds() external view returns (ReadinessThresholds memory, uint256 effectiveAt) {
        return (_proposed, _proposedEffectiveAt);
    }

    /// @inheritdoc IPhaseGate
    function thresholdsHash() public view returns (bytes32) {
        return keccak256(abi.encode(_thresholds));
    }

    /// @inheritdoc IPhaseGate
    function readinessReport() external view returns (ReadinessReport memory, address signer) {
        return (_report, _reportSigner);
    }

    // ------------------------------------------------------------------ checks

    function _requireFinalApproval() internal view {
        if (block.timestamp >= finalPhaseApprovedUntil) {
            revert PhaseGate_VoteRequired(finalPhaseApprovedUntil, block.timestamp);
        }
    }

    /// @dev What can't be seen on chain, as the auditor signed it.
    function _requireAudited(ReadinessReport memory report, ReadinessThresholds memory minimum) private pure {
        _atLeast(Criterion.Days, report.toDay - report.fromDay, minimum.minDays);
        _atLeast(Criterion.UnaffiliatedVolume, report.unaffiliatedVolume, minimum.minVolume);
        _atLeast(Criterion.UnaffiliatedBuyers, report.unaffiliatedBuyers, minimum.minBuyers);
        _atMost(Criterion.LargestBuyer, report.largestBuyerBps, minimum.maxLargestBuyerBps);
        _atLeast(Criterion.Delivered, report.deliveredBps, minimum.minDeliveredBps);
    }

    /// @dev What the index itself shows over the report's period.
    function _requireMeasured(ReadinessReport memory report, ReadinessThresholds memory minimum) private view {
        IReadinessMeter.Evidence memory shown =
            _connectedMeter.evidence(report.market, report.fromDay, report.toDay);
        _atLeast(Criterion.TradedHours, shown.tradedHours, minimum.minTradedHours);
        _atLeast(Criterion.Volume, shown.volume, minimum.minVolume);
        // Mean square against square, so that no root and no division is needed.
        uint256 most = uint256(minimum.maxDailyVolatilityBps) ** 2 * shown.moves;
        if (shown.moves == 0 || shown.sumSquaredMoves > most) {
            revert PhaseGate_CriterionMissed(Criterion.DailyVolatility, shown.sumSquaredMoves, most);
        }
    }

    function _atLeast(Criterion criterion, uint256 measured, uint256 threshold) private pure {
        if (measured < threshold) revert PhaseGate_CriterionMissed(criterion, measured, threshold);
    }

    function _atMost(Criterion criterion, uint256 measured, uint256 threshold) private pure {
        if (measured > threshold) revert PhaseGate_CriterionMissed(criterion, measured, threshold);
    }
}
