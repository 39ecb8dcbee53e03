// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {GateFixture} from "../harness/GateFixture.t.sol";
import {IPhaseGate} from "./IPhaseGate.sol";

/// @notice I29: phase 4 only by the owner, on an approval that names a ballot opened at least 90 days into phase 3.
contract FinalBallotTest is GateFixture {
    uint256 private constant OPENS_AT = START + 90 days;

    function setUp() public override {
        super.setUp();
        _setPhase(3);
        vm.warp(OPENS_AT);
    }

    function test_default() public {
        vm.prank(stranger);
        bytes32 ballot = gate.openFinalBallot();
        (bytes32 current, uint256 endsAt) = gate.finalBallot();
        vm.assertEq(current, ballot, "ballot");
        vm.assertEq(endsAt, OPENS_AT + 60 days, "for 60 days");
        vm.expectEmit(address(gate));
        emit IPhaseGate.FinalPhaseApproved(ballot, OPENS_AT + 30 days);
        _approve(ballot);
        vm.assertEq(gate.finalPhaseApprovedUntil(), OPENS_AT + 30 days, "approved");
        _advance();
        vm.assertEq(gate.phase(), 4, "phase 4");
        _refused(abi.encodeWithSelector(IPhaseGate.PhaseGate_FinalPhase.selector, 4));
    }

    // ------------------------------------------------------------------ in advance

    /// @notice A vote was held in phase 1, kept queued, and executed in the second in which phase 3 opened. Now there is
    /// nothing to vote on before the 90th day of phase 3, and what that will be hangs on a block of that day.
    function test_attack_voteInAdvance() public {
        for (uint8 phase = 1; phase <= 4; ++phase) {
            if (phase == 3) continue;
            _setPhase(phase);
            bytes memory wrongPhase = abi.encodeWithSelector(IPhaseGate.PhaseGate_WrongPhase.selector, phase, 3);
            vm.expectRevert(wrongPhase);
            gate.openFinalBallot();
            vm.expectRevert(wrongPhase);
            _approve(0);
        }
        _setPhase(3);
        uint256 opensAt = OPENS_AT + 90 days;
        bytes32 guessed = _numberOf(opensAt);
        _expectWrongBallot(guessed, 0, 0);
        _approve(guessed);
        _expectWrongBallot(0, 0, 0);
        _approve(0);
        vm.warp(opensAt - 1);
        vm.expectRevert(
            abi.encodeWithSelector(IPhaseGate.PhaseGate_BallotTooEarly.selector, opensAt, opensAt - 1)
        );
        gate.openFinalBallot();
        vm.roll(block.number + 1);
        vm.warp(opensAt);
        bytes32 ballot = gate.openFinalBallot();
        vm.assertTrue(ballot != guessed, "another block, another ballot");
        vm.assertEq(ballot, _numberOf(opensAt), "hangs on the block before");
    }

    /// @dev The first ballot's number if it were opened in this block.
    function _numberOf(uint256 timestamp) private view returns (bytes32) {
        return keccak256(abi.encode(address(gate), blockhash(block.number - 1), timestamp, uint32(1)));
    }

    function test_attack_phases3And4InOneSecond() public {
        _setPhase(3);
        vm.expectRevert(
            abi.encodeWithSelector(
                IPhaseGate.PhaseGate_BallotTooEarly.selector, OPENS_AT + 90 days, OPENS_AT
            )
        );
        gate.openFinalBallot();
        _refused(abi.encodeWithSelector(IPhaseGate.PhaseGate_VoteRequired.selector, 0, OPENS_AT));
    }

    /// @notice A vote on a ballot that is over decides nothing, however long it was kept.
    function test_attack_keepAVote() public {
        bytes32 ballot = gate.openFinalBallot();
        vm.warp(OPENS_AT + 60 days);
        _expectWrongBallot(ballot, ballot, OPENS_AT + 60 days);
        _approve(ballot);
        bytes32 second = gate.openFinalBallot();
        _expectWrongBallot(ballot, second, OPENS_AT + 120 days);
        _approve(ballot);
        vm.warp(OPENS_AT + 120 days - 1);
        _approve(second);
    }

    function test_error_BallotOpen() public {
        bytes32 ballot = gate.openFinalBallot();
        vm.warp(OPENS_AT + 60 days - 1);
        vm.expectRevert(
            abi.encodeWithSelector(IPhaseGate.PhaseGate_BallotOpen.selector, ballot, OPENS_AT + 60 days)
        );
        gate.openFinalBallot();
    }

    // ------------------------------------------------------------------ approvals end

    function test_error_TooManyBallots() public {
        gate.openFinalBallot();
        vm.warp(OPENS_AT + 60 days);
        bytes32 slot = bytes32(uint256(20));
        uint256 word = uint256(vm.load(address(gate), slot));
        vm.assertEq(word & type(uint32).max, 1, "slot of the count");
        vm.store(address(gate), slot, bytes32(word | type(uint32).max));
        vm.expectRevert(
            abi.encodeWithSelector(IPhaseGate.PhaseGate_TooManyBallots.selector, type(uint32).max)
        );
        gate.openFinalBallot();
    }

    function test_error_withoutVote() public {
        _refused(abi.encodeWithSelector(IPhaseGate.PhaseGate_VoteRequired.selector, 0, OPENS_AT));
        gate.openFinalBallot();
        _refused(abi.encodeWithSelector(IPhaseGate.PhaseGate_VoteRequired.selector, 0, OPENS_AT));
    }

    function test_behavior_approvalExpires() public {
        bytes32 ballot = gate.openFinalBallot();
        _approve(ballot);
        uint256 until = OPENS_AT + 30 days;
        // A second vote on the ballot does not lengthen it.
        vm.warp(OPENS_AT + 20 days);
        _expectWrongBallot(ballot, ballot, OPENS_AT);
        _approve(ballot);
        vm.warp(until);
        _refused(abi.encodeWithSelector(IPhaseGate.PhaseGate_VoteRequired.selector, until, until));
        vm.warp(until - 1);
        _advance();
    }

    /// @notice Taken back, an approval can't be brought back by another vote that was queued on the same ballot.
    function test_attack_reviveAWithdrawnApproval() public {
        bytes32 ballot = gate.openFinalBallot();
        _approve(ballot);
        vm.expectEmit(address(gate));
        emit IPhaseGate.FinalPhaseApprovalWithdrawn();
        vm.prank(governance);
        gate.withdrawFinalApproval();
        _refused(abi.encodeWithSelector(IPhaseGate.PhaseGate_VoteRequired.selector, 0, OPENS_AT));
        _expectWrongBallot(ballot, ballot, OPENS_AT);
        _approve(ballot);
        // Before any approval the vote to withdraw ends the ballot.
        bytes32 second = gate.openFinalBallot();
        vm.prank(governance);
        gate.withdrawFinalApproval();
        _expectWrongBallot(second, second, OPENS_AT);
        _approve(second);
    }

    /// @notice An approval is its governance's: it ends when governance is handed on.
    function test_attack_rotationKeepsAnApproval() public {
        _approve(gate.openFinalBallot());
        _appoint(IPhaseGate.Seat.Governance, account);
        vm.assertEq(gate.finalPhaseApprovedUntil(), 0, "no longer");
        _refused(abi.encodeWithSelector(IPhaseGate.PhaseGate_VoteRequired.selector, 0, OPENS_AT));
    }

    // ------------------------------------------------------------------ who

    /// @notice I29: nobody but governance approves the final phase, in no phase, and nobody but the owner opens it.
    function test_error_everyCallerButGovernance() public {
        bytes32 ballot = gate.openFinalBallot();
        address[5] memory callers = [owner, registrar, guardian, auditor, stranger];
        for (uint8 phase = 1; phase <= 4; ++phase) {
            _setPhase(phase);
            for (uint256 i = 0; i < 5; ++i) {
                bytes memory reason = abi.encodeWithSelector(IPhaseGate.PhaseGate_NotGovernance.selector, callers[i]);
                vm.expectRevert(reason);
                vm.prank(callers[i]);
                gate.approveFinalPhase(ballot);
                vm.expectRevert(reason);
                vm.prank(callers[i]);
                gate.withdrawFinalApproval();
            }
        }
        _setPhase(3);
        _approve(ballot);
        address[5] memory others = [governance, registrar, guardian, auditor, stranger];
        for (uint256 i = 0; i < 5; ++i) {
            vm.expectRevert(abi.encodeWithSignature("OwnableUnauthorizedAccount(address)", others[i]));
            vm.prank(others[i]);
            gate.advancePhase();
        }
    }

    function _approve(bytes32 ballot) private {
        vm.prank(governance);
        gate.approveFinalPhase(ballot);
    }

    function _advance() private {
        vm.prank(owner);
        gate.advancePhase();
    }

    function _refused(bytes memory reason) private {
        vm.expectRevert(reason);
        _advance();
    }

    function _expectWrongBallot(bytes32 ballot, bytes32 current, uint256 endsAt) private pure {
        vm.expectRevert(
            abi.encodeWithSelector(IPhaseGate.PhaseGate_WrongBallot.selector, ballot, current, endsAt)
        );
    }
}
