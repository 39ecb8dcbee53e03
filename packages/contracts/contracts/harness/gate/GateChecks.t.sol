// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ParticipantClass, Product} from "../../gate/AccessMatrix.sol";
import {IPhaseGate} from "../../gate/IPhaseGate.sol";
import {MatrixActs} from "./MatrixActs.t.sol";
import {PhaseActs} from "./PhaseActs.t.sol";

/// @notice Everything that the gate shows, against the books.
abstract contract GateChecks is PhaseActs, MatrixActs {
    function check() external view {
        check_I11_I28_I29_phases();
        check_I12_I13_I30_I31_access();
        check_I30_pauses();
        check_I32_participants();
        check_I37_offices();
        _checkEvidence();
    }

    /// @notice I11, I28, I29: the phase is what the books say, each opened in its turn and the last two not before their
    /// time.
    function check_I11_I28_I29_phases() public view {
        vm.assertEq(gate.phase(), phase, "I11: phase");
        for (uint256 i = 1; i <= 4; ++i) vm.assertEq(gate.phaseOpenedAt(i), opened[i], "I11: opened");
        if (phase >= 3) vm.assertGe(opened[3], opened[2] + 60 days, "I28: phase 3 not before its time");
        if (phase == 4) vm.assertGe(opened[4], opened[3] + 90 days, "I29: phase 4 not before its time");
        (bytes32 shownBallot, uint256 ends) = gate.finalBallot();
        vm.assertEq(shownBallot, ballot, "I29: ballot");
        vm.assertEq(ends, ballotEnds, "I29: end of the ballot");
        vm.assertEq(gate.finalPhaseApprovedUntil(), _approval(), "I29: approval");
    }

    /// @notice I30: pauses end when they should, the guardian waits its turn, and who listens was told.
    function check_I30_pauses() public view {
        for (uint256 i = 0; i < 6; ++i) {
            vm.assertEq(gate.pausedUntil(Product(i)), _pauses[i].until, "I30: paused until");
            vm.assertTrue(gate.isProductPaused(Product(i)) == _isPaused(i), "I30: paused");
            vm.assertEq(gate.pausedSeconds(Product(i)), _pausedSeconds(i), "I30: paused for");
            uint256 from = _pauses[i].guardianFrom;
            vm.assertEq(gate.guardianAvailableAt(Product(i)), from == 0 ? 0 : from + 2_592_000, "I30: the turn");
        }
        for (uint256 i = 0; i + 1 < stubs.length; ++i) {
            vm.assertEq(stubs[i].refreshes(), refreshes[stubs[i]], "I30: told of pauses");
            vm.assertEq(stubs[i].refreshed(), refreshed[stubs[i]], "I22: told of marks");
        }
        vm.assertEq(gate.marketplaces().length, told.length, "I30: whom it tells");
    }

    /// @notice I32: each participant as admitted, revoked and marked.
    function check_I32_participants() public view {
        for (uint256 i = 0; i < PEOPLE; ++i) {
            Member storage member = members[people[i]];
            IPhaseGate.Participant memory entry = gate.participant(people[i]);
            ParticipantClass stored = member.broker
                ? ParticipantClass.Broker
                : member.expiry == 0 ? ParticipantClass.Retail : ParticipantClass.Institution;
            vm.assertEq(uint256(entry.class), uint256(stored), "I32: class");
            vm.assertTrue(entry.affiliate == member.affiliate, "I22: affiliate");
            vm.assertEq(entry.jurisdiction, member.jurisdiction, "I32: jurisdiction");
            vm.assertEq(entry.expiry, member.expiry, "I32: expiry");
            vm.assertEq(entry.nonce, member.nonce, "I32: nonce");
            vm.assertTrue(gate.countsForIndex(people[i]) != (member.broker || member.affiliate), "I22: counts");
        }
    }

    /// @notice I37: offices, terms and owners as appointed, pairwise different.
    function check_I37_offices() public view {
        vm.assertEq(gate.owner(), owner, "I37: owner");
        vm.assertEq(gate.pendingOwner(), offered, "I37: offered owner");
        for (uint256 i = 0; i < 4; ++i) {
            IPhaseGate.Office memory office = gate.office(IPhaseGate.Seat(i));
            vm.assertEq(office.holder, seats[i].holder, "I37: holder");
            vm.assertEq(office.term, seats[i].term, "I37: term");
            vm.assertEq(office.since, seats[i].since, "I37: since");
            if (office.holder == address(0)) continue;
            vm.assertTrue(office.holder != owner && office.holder != offered, "I37: separate from the owner");
            for (uint256 j = 0; j < i; ++j) vm.assertTrue(office.holder != seats[j].holder, "I37: separate");
        }
    }

    function _checkEvidence() private view {
        vm.assertEq(abi.encode(gate.thresholds()), abi.encode(thresholds), "I28: thresholds");
        (IPhaseGate.ReadinessThresholds memory next, uint256 at) = gate.proposedThresholds();
        vm.assertEq(abi.encode(next), abi.encode(proposed), "I28: announced");
        vm.assertEq(at, proposedFor, "I28: in force from");
        vm.assertEq(abi.encode(gate.readinessReport()), abi.encode(recorded), "I28: report");
        vm.assertEq(address(gate.meter()), address(meter), "I28: meter");
    }
}
