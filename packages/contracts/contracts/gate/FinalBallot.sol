// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPhaseGate} from "./IPhaseGate.sol";
import {Offices} from "./Offices.sol";

/// @title The vote that phase 4 needs
/// @dev A vote names a ballot, whose number hangs on a block of phase 3: so it can't have been proposed, passed or queued
/// before. Phases 3 and 4 are at least 90 days apart, since no ballot opens earlier.
abstract contract FinalBallot is Offices {
    uint8 private constant PHASE = 3;
    uint256 private constant MIN_PHASE_AGE = 90 days;
    /// @dev Longer than a governor's delay, vote and timelock can take together; see `PhaseGovernor`.
    uint256 private constant BALLOT_TERM = 60 days;
    uint256 private constant APPROVAL_LIFETIME = 30 days;

    /// @dev In one slot.
    /// @param count Ballots so far.
    /// @param approvalTerm Governance's term of office when it approved.
    struct Ballots {
        uint32 count;
        uint64 endsAt;
        uint64 approvedUntil;
        uint32 approvalTerm;
    }

    bytes32 private _ballot;
    Ballots private _ballots;

    /// @inheritdoc IPhaseGate
    function openFinalBallot() external returns (bytes32 ballot) {
        _requirePhase();
        uint256 opensAt = phaseOpenedAt[PHASE] + MIN_PHASE_AGE;
        if (block.timestamp < opensAt) revert PhaseGate_BallotTooEarly(opensAt, block.timestamp);
        if (block.timestamp < _ballots.endsAt) revert PhaseGate_BallotOpen(_ballot, _ballots.endsAt);
        if (_ballots.count == type(uint32).max) revert PhaseGate_TooManyBallots(type(uint32).max);
        uint32 number = ++_ballots.count;
        ballot = keccak256(abi.encode(address(this), blockhash(block.number - 1), block.timestamp, number));
        _ballot = ballot;
        _ballots.endsAt = uint64(block.timestamp + BALLOT_TERM);
        emit FinalBallotOpened(ballot, _ballots.endsAt);
    }

    /// @inheritdoc IPhaseGate
    function approveFinalPhase(bytes32 ballot) external onlyGovernance {
        _requirePhase();
        if (ballot != _ballot || block.timestamp >= _ballots.endsAt) {
            revert PhaseGate_WrongBallot(ballot, _ballot, _ballots.endsAt);
        }
        // One ballot, one approval: two votes on it can't lengthen it.
        _ballots.endsAt = uint64(block.timestamp);
        _ballots.approvedUntil = uint64(block.timestamp + APPROVAL_LIFETIME);
        _ballots.approvalTerm = _offices[Seat.Governance].term;
        emit FinalPhaseApproved(ballot, _ballots.approvedUntil);
    }

    /// @inheritdoc IPhaseGate
    function withdrawFinalApproval() external onlyGovernance {
        // Else another queued vote on the same ballot would bring the approval back.
        if (block.timestamp < _ballots.endsAt) _ballots.endsAt = uint64(block.timestamp);
        _ballots.approvedUntil = 0;
        emit FinalPhaseApprovalWithdrawn();
    }

    /// @inheritdoc IPhaseGate
    function finalBallot() external view returns (bytes32 ballot, uint256 endsAt) {
        return (_ballot, _ballots.endsAt);
    }

    /// @inheritdoc IPhaseGate
    function finalPhaseApprovedUntil() public view returns (uint256) {
        return _ballots.approvalTerm == _offices[Seat.Governance].term ? _ballots.approvedUntil : 0;
    }

    function _requireFinalApproval() internal view {
        uint256 until = finalPhaseApprovedUntil();
        if (block.timestamp >= until) revert PhaseGate_VoteRequired(until, block.timestamp);
    }

    function _requirePhase() private view {
        if (_gate.phase != PHASE) revert PhaseGate_WrongPhase(_gate.phase, PHASE);
    }
}
