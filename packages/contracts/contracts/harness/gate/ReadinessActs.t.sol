// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPhaseGate} from "../../gate/IPhaseGate.sol";
import {ReadinessRules} from "./ReadinessRules.t.sol";

/// @notice Reports signed, recorded and withdrawn, thresholds announced and applied, and the advance that needs them.
abstract contract ReadinessActs is ReadinessRules {
    bytes32 private constant REPORT = keccak256(
        "Readiness(bytes32 reportHash,uint32 term,uint32 revision,uint16 market,uint32 fromDay,uint32 toDay,uint96 unaffiliatedVolume,uint32 unaffiliatedBuyers,uint16 largestBuyerBps,uint16 deliveredBps)"
    );

    function _record() internal {
        IPhaseGate.ReadinessReport memory report = _someReport();
        bool signed = _chance(94);
        address signer = seats[AUDITOR].holder;
        bytes memory signature = _sign(signed ? _keyOf(signer) : KEYS + PEOPLE, keccak256(abi.encode(REPORT, report)));
        bytes memory refusal = _refusalOfReport(report);
        if (refusal.length == 0 && (!signed || signer == address(0))) refusal = _invalidSignature(signer);
        bytes memory call = abi.encodeCall(IPhaseGate.recordReadiness, (report, signature));
        _act("recordReadiness", _person(), address(gate), call, refusal);
        if (refusal.length != 0) return;
        recorded = report;
        latest = [uint256(report.term), report.toDay, report.revision];
    }

    function _withdrawReport() internal {
        address caller = _mostly(seats[AUDITOR].holder);
        uint256 toDay = _chance(60) ? recorded.toDay : time / 86_400 - _oneOf(4);
        uint256 revision = _chance(60) ? recorded.revision : _oneOf(3);
        bytes memory refusal;
        if (caller != seats[AUDITOR].holder) {
            refusal = abi.encodeWithSelector(IPhaseGate.PhaseGate_NotAuditor.selector, caller);
        } else if (_isBefore([seats[AUDITOR].term, toDay, revision], latest)) {
            refusal = _notNewer(toDay, revision);
        }
        bytes memory call = abi.encodeCall(IPhaseGate.withdrawReadiness, (uint32(toDay), uint32(revision)));
        _act("withdrawReadiness", caller, address(gate), call, refusal);
        if (refusal.length != 0) return;
        latest = [seats[AUDITOR].term, toDay, revision];
        delete recorded;
    }

    function _propose() internal {
        address caller = _mostly(owner);
        IPhaseGate.ReadinessThresholds memory next = _someThresholds();
        bytes memory refusal = caller == owner ? _refusalOfThresholds(next) : _notOwner(caller);
        _act("proposeThresholds", caller, address(gate), abi.encodeCall(IPhaseGate.proposeThresholds, (next)), refusal);
        if (refusal.length == 0) (proposed, proposedFor) = (next, time + 604_800);
    }

    function _apply() internal {
        bytes memory refusal;
        if (proposedFor == 0) refusal = abi.encodeWithSelector(IPhaseGate.PhaseGate_NoThresholdsProposed.selector);
        else if (time < proposedFor) {
            refusal = abi.encodeWithSelector(IPhaseGate.PhaseGate_ThresholdsPending.selector, proposedFor, time);
        }
        _act("applyThresholds", _person(), address(gate), abi.encodeCall(IPhaseGate.applyThresholds, ()), refusal);
        if (refusal.length != 0) return;
        (thresholds, proposedFor) = (proposed, 0);
        delete proposed;
    }

    /// @dev What the meter shows: mostly just enough for the period of the report.
    function _measure() internal {
        (uint256 from, uint256 to) = (recorded.fromDay, recorded.toDay);
        uint256 length = to - from == 0 ? thresholds.minDays : to - from;
        shown.tradedHours = _up(thresholds.minTradedHours * length, thresholds.minDays) - (_chance(12) ? 1 : 0);
        shown.volume = _up(thresholds.minVolume * length, thresholds.minDays) - (_chance(12) ? 1 : 0);
        shown.moves = _chance(6) ? 0 : 59;
        uint256 most = shown.moves * uint256(thresholds.maxDailyVolatilityBps) ** 2;
        shown.sumSquaredMoves = most + (shown.moves != 0 && _chance(6) ? 1 : 0);
        meter.show(shown.tradedHours, shown.volume, shown.moves, shown.sumSquaredMoves);
    }

    function _checkReadiness() internal {
        bytes memory call = abi.encodeCall(IPhaseGate.checkReadiness, ());
        _act("checkReadiness", _person(), address(gate), call, _refusalOfReadiness());
    }

    // ------------------------------------------------------------------ choosing

    /// @dev Mostly one that passes, each field wrong by one in some draws.
    function _someReport() private returns (IPhaseGate.ReadinessReport memory report) {
        uint256 today = time / 86_400;
        uint256 to = _chance(5) ? today + 1 : today - _oneOf(_chance(70) ? 2 : 20);
        uint256 length = _chance(60) ? thresholds.minDays : _between(thresholds.minDays - 1, thresholds.minDays + 5);
        uint256 from = _chance(2) ? to : to - length;
        report.reportHash = bytes32(_draw());
        report.term = uint32(_chance(96) ? seats[AUDITOR].term : seats[AUDITOR].term - 1);
        report.revision = uint32(_oneOf(4));
        (report.market, report.fromDay, report.toDay) = (1, uint32(from), uint32(to));
        uint256 volume = _up(thresholds.minVolume * (to - from), thresholds.minDays);
        report.unaffiliatedVolume = uint96(volume - (volume != 0 && _chance(3) ? 1 : 0));
        report.unaffiliatedBuyers = thresholds.minBuyers - (_chance(3) ? 1 : 0);
        report.largestBuyerBps = thresholds.maxLargestBuyerBps + (_chance(3) ? 1 : 0);
        report.deliveredBps = thresholds.minDeliveredBps - (_chance(3) ? 1 : 0);
    }

    /// @dev Within bounds, or one of them a step beyond one end.
    function _someThresholds() private returns (IPhaseGate.ReadinessThresholds memory next) {
        next = IPhaseGate.ReadinessThresholds({
            minDays: uint16(_between(60, 63)),
            minTradedHours: uint16(_between(500, 600)),
            maxDailyVolatilityBps: uint16(_between(100, 5_000)),
            maxLargestBuyerBps: uint16(_between(100, 4_000)),
            minDeliveredBps: uint16(_between(9_000, 10_000)),
            minBuyers: uint32(_between(10, 10_000)),
            maxReportAge: uint32(_between(8 days, 60 days)),
            minVolume: uint96(_between(100_000e18, 100_000_000e18))
        });
        if (_chance(70)) return next;
        uint256 field = _oneOf(8);
        bool above = _chance(50);
        if (field == 0) next.minDays = above ? 366 : 59;
        if (field == 1) next.minTradedHours = above ? next.minDays * 24 + 1 : 499;
        if (field == 2) next.maxDailyVolatilityBps = above ? 5_001 : 99;
        if (field == 3) next.maxLargestBuyerBps = above ? 4_001 : 99;
        if (field == 4) next.minDeliveredBps = above ? 10_001 : 8_999;
        if (field == 5) next.minBuyers = above ? 10_001 : 9;
        if (field == 6) next.maxReportAge = above ? 60 days + 1 : 8 days - 1;
        if (field == 7) next.minVolume = above ? 100_000_000e18 + 1 : 100_000e18 - 1;
    }
}
