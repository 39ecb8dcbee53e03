// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPhaseGate} from "../../gate/IPhaseGate.sol";
import {PhaseGate} from "../../gate/PhaseGate.sol";
import {StubMeter} from "../GateFixture.t.sol";
import {GateChecks} from "./GateChecks.t.sol";
import {OfficeActs} from "./OfficeActs.t.sol";
import {ReadinessActs} from "./ReadinessActs.t.sol";
import {RegisterActs} from "./RegisterActs.t.sol";

/// @notice Everybody who acts on a gate, one random step at a time.
contract GateWalker is GateChecks, OfficeActs, RegisterActs, ReadinessActs {
    /// @dev How often each act is chosen, in the order of `_perform`.
    uint8[] private _weights = [14, 26, 30, 4, 3, 4, 10, 5, 10, 10, 3, 8, 12, 10, 10, 6, 8, 2, 3, 4, 5, 3, 8];

    constructor(address creator_, uint256 start) {
        (creator, time) = (creator_, start);
        for (uint256 i = 0; i < PEOPLE; ++i) people[i] = vm.addr(KEYS + i);
        owner = people[0];
        for (uint256 i = 0; i < 4; ++i) seats[i] = Seated(people[i + 1], 1, start);
        opened[1] = start;
        _setTable();
        thresholds = IPhaseGate.ReadinessThresholds(60, 500, 1_000, 2_000, 9_500, 25, 30 days, 100_000e18);
    }

    /// @dev Gate and stubs name one another, so the gate comes after the walker that foresees it.
    function begin(PhaseGate gate_) external {
        gate = gate_;
        for (uint256 i = 0; i < 6; ++i) stubs.push(new StubMeter(address(gate_)));
        // This one obeys another gate.
        stubs.push(new StubMeter(address(this)));
    }

    function roles() external view returns (IPhaseGate.Roles memory) {
        return IPhaseGate.Roles(people[0], people[1], people[2], people[3], people[4]);
    }

    function firstThresholds() external view returns (IPhaseGate.ReadinessThresholds memory) {
        return thresholds;
    }

    function step(uint256 seed) external {
        _reseed(seed);
        // What stands in one term must not stand in the next.
        if (time < _approval() && _chance(10)) _appoint(GOVERNANCE);
        else _perform(_weighed(_weights));
    }

    /// @notice Every walk leaves phase 1, admits, pauses and lets months pass.
    function checkReach() external view {
        vm.assertGe(phase, 2, "reach: phase");
        vm.assertGe(time, opened[1] + 180 days, "reach: time");
        vm.assertGe(done["admit"] + done["admit several"], 1, "reach: admissions");
        vm.assertGe(done["guardianPause"] + done["setPausedUntil"], 1, "reach: pauses");
        vm.assertGe(done["recordReadiness"], 1, "reach: reports");
        vm.assertGe(done["checkOpen"], 1, "reach: openings");
    }

    function _perform(uint256 act) private {
        if (act == 0) _advance();
        else if (act == 1) _pass();
        else if (act == 2) _record();
        else if (act == 3) _withdrawReport();
        else if (act == 4) _propose();
        else if (act == 5) _apply();
        else if (act == 6) _measureWhereConnected();
        else if (act == 7) _checkReadiness();
        else if (act == 8) _openBallot();
        else if (act == 9) _approve();
        else if (act == 10) _withdrawApproval();
        else if (act == 11) _changeCell();
        else _performMore(act);
    }

    function _performMore(uint256 act) private {
        if (act == 12) _checkOpen();
        else if (act == 13) _admit();
        else if (act == 14) _present();
        else if (act == 15) _revoke();
        else if (act == 16) _mark();
        else if (act == 17) _appointSomebody();
        else if (act == 18) _handOn();
        else if (act == 19) _connect();
        else if (act == 20) _addMarketplace();
        else if (act == 21) _deafen();
        else _pause();
    }

    /// @dev Weeks mostly, and jumps to where something ends.
    function _pass() private {
        uint256 way = _oneOf(10);
        if (way < 5) return _moveTo(time + _between(0, 20 days));
        uint256[5] memory ends = [
            ballotEnds,
            approvedUntil,
            uint256(recorded.toDay) * 86_400 + thresholds.maxReportAge + 1,
            proposedFor,
            opened[3] + 90 days
        ];
        uint256 end = way == 5 ? _pauses[_oneOf(6)].until : way == 6 ? members[_person()].expiry : ends[_oneOf(5)];
        // The last second before it, or the first of it.
        if (end > time && end < time + 100 days) _moveTo(end - _oneOf(2));
    }

    function _measureWhereConnected() private {
        if (address(meter) != address(0)) _measure();
    }

    function _pause() private {
        uint8 products = _chance(95) ? uint8(_draw()) & 63 : uint8(_draw());
        uint256 way = _oneOf(10);
        uint256 duration = _between(0, 604_801);
        uint256 product = _oneOf(6);
        uint256 until = _pauses[product].until;
        if (until > time && until <= time + 604_800 && _chance(70)) {
            // As long as the pause that runs, or a second more.
            (products, duration) = (uint8(1 << product), until - time + _oneOf(2));
        }
        if (way < 4) _guardianPauses(_mostly(seats[GUARDIAN].holder), products, uint32(duration));
        else if (way < 6) _guardianResumes(_mostly(seats[GUARDIAN].holder), products);
        else if (way < 8) _ownerPauses(_mostly(owner), products, uint32(time + _between(0, _chance(70) ? 1 days : 10 days)));
        else _ownerPauses(_mostly(owner), products, 0);
    }
}
