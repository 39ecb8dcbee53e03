// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {GateFixture, StubMeter} from "../harness/GateFixture.t.sol";
import {DAY} from "../math/Units.sol";
import {IPhaseGate} from "./IPhaseGate.sol";
import {IReadinessMeter} from "./IReadinessMeter.sol";
import {PhaseGate} from "./PhaseGate.sol";

/// @notice I28, I37: phase 3 never without a report of the auditor in office and the index behind it.
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
    }

    /// @notice I28: with all evidence at hand, nobody but the owner advances.
    function test_error_everyCallerButTheOwner() public {
        _record();
        address[6] memory callers = [registrar, guardian, auditor, governance, account, address(gate)];
        for (uint256 i = 0; i < 6; ++i) {
            vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, callers[i]));
            vm.prank(callers[i]);
            gate.advancePhase();
        }
        _advance();
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

    /// @notice One unit on either side of every minimum that the auditor signs. Recorded all the same: a report that does
    /// not pass takes the place of one that did.
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
        _bring(_next(_report()));
        _advance();
    }

    /// @notice A period of 90 days needs half as much again as one of 60, in hours and both volumes, rounded up.
    function test_attack_collectOverMonths() public {
        vm.warp(START + 90 * DAY);
        IPhaseGate.ReadinessReport memory report = _report();
        report.toDay = uint32(FIRST_DAY + 90);
        (report.unaffiliatedVolume) = 150_000e18 - 1;
        _bringMissed(report, IPhaseGate.Criterion.UnaffiliatedVolume, 150_000e18 - 1, 150_000e18);
        report.unaffiliatedVolume = 150_000e18;
        _bring(_next(report));
        _show(749, 150_000e18, 89, 0);
        _missed(IPhaseGate.Criterion.TradedHours, 749, 750);
        _show(750, 150_000e18 - 1, 89, 0);
        _missed(IPhaseGate.Criterion.Volume, 150_000e18 - 1, 150_000e18);
        _show(750, 150_000e18, 89, 0);
        _advance();
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
        _appoint(IPhaseGate.Seat.Auditor, address(0));
        vm.warp(START + 61 * DAY);
        IPhaseGate.ReadinessReport memory report = _report();
        (report.term, report.fromDay, report.toDay) = (2, uint32(FIRST_DAY + 1), uint32(FIRST_DAY + 61));
        vm.expectRevert(abi.encodeWithSelector(IPhaseGate.PhaseGate_InvalidSignature.selector, address(0)));
        gate.recordReadiness(report, new bytes(65));
    }

    // ------------------------------------------------------------------ terms of office

    /// @notice The owner appointed its own second key as auditor, which then signed. Appointing is governance's.
    function test_attack_theOwnerAppointsItsAuditor() public {
        vm.expectRevert(abi.encodeWithSelector(IPhaseGate.PhaseGate_NotGovernance.selector, owner));
        vm.prank(owner);
        gate.setAuditor(vm.addr(0x5EC0));
    }

    /// @notice Nor does an accomplice whom governance appoints at the end of a period vouch for what it never saw.
    function test_attack_anAuditorForTheOccasion() public {
        vm.warp(START + 60 * DAY);
        _appoint(IPhaseGate.Seat.Auditor, vm.addr(0x5EC0));
        IPhaseGate.ReadinessReport memory report = _report();
        report.term = 2;
        _refusedReport(
            0x5EC0,
            report,
            abi.encodeWithSelector(
                IPhaseGate.PhaseGate_AppointedLater.selector, START + 60 * DAY, FIRST_DAY
            )
        );
        // From the day of its appointment on it may, to the second.
        (report.fromDay, report.toDay) = (uint32(FIRST_DAY + 59), uint32(FIRST_DAY + 119));
        vm.warp(START + 120 * DAY);
        _refusedReport(
            0x5EC0,
            report,
            abi.encodeWithSelector(
                IPhaseGate.PhaseGate_AppointedLater.selector, START + 60 * DAY, FIRST_DAY + 59
            )
        );
        (report.fromDay, report.toDay) = (uint32(FIRST_DAY + 60), uint32(FIRST_DAY + 120));
        bytes memory signature = _signReport(0x5EC0, report);
        gate.recordReadiness(report, signature);
        _advance();
    }

    /// @notice What an auditor signed before it was dismissed does not revive when it returns, recorded or not.
    function test_attack_rotationRevivesAReport() public {
        _record();
        _appoint(IPhaseGate.Seat.Auditor, stranger);
        _refused(abi.encodeWithSelector(IPhaseGate.PhaseGate_EvidenceRequired.selector, 2, 3));
        _appoint(IPhaseGate.Seat.Auditor, auditor);
        _refused(abi.encodeWithSelector(IPhaseGate.PhaseGate_EvidenceRequired.selector, 2, 3));
        IPhaseGate.ReadinessReport memory report = _next(_report());
        _bringRefused(report, abi.encodeWithSelector(IPhaseGate.PhaseGate_WrongTerm.selector, 1, 3));
        report.term = 3;
        _bringRefused(
            report,
            abi.encodeWithSelector(
                IPhaseGate.PhaseGate_AppointedLater.selector, START + 60 * DAY, FIRST_DAY
            )
        );
    }

    // ------------------------------------------------------------------ withdrawal and correction

    function test_behavior_aWithdrawnReportCantComeBack() public {
        _record();
        vm.expectRevert(abi.encodeWithSelector(IPhaseGate.PhaseGate_NotAuditor.selector, owner));
        vm.prank(owner);
        gate.withdrawReadiness(uint32(FIRST_DAY + 60), 0);
        _withdraw(FIRST_DAY + 60, 0);
        vm.assertEq(gate.readinessReport().term, 0, "none");
        _refused(abi.encodeWithSelector(IPhaseGate.PhaseGate_EvidenceRequired.selector, 2, 3));
        _bringRefused(_report(), _notNewer(FIRST_DAY + 60, 0, FIRST_DAY + 60, 0));
        // An earlier one is withdrawn with it; a correction is not.
        vm.expectRevert(_notNewer(FIRST_DAY + 59, 9, FIRST_DAY + 60, 0));
        vm.prank(auditor);
        gate.withdrawReadiness(uint32(FIRST_DAY + 59), 9);
        _bring(_next(_report()));
        _advance();
    }

    /// @notice Signed and not yet recorded, a report can be withdrawn; nor is what was signed before it brought instead.
    function test_attack_recordWhatTheAuditorRegrets() public {
        vm.warp(START + 60 * DAY);
        _withdraw(FIRST_DAY + 60, 1);
        _bringRefused(_next(_report()), _notNewer(FIRST_DAY + 60, 1, FIRST_DAY + 60, 1));
        _bringRefused(_report(), _notNewer(FIRST_DAY + 60, 0, FIRST_DAY + 60, 1));
        _refused(abi.encodeWithSelector(IPhaseGate.PhaseGate_EvidenceRequired.selector, 2, 3));
    }

    /// @notice On its day a report can be corrected, to be stricter too: then the phase stays shut, whoever brings what.
    function test_attack_advanceOnAReportThatWasCorrected() public {
        _record();
        IPhaseGate.ReadinessReport memory corrected = _next(_report());
        corrected.largestBuyerBps = 2_001;
        _bring(corrected);
        _missed(IPhaseGate.Criterion.LargestBuyer, 2_001, 2_000);
        _bringRefused(_report(), _notNewer(FIRST_DAY + 60, 0, FIRST_DAY + 60, 1));
        _missed(IPhaseGate.Criterion.LargestBuyer, 2_001, 2_000);
    }

    function test_error_ReportNotNewer() public {
        _record();
        _bringRefused(_report(), _notNewer(FIRST_DAY + 60, 0, FIRST_DAY + 60, 0));
        IPhaseGate.ReadinessReport memory report = _report();
        (report.toDay, report.revision) = (uint32(FIRST_DAY + 59), 7);
        _bringRefused(report, _notNewer(FIRST_DAY + 59, 7, FIRST_DAY + 60, 0));
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

    function test_behavior_thresholdsWait() public {
        _record();
        IPhaseGate.ReadinessThresholds memory next = _thresholds();
        next.minDays = 61;
        _propose(next);
        uint256 effectiveAt = START + 67 * DAY;
        vm.warp(effectiveAt - 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                IPhaseGate.PhaseGate_ThresholdsPending.selector, effectiveAt, effectiveAt - 1
            )
        );
        gate.applyThresholds();
        vm.assertEq(gate.thresholds().minDays, 60, "not yet");
        vm.warp(effectiveAt);
        vm.prank(stranger);
        gate.applyThresholds();
        vm.assertEq(gate.thresholds().minDays, 61, "in force");
        // The report of 60 days is judged by what is in force when it is used.
        _missed(IPhaseGate.Criterion.Days, 60, 61);
        vm.expectRevert(abi.encodeWithSelector(IPhaseGate.PhaseGate_NoThresholdsProposed.selector));
        gate.applyThresholds();
    }

    /// @notice Whoever executed pending thresholds, even laxer ones, a moment before the advance voided a good report.
    function test_attack_applyThresholdsBeforeTheAdvance() public {
        _record();
        IPhaseGate.ReadinessThresholds memory laxer = _thresholds();
        laxer.minBuyers = 10;
        _propose(laxer);
        vm.warp(START + 67 * DAY);
        vm.prank(stranger);
        gate.applyThresholds();
        _advance();
    }

    /// @notice Both ends of every bound, and one beyond each.
    function test_error_thresholdBounds() public {
        for (uint256 field = 0; field < 8; ++field) {
            (uint256 low, uint256 high) = _bounds(field);
            _proposeField(field, low, true);
            _proposeField(field, high, true);
            _proposeField(field, low - 1, false);
            _proposeField(field, high + 1, false);
        }
    }

    // ------------------------------------------------------------------ the meter

    function test_error_connectMeter() public {
        gate = new PhaseGate(_roles(), _thresholds());
        IReadinessMeter own = IReadinessMeter(address(new StubMeter(address(gate))));
        vm.expectRevert(abi.encodeWithSelector(IPhaseGate.PhaseGate_NotCreatorOrOwner.selector, stranger));
        vm.prank(stranger);
        gate.connectMeter(own);
        vm.expectRevert(
            abi.encodeWithSelector(
                IPhaseGate.PhaseGate_ForeignMeter.selector, address(meter), meter.phaseGate()
            )
        );
        gate.connectMeter(IReadinessMeter(address(meter)));
        vm.prank(owner);
        gate.connectMeter(own);
        vm.expectRevert(abi.encodeWithSelector(IPhaseGate.PhaseGate_AlreadyConnected.selector, address(own)));
        gate.connectMeter(own);
    }

    /// @notice Company and auditor, or deployer and auditor, of a gate that nobody had connected: a meter that shows
    /// whatever they like, at the moment of the advance.
    function test_attack_aLyingMeterAtTheLastMoment() public {
        gate = new PhaseGate(_roles(), _thresholds());
        _advance();
        _record();
        StubMeter lying = new StubMeter(address(gate));
        lying.show(500, 100_000e18, 59, 0);
        bytes memory tooLate = abi.encodeWithSelector(IPhaseGate.PhaseGate_WrongPhase.selector, 2, 1);
        vm.expectRevert(tooLate);
        gate.connectMeter(IReadinessMeter(address(lying)));
        vm.expectRevert(tooLate);
        vm.prank(owner);
        gate.connectMeter(IReadinessMeter(address(lying)));
        _refused(abi.encodeWithSelector(IPhaseGate.PhaseGate_NotConnected.selector));
    }

    // ------------------------------------------------------------------ shorthands

    function _show(uint256 tradedHours, uint256 volume, uint256 moves, uint256 squares) private {
        meter.show(tradedHours, volume, moves, squares);
    }

    /// @dev A report that passes by nothing to spare.
    function _report() private view returns (IPhaseGate.ReadinessReport memory) {
        return IPhaseGate.ReadinessReport({
            reportHash: keccak256("report"),
            term: 1,
            revision: 0,
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

    /// @dev The same as a correction.
    function _next(IPhaseGate.ReadinessReport memory report)
        private
        view
        returns (IPhaseGate.ReadinessReport memory)
    {
        report.revision = gate.readinessReport().revision + 1;
        return report;
    }

    function _withdraw(uint256 toDay, uint32 revision) private {
        vm.expectEmit(address(gate));
        emit IPhaseGate.ReadinessWithdrawn(1, uint32(toDay), revision);
        vm.prank(auditor);
        gate.withdrawReadiness(uint32(toDay), revision);
    }

    function _notNewer(uint256 toDay, uint256 revision, uint256 latestToDay, uint256 latestRevision)
        private
        pure
        returns (bytes memory)
    {
        return abi.encodeWithSelector(
            IPhaseGate.PhaseGate_ReportNotNewer.selector, toDay, revision, latestToDay, latestRevision
        );
    }

    function _propose(IPhaseGate.ReadinessThresholds memory next) private {
        vm.prank(owner);
        gate.proposeThresholds(next);
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
        _refusedReport(AUDITOR_KEY, report, reason);
    }

    function _refusedReport(uint256 key, IPhaseGate.ReadinessReport memory report, bytes memory reason) private {
        bytes memory signature = _signReport(key, report);
        vm.expectRevert(reason);
        gate.recordReadiness(report, signature);
    }

    /// @dev Recorded, and then not enough.
    function _bringMissed(
        IPhaseGate.ReadinessReport memory report,
        IPhaseGate.Criterion criterion,
        uint256 measured,
        uint256 threshold
    ) private {
        _bring(_next(report));
        _missed(criterion, measured, threshold);
    }

    function _period(uint256 from, uint256 to, uint256 today) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IPhaseGate.PhaseGate_ReportPeriod.selector, from, to, today);
    }

    function _bounds(uint256 field) private pure returns (uint256 low, uint256 high) {
        uint256[8] memory lows = [uint256(60), 500, 100, 100, 9_000, 10, 8 days, 100_000e18];
        uint256[8] memory highs = [uint256(365), 60 * 24, 5_000, 4_000, 10_000, 10_000, 60 days, 100_000_000e18];
        return (lows[field], highs[field]);
    }

    function _proposeField(uint256 field, uint256 value, bool accepted) private {
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
        if (accepted) return;
        // By its own name, so that whoever reads the refusal looks at the right threshold.
        IPhaseGate.Criterion[8] memory names = [
            IPhaseGate.Criterion.Days,
            IPhaseGate.Criterion.TradedHours,
            IPhaseGate.Criterion.DailyVolatility,
            IPhaseGate.Criterion.LargestBuyer,
            IPhaseGate.Criterion.Delivered,
            IPhaseGate.Criterion.UnaffiliatedBuyers,
            IPhaseGate.Criterion.ReportAge,
            IPhaseGate.Criterion.Volume
        ];
        (uint256 low, uint256 high) = _bounds(field);
        vm.assertEq(
            data,
            abi.encodeWithSelector(
                IPhaseGate.PhaseGate_ThresholdOutOfBounds.selector, names[field], value, low, high
            ),
            "reason"
        );
    }
}
