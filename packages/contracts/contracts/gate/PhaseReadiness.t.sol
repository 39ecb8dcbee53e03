// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {GateFixture, StubMeter} from "../harness/GateFixture.t.sol";
import {DAY} from "../math/Units.sol";
import {IPhaseGate} from "./IPhaseGate.sol";
import {IReadinessMeter} from "./IReadinessMeter.sol";
import {PhaseGate} from "./PhaseGate.sol";

/// @notice I28, I29: phase 3 never without a report and the index behind it, phase 4 never without vote and owner.
contract PhaseReadinessTest is GateFixture {
    uint256 private constant FIRST_DAY = START / DAY;
    StubMeter private meter;

    function setUp() public override {
        super.setUp();
        meter = new StubMeter(address(gate));
        gate.connectMeter(IReadinessMeter(address(meter)));
        vm.prank(owner);
        gate.advancePhase();
        _show(500, 100_000e18, 59, 59 * 1_000_000);
    }

    // ------------------------------------------------------------------ the way through

    function test_default() public {
        _record();
        vm.expectEmit(address(gate));
        emit IPhaseGate.PhaseAdvanced(2, 3);
        _advance();
        vm.assertEq(gate.phase(), 3, "phase 3");
        vm.assertEq(gate.phaseOpenedAt(3), block.timestamp, "opened");
        vm.prank(governance);
        gate.approveFinalPhase();
        _advance();
        vm.assertEq(gate.phase(), 4, "phase 4");
        _refused(abi.encodeWithSelector(IPhaseGate.PhaseGate_FinalPhase.selector, 4));
    }

    // ------------------------------------------------------------------ every caller x state

    /// @notice I28: in every phase, with all evidence at hand, nobody but the owner advances.
    function test_error_everyCallerButTheOwner() public {
        for (uint8 phase = 1; phase <= 4; ++phase) {
            if (phase == 2) _record();
            if (phase == 4) {
                vm.prank(governance);
                gate.approveFinalPhase();
                _advance();
            }
            address[6] memory callers = [registrar, guardian, auditor, governance, account, address(gate)];
            for (uint256 i = 0; i < 6; ++i) {
                vm.expectRevert(
                    abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, callers[i])
                );
                vm.prank(callers[i]);
                gate.advancePhase();
            }
            if (phase == 2) _advance();
        }
        vm.assertEq(gate.phase(), 4, "the owner alone went on");
    }

    /// @notice I29: nobody but governance approves the final phase, in no phase.
    function test_error_everyCallerButGovernance() public {
        address[5] memory callers = [owner, registrar, guardian, auditor, stranger];
        for (uint8 phase = 1; phase <= 4; ++phase) {
            _setPhase(phase);
            for (uint256 i = 0; i < 5; ++i) {
                bytes memory reason = abi.encodeWithSelector(IPhaseGate.PhaseGate_NotGovernance.selector, callers[i]);
                vm.expectRevert(reason);
                vm.prank(callers[i]);
                gate.approveFinalPhase();
                vm.expectRevert(reason);
                vm.prank(callers[i]);
                gate.withdrawFinalApproval();
                vm.expectRevert(reason);
                vm.prank(callers[i]);
                gate.setGovernance(callers[i]);
            }
            if (phase == 3) continue;
            vm.expectRevert(abi.encodeWithSelector(IPhaseGate.PhaseGate_WrongPhase.selector, phase, 3));
            vm.prank(governance);
            gate.approveFinalPhase();
        }
    }

    // ------------------------------------------------------------------ phase 3 refused

    function test_error_withoutReport() public {
        _refused(abi.encodeWithSelector(IPhaseGate.PhaseGate_EvidenceRequired.selector, 2, 3));
    }

    function test_error_withoutMeter() public {
        gate = new PhaseGate(_roles(), _thresholds());
        _advance();
        _record();
        _refused(abi.encodeWithSelector(IPhaseGate.PhaseGate_NotConnected.selector));
    }

    function test_error_staleReport() public {
        _record();
        uint256 validUntil = (FIRST_DAY + 60) * DAY + 30 days;
        vm.warp(validUntil + 1);
        _refused(
            abi.encodeWithSelector(IPhaseGate.PhaseGate_ReportStale.selector, validUntil, validUntil + 1)
        );
        vm.warp(validUntil);
        _advance();
    }

    function test_error_reportFromBeforePhase2() public {
        // Phase 2 opened within day FIRST_DAY + 1, so that the first whole day is the one after.
        gate = new PhaseGate(_roles(), _thresholds());
        meter = new StubMeter(address(gate));
        gate.connectMeter(IReadinessMeter(address(meter)));
        _show(500, 100_000e18, 59, 0);
        vm.warp(START + DAY + 1);
        _advance();
        IPhaseGate.ReadinessReport memory report = _report();
        (report.fromDay, report.toDay) = (uint32(FIRST_DAY + 1), uint32(FIRST_DAY + 61));
        vm.warp(START + 62 * DAY);
        _bring(report);
        _refused(
            abi.encodeWithSelector(
                IPhaseGate.PhaseGate_ReportPeriod.selector, FIRST_DAY + 1, FIRST_DAY + 61, FIRST_DAY + 2
            )
        );
        (report.fromDay, report.toDay) = (uint32(FIRST_DAY + 2), uint32(FIRST_DAY + 62));
        _bring(report);
        // 60 whole days since phase 2 opened, to the second.
        vm.warp(START + 62 * DAY);
        _advance();
    }

    /// @notice One unit on either side of every minimum that the index must show.
    function test_error_measuredBelowMinimum() public {
        _record();
        _show(499, 100_000e18, 59, 0);
        _missed(IPhaseGate.Criterion.TradedHours, 499, 500);
        _show(500, 100_000e18 - 1, 59, 0);
        _missed(IPhaseGate.Criterion.Volume, 100_000e18 - 1, 100_000e18);
        _show(500, 100_000e18, 59, 59_000_001);
        _missed(IPhaseGate.Criterion.DailyVolatility, 59_000_001, 59_000_000);
        _show(500, 100_000e18, 0, 0);
        _missed(IPhaseGate.Criterion.DailyVolatility, 0, 0);
        _show(500, 100_000e18, 59, 59_000_000);
        _advance();
    }

    /// @notice One unit on either side of every minimum that the auditor signs.
    function test_error_auditedBelowMinimum() public {
        vm.warp(START + 61 * DAY);
        IPhaseGate.ReadinessReport memory report = _report();
        report.fromDay += 1;
        _bringMissed(report, IPhaseGate.Criterion.Days, 59, 60);
        report = _report();
        report.unaffiliatedVolume -= 1;
        _bringMissed(report, IPhaseGate.Criterion.UnaffiliatedVolume, 100_000e18 - 1, 100_000e18);
        report = _report();
        report.unaffiliatedBuyers = 24;
        _bringMissed(report, IPhaseGate.Criterion.UnaffiliatedBuyers, 24, 25);
        report = _report();
        report.largestBuyerBps = 2_001;
        _bringMissed(report, IPhaseGate.Criterion.LargestBuyer, 2_001, 2_000);
        report = _report();
        report.deliveredBps = 9_499;
        _bringMissed(report, IPhaseGate.Criterion.Delivered, 9_499, 9_500);
        _bring(_report());
    }

    function test_error_daysSincePhase2() public {
        // A report over days that were whole before phase 2 had run for as long can't exist; the clock decides alone.
        _record();
        vm.warp(START + 60 * DAY - 1);
        _missed(IPhaseGate.Criterion.DaysSincePhase2, 59, 60);
    }

    // ------------------------------------------------------------------ the auditor's signature

    function test_error_signature() public {
        vm.warp(START + 60 * DAY);
        IPhaseGate.ReadinessReport memory report = _report();
        uint256[3] memory keys = [uint256(1), REGISTRAR_KEY, 0xBAD];
        bytes memory reason = abi.encodeWithSelector(IPhaseGate.PhaseGate_InvalidSignature.selector, auditor);
        for (uint256 i = 0; i < 3; ++i) {
            bytes memory foreign = _signReport(keys[i], report);
            vm.expectRevert(reason);
            gate.recordReadiness(report, foreign);
        }
        vm.expectRevert(reason);
        gate.recordReadiness(report, "");
        // Signed by the auditor, then changed.
        bytes memory signature = _signReport(AUDITOR_KEY, report);
        report.unaffiliatedBuyers += 1;
        vm.expectRevert(reason);
        gate.recordReadiness(report, signature);
        report.unaffiliatedBuyers -= 1;
        vm.chainId(324);
        vm.expectRevert(reason);
        gate.recordReadiness(report, signature);
    }

    function test_error_withoutAuditorNobodySigns() public {
        vm.prank(owner);
        gate.setAuditor(address(0));
        vm.warp(START + 60 * DAY);
        IPhaseGate.ReadinessReport memory report = _report();
        vm.expectRevert(abi.encodeWithSelector(IPhaseGate.PhaseGate_InvalidSignature.selector, address(0)));
        gate.recordReadiness(report, new bytes(65));
    }

    function test_behavior_anotherAuditorsReportNoLongerCounts() public {
        _record();
        vm.prank(owner);
        gate.setAuditor(stranger);
        _refused(abi.encodeWithSelector(IPhaseGate.PhaseGate_EvidenceRequired.selector, 2, 3));
    }

    function test_behavior_aWithdrawnReportCantComeBack() public {
        _record();
        vm.expectRevert(abi.encodeWithSelector(IPhaseGate.PhaseGate_NotAuditor.selector, owner));
        vm.prank(owner);
        gate.withdrawReadiness();
        vm.prank(auditor);
        gate.withdrawReadiness();
        _refused(abi.encodeWithSelector(IPhaseGate.PhaseGate_EvidenceRequired.selector, 2, 3));
        _bringRefused(
            _report(),
            abi.encodeWithSelector(
                IPhaseGate.PhaseGate_ReportNotNewer.selector, FIRST_DAY + 60, FIRST_DAY + 60
            )
        );
        vm.expectRevert(abi.encodeWithSelector(IPhaseGate.PhaseGate_EvidenceRequired.selector, 2, 3));
        vm.prank(auditor);
        gate.withdrawReadiness();
    }

    function test_error_ReportNotNewer() public {
        _record();
        _bringRefused(
            _report(),
            abi.encodeWithSelector(
                IPhaseGate.PhaseGate_ReportNotNewer.selector, FIRST_DAY + 60, FIRST_DAY + 60
            )
        );
    }

    function test_error_ReportPeriod() public {
        vm.warp(START + 60 * DAY - 1);
        IPhaseGate.ReadinessReport memory report = _report();
        // Its last day is not over.
        _bringRefused(report, _period(FIRST_DAY, FIRST_DAY + 60, FIRST_DAY + 59));
        (report.fromDay, report.toDay) = (uint32(FIRST_DAY), uint32(FIRST_DAY));
        _bringRefused(report, _period(FIRST_DAY, FIRST_DAY, FIRST_DAY + 59));
    }

    // ------------------------------------------------------------------ thresholds

    function test_behavior_thresholdsWaitAndInvalidateReports() public {
        _record();
        IPhaseGate.ReadinessThresholds memory next = _thresholds();
        next.minDays = 61;
        bytes32 before = gate.thresholdsHash();
        vm.prank(owner);
        gate.proposeThresholds(next);
        uint256 effectiveAt = START + 67 * DAY;
        vm.warp(effectiveAt - 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                IPhaseGate.PhaseGate_ThresholdsPending.selector, effectiveAt, effectiveAt - 1
            )
        );
        gate.applyThresholds();
        vm.assertEq(gate.thresholdsHash(), before, "not yet");
        vm.warp(effectiveAt);
        vm.prank(stranger);
        gate.applyThresholds();
        vm.assertEq(gate.thresholds().minDays, 61, "in force");
        bytes32 after_ = gate.thresholdsHash();
        _refused(abi.encodeWithSelector(IPhaseGate.PhaseGate_ThresholdsMismatch.selector, before, after_));
        IPhaseGate.ReadinessReport memory report = _report();
        report.thresholdsHash = before;
        report.toDay += 1;
        _bringRefused(
            report, abi.encodeWithSelector(IPhaseGate.PhaseGate_ThresholdsMismatch.selector, before, after_)
        );
        vm.expectRevert(abi.encodeWithSelector(IPhaseGate.PhaseGate_NoThresholdsProposed.selector));
        gate.applyThresholds();
    }

    /// @notice Both ends of every bound, and one beyond each.
    function test_error_thresholdBounds() public {
        for (uint256 field = 0; field < 8; ++field) {
            (uint256 low, uint256 high) = _bounds(field);
            _propose(field, low, true);
            _propose(field, high, true);
            _propose(field, low - 1, false);
            _propose(field, high + 1, false);
        }
    }

    // ------------------------------------------------------------------ phase 4 refused

    function test_error_withoutVote() public {
        _toPhase3();
        _refused(abi.encodeWithSelector(IPhaseGate.PhaseGate_VoteRequired.selector, 0, block.timestamp));
    }

    function test_behavior_approvalExpires() public {
        _toPhase3();
        uint256 until = START + 90 days;
        vm.prank(governance);
        gate.approveFinalPhase();
        vm.warp(until);
        _refused(abi.encodeWithSelector(IPhaseGate.PhaseGate_VoteRequired.selector, until, until));
        vm.warp(until - 1);
        _advance();
    }

    function test_behavior_approvalCanBeWithdrawn() public {
        _toPhase3();
        vm.prank(governance);
        gate.approveFinalPhase();
        vm.prank(governance);
        gate.withdrawFinalApproval();
        _refused(abi.encodeWithSelector(IPhaseGate.PhaseGate_VoteRequired.selector, 0, block.timestamp));
    }

    // ------------------------------------------------------------------ keys stay apart

    function test_error_NotSeparate() public {
        address[2] memory others = [governance, auditor];
        for (uint256 i = 0; i < 2; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IPhaseGate.PhaseGate_NotSeparate.selector, others[i]));
            vm.prank(owner);
            gate.transferOwnership(others[i]);
        }
        vm.expectRevert(abi.encodeWithSelector(IPhaseGate.PhaseGate_NotSeparate.selector, owner));
        vm.prank(owner);
        gate.setAuditor(owner);
        // Nor one after the other: an offered ownership counts.
        vm.prank(owner);
        gate.transferOwnership(stranger);
        vm.expectRevert(abi.encodeWithSelector(IPhaseGate.PhaseGate_NotSeparate.selector, stranger));
        vm.prank(governance);
        gate.setGovernance(stranger);
        vm.expectRevert(abi.encodeWithSelector(IPhaseGate.PhaseGate_NotSeparate.selector, stranger));
        vm.prank(owner);
        gate.setAuditor(stranger);
        vm.prank(governance);
        gate.setGovernance(account);
        vm.assertEq(gate.governance(), account, "handed on");
    }

    function test_error_connectMeter() public {
        vm.expectRevert(
            abi.encodeWithSelector(IPhaseGate.PhaseGate_AlreadyConnected.selector, address(meter))
        );
        gate.connectMeter(IReadinessMeter(address(meter)));
        gate = new PhaseGate(_roles(), _thresholds());
        vm.expectRevert(abi.encodeWithSelector(IPhaseGate.PhaseGate_NotCreatorOrOwner.selector, stranger));
        vm.prank(stranger);
        gate.connectMeter(IReadinessMeter(address(meter)));
        vm.expectRevert(
            abi.encodeWithSelector(
                IPhaseGate.PhaseGate_ForeignMeter.selector, address(meter), meter.phaseGate()
            )
        );
        gate.connectMeter(IReadinessMeter(address(meter)));
        StubMeter own = new StubMeter(address(gate));
        vm.prank(owner);
        gate.connectMeter(IReadinessMeter(address(own)));
    }

    // ------------------------------------------------------------------ shorthands

    function _show(uint256 tradedHours, uint256 volume, uint256 moves, uint256 squares) private {
        meter.show(tradedHours, volume, moves, squares);
    }

    /// @dev A report that passes by nothing to spare.
    function _report() private view returns (IPhaseGate.ReadinessReport memory) {
        return IPhaseGate.ReadinessReport({
            reportHash: keccak256("report"),
            thresholdsHash: gate.thresholdsHash(),
            market: 1,
            fromDay: uint32(FIRST_DAY),
            toDay: uint32(FIRST_DAY + 60),
            unaffiliatedVolume: 100_000e18,
            unaffiliatedBuyers: 25,
            largestBuyerBps: 2_000,
            deliveredBps: 9_500
        });
    }

    function _bring(IPhaseGate.ReadinessReport memory report) private {
        bytes memory signature = _signReport(AUDITOR_KEY, report);
        vm.prank(stranger);
        gate.recordReadiness(report, signature);
    }

    function _record() private {
        vm.warp(START + 60 * DAY);
        _bring(_report());
    }

    function _toPhase3() private {
        _record();
        _advance();
    }

    function _advance() private {
        vm.prank(owner);
        gate.advancePhase();
    }

    function _refused(bytes memory reason) private {
        vm.expectRevert(reason);
        vm.prank(owner);
        gate.advancePhase();
    }

    function _missed(IPhaseGate.Criterion criterion, uint256 measured, uint256 threshold) private {
        _refused(
            abi.encodeWithSelector(IPhaseGate.PhaseGate_CriterionMissed.selector, criterion, measured, threshold)
        );
    }

    function _bringRefused(IPhaseGate.ReadinessReport memory report, bytes memory reason) private {
        bytes memory signature = _signReport(AUDITOR_KEY, report);
        vm.expectRevert(reason);
        gate.recordReadiness(report, signature);
    }

    function _bringMissed(
        IPhaseGate.ReadinessReport memory report,
        IPhaseGate.Criterion criterion,
        uint256 measured,
        uint256 threshold
    ) private {
        _bringRefused(
            report,
            abi.encodeWithSelector(IPhaseGate.PhaseGate_CriterionMissed.selector, criterion, measured, threshold)
        );
    }

    function _period(uint256 from, uint256 to, uint256 today) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IPhaseGate.PhaseGate_ReportPeriod.selector, from, to, today);
    }

    function _bounds(uint256 field) private pure returns (uint256 low, uint256 high) {
        uint256[8] memory lows = [uint256(60), 500, 100, 100, 9_000, 10, 8 days, 100_000e18];
        uint256[8] memory highs = [uint256(365), 60 * 24, 5_000, 4_000, 10_000, 10_000, 60 days, 100_000_000e18];
        return (lows[field], highs[field]);
    }

    function _propose(uint256 field, uint256 value, bool accepted) private {
        IPhaseGate.ReadinessThresholds memory next = _thresholds();
        if (field == 0) next.minDays = uint16(value);
        if (field == 1) next.minTradedHours = uint16(value);
        if (field == 2) next.maxDailyVolatilityBps = uint16(value);
        if (field == 3) next.maxLargestBuyerBps = uint16(value);
        if (field == 4) next.minDeliveredBps = uint16(value);
        if (field == 5) next.minBuyers = uint32(value);
        if (field == 6) next.maxReportAge = uint32(value);
        if (field == 7) next.minVolume = uint96(value);
        vm.prank(owner);
        (bool done, bytes memory data) = address(gate).call(abi.encodeCall(gate.proposeThresholds, (next)));
        vm.assertTrue(done == accepted, "bound");
        if (!accepted) {
            vm.assertEq(
                bytes32(bytes4(data)), bytes32(IPhaseGate.PhaseGate_ThresholdOutOfBounds.selector), "reason"
            );
        }
    }
}
