// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {Product, ParticipantClass} from "../../gate/AccessMatrix.sol";
import {IPhaseGate} from "../../gate/IPhaseGate.sol";
import {IReadinessMeter} from "../../gate/IReadinessMeter.sol";
import {Missing} from "./BadFaithBooks.t.sol";
import {CompanyActs} from "./CompanyActs.t.sol";

/// @notice Everybody in bad faith drives at phase 4 with all they have, every day.
abstract contract PhaseDrive is CompanyActs {
    bytes32 private constant REPORT = keccak256(
        "Readiness(bytes32 reportHash,uint32 term,uint32 revision,uint16 market,uint32 fromDay,uint32 toDay,uint96 unaffiliatedVolume,uint32 unaffiliatedBuyers,uint16 largestBuyerBps,uint16 deliveredBps)"
    );

    struct Motion {
        bytes call;
        string text;
        bool isBallot;
    }

    Motion[] private _motions;
    bytes32 private _ballot;

    function _drive() internal {
        uint256 day = time / DAY_;
        _try(_crook(), address(stage.meter), abi.encodeCall(IReadinessMeter.digest, (1, day - 1, 1)));
        _try(_crook(), address(stage.gate), abi.encodeCall(IPhaseGate.applyThresholds, ()));
        _report(day);
        _try(_crook(), address(stage.gate), abi.encodeCall(IPhaseGate.openFinalBallot, ()));
        _move(day);
        _vote();
        _advance();
    }

    /// @dev The auditor signs whatever it is asked to, in the laxest terms; where it does not, others forge it.
    function _report(uint256 day) private {
        uint256 opened = stage.gate.phaseOpenedAt(2);
        if (opened == 0) return;
        uint256 from = (opened + DAY_ - 1) / DAY_;
        if (day - from > 60) from = day - 60;
        IPhaseGate.ReadinessReport memory report;
        (report.reportHash, report.term, report.market) = (bytes32(_draw()), 1, 1);
        (report.fromDay, report.toDay) = (uint32(from), uint32(day));
        (report.unaffiliatedVolume, report.unaffiliatedBuyers) = (type(uint96).max, type(uint32).max);
        report.deliveredBps = 10_000;
        bool signs = stage.missing != Missing.Auditor;
        bytes memory signature = _sign(signs ? keys.auditorKey : 0xBAD, keccak256(abi.encode(REPORT, report)));
        bytes memory call = abi.encodeCall(IPhaseGate.recordReadiness, (report, signature));
        (bool went,) = _try(_crook(), address(stage.gate), call);
        if (went && signs) ++reportsSigned;
    }

    /// @dev Motions of the half of the votes that is in bad faith: on every ballot, and for offices of their own.
    function _move(uint256 day) private {
        (bytes32 ballot,) = stage.gate.finalBallot();
        if (ballot != _ballot) {
            _ballot = ballot;
            _propose(abi.encodeCall(IPhaseGate.approveFinalPhase, (ballot)), true);
        } else if (day % 9 == 0) {
            _propose(_someMotion(_oneOf(4)), false);
        }
    }

    function _someMotion(uint256 way) private returns (bytes memory) {
        if (way == 0) return abi.encodeCall(IPhaseGate.setAuditor, (friend));
        if (way == 1) return abi.encodeCall(IPhaseGate.setGovernance, (friend));
        if (way == 2) return abi.encodeCall(IPhaseGate.approveFinalPhase, (bytes32(_draw())));
        return abi.encodeCall(IPhaseGate.loosenCell, (4, ParticipantClass.Retail, Product.VaultShares));
    }

    function _propose(bytes memory call, bool isBallot) private {
        _motions.push(Motion(call, vm.toString(_motions.length), isBallot));
        Motion storage motion = _motions[_motions.length - 1];
        (address[] memory targets, uint256[] memory values, bytes[] memory calls) = _contents(motion);
        _try(
            badVoter,
            address(stage.governor),
            abi.encodeCall(IGovernor.propose, (targets, values, calls, motion.text))
        );
    }

    /// @dev The honest half votes against everything but the ballot; where voters are missing, against that too.
    function _vote() private {
        uint256 count = _motions.length;
        for (uint256 i = count < 3 ? 0 : count - 3; i < count; ++i) {
            Motion storage motion = _motions[i];
            (address[] memory targets, uint256[] memory values, bytes[] memory calls) = _contents(motion);
            bytes32 text = keccak256(bytes(motion.text));
            uint256 id = stage.governor.getProposalId(targets, values, calls, text);
            bool agrees = motion.isBallot && stage.missing != Missing.Voters;
            _try(badVoter, address(stage.governor), abi.encodeCall(IGovernor.castVote, (id, 1)));
            bytes memory call = abi.encodeCall(IGovernor.castVote, (id, agrees ? 1 : 0));
            (bool went,) = _try(honestVoter, address(stage.governor), call);
            if (went && agrees) ++honestVotesFor;
            _try(_crook(), address(stage.governor), abi.encodeCall(IGovernor.queue, (targets, values, calls, text)));
            _try(_crook(), address(stage.governor), abi.encodeCall(IGovernor.execute, (targets, values, calls, text)));
        }
    }

    /// @dev The company opens phase 2 in any case; where it is missing, the others try to go on without it.
    function _advance() private {
        uint256 phase = stage.gate.phase();
        bool isMissing = stage.missing == Missing.Company && phase >= 2;
        address caller = isMissing ? crooks[1 + _oneOf(crooks.length - 1)] : keys.owner;
        if (phase == 1 && time < stage.start + 3 * DAY_) return;
        bytes memory call = abi.encodeCall(IPhaseGate.advancePhase, ());
        (bool went,) = _try(caller, address(stage.gate), call);
        if (went && caller == keys.owner) ++companyAdvances;
    }

    function _contents(Motion storage motion)
        private
        view
        returns (address[] memory targets, uint256[] memory values, bytes[] memory calls)
    {
        (targets, values, calls) = (new address[](1), new uint256[](1), new bytes[](1));
        (targets[0], calls[0]) = (address(stage.gate), motion.call);
    }

    function _sign(uint256 key, bytes32 structHash) private view returns (bytes memory) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Phasegate PhaseGate"),
                keccak256("1"),
                block.chainid,
                address(stage.gate)
            )
        );
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, keccak256(abi.encodePacked("\x19\x01", domain, structHash)));
        return abi.encodePacked(r, s, v);
    }
}
