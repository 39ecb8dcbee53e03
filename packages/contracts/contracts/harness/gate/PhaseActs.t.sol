// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPhaseGate} from "../../gate/IPhaseGate.sol";
import {IReadinessMeter} from "../../gate/IReadinessMeter.sol";
import {IDataMarketplace} from "../../marketplace/IDataMarketplace.sol";
import {Failure, StubMeter} from "../GateFixture.t.sol";
import {ReadinessRules} from "./ReadinessRules.t.sol";

/// @notice Ballots, approvals, the advance itself, and the meter and marketplaces that the gate knows.
abstract contract PhaseActs is ReadinessRules {
    bytes32 internal ballot;
    uint256 internal ballotEnds;
    uint256 internal approvedUntil;
    uint256 internal approvedInTerm;
    mapping(bytes32 => bool) private _seen;

    function _advance() internal {
        // Phase 1 has its own to show first.
        address caller = phase == 1 && _chance(60) ? _person() : _mostly(owner);
        bytes memory refusal;
        if (caller != owner) refusal = _notOwner(caller);
        else if (phase == 4) refusal = abi.encodeWithSelector(IPhaseGate.PhaseGate_FinalPhase.selector, 4);
        else if (phase == 2) refusal = _refusalOfReadiness();
        else if (phase == 3 && time >= _approval()) {
            refusal = abi.encodeWithSelector(IPhaseGate.PhaseGate_VoteRequired.selector, _approval(), time);
        }
        string memory name = string.concat("advance from ", vm.toString(phase));
        _act(name, caller, address(gate), abi.encodeCall(IPhaseGate.advancePhase, ()), refusal);
        if (refusal.length == 0) opened[++phase] = time;
    }

    function _openBallot() internal {
        bytes memory refusal;
        if (phase != 3) refusal = _wrongPhase(3);
        else if (time < opened[3] + 7_776_000) {
            refusal =
                abi.encodeWithSelector(IPhaseGate.PhaseGate_BallotTooEarly.selector, opened[3] + 7_776_000, time);
        } else if (time < ballotEnds) {
            refusal = abi.encodeWithSelector(IPhaseGate.PhaseGate_BallotOpen.selector, ballot, ballotEnds);
        }
        bytes memory call = abi.encodeCall(IPhaseGate.openFinalBallot, ());
        bytes memory answer = _act("openFinalBallot", _person(), address(gate), call, refusal);
        if (refusal.length != 0) return;
        // Nobody can foresee it, so it is only another one than all before.
        ballot = abi.decode(answer, (bytes32));
        vm.assertFalse(_seen[ballot] || ballot == 0, "I29: another ballot");
        (_seen[ballot], ballotEnds) = (true, time + 5_184_000);
    }

    function _approve() internal {
        address caller = _mostly(seats[GOVERNANCE].holder);
        // While one is open, often another: a vote that was held in advance.
        bytes32 named = _chance(time < ballotEnds ? 50 : 85) ? ballot : bytes32(_draw());
        bytes memory refusal;
        if (caller != seats[GOVERNANCE].holder) refusal = _notGovernance(caller);
        else if (phase != 3) refusal = _wrongPhase(3);
        else if (named != ballot || time >= ballotEnds) {
            refusal = abi.encodeWithSelector(IPhaseGate.PhaseGate_WrongBallot.selector, named, ballot, ballotEnds);
        }
        _act("approveFinalPhase", caller, address(gate), abi.encodeCall(IPhaseGate.approveFinalPhase, (named)), refusal);
        if (refusal.length != 0) return;
        (ballotEnds, approvedUntil, approvedInTerm) = (time, time + 2_592_000, seats[GOVERNANCE].term);
    }

    function _withdrawApproval() internal {
        address caller = _mostly(seats[GOVERNANCE].holder);
        bytes memory refusal = caller == seats[GOVERNANCE].holder ? bytes("") : _notGovernance(caller);
        bytes memory call = abi.encodeCall(IPhaseGate.withdrawFinalApproval, ());
        _act("withdrawFinalApproval", caller, address(gate), call, refusal);
        if (refusal.length != 0) return;
        approvedUntil = 0;
        if (time < ballotEnds) ballotEnds = time;
    }

    function _approval() internal view returns (uint256) {
        return approvedInTerm == seats[GOVERNANCE].term ? approvedUntil : 0;
    }

    // ------------------------------------------------------------------ meter and marketplaces

    function _connect() internal {
        address caller = _chance(60) ? creator : _mostly(owner);
        StubMeter next = _chance(35) ? stubs[stubs.length - 1] : _someStub();
        bytes memory refusal;
        if (caller != creator && caller != owner) refusal = _notCreatorOrOwner(caller);
        else if (phase != 1) refusal = _wrongPhase(1);
        else if (address(meter) != address(0)) {
            refusal = abi.encodeWithSelector(IPhaseGate.PhaseGate_AlreadyConnected.selector, meter);
        } else if (_isForeign(next)) {
            refusal = abi.encodeWithSelector(IPhaseGate.PhaseGate_ForeignMeter.selector, next, address(this));
        }
        bytes memory call = abi.encodeCall(IPhaseGate.connectMeter, (IReadinessMeter(address(next))));
        _act("connectMeter", caller, address(gate), call, refusal);
        if (refusal.length == 0) meter = next;
    }

    function _addMarketplace() internal {
        address caller = _chance(30) ? creator : _mostly(owner);
        StubMeter next = _someStub();
        bytes memory refusal;
        if (caller != owner && (caller != creator || told.length != 0 || phase != 1)) {
            refusal = _notCreatorOrOwner(caller);
        } else if (told.length == 4) {
            refusal = abi.encodeWithSelector(IPhaseGate.PhaseGate_TooManyMarketplaces.selector, 4);
        } else if (_isForeign(next)) {
            refusal = abi.encodeWithSelector(IPhaseGate.PhaseGate_ForeignMarketplace.selector, next, address(this));
        }
        for (uint256 i = 0; i < told.length && told.length < 4; ++i) {
            if (told[i] != next || bytes4(refusal) == IPhaseGate.PhaseGate_NotCreatorOrOwner.selector) continue;
            refusal = abi.encodeWithSelector(IPhaseGate.PhaseGate_MarketplaceKnown.selector, next);
        }
        bytes memory call = abi.encodeCall(IPhaseGate.addMarketplace, (IDataMarketplace(address(next))));
        _act("addMarketplace", caller, address(gate), call, refusal);
        if (refusal.length == 0) told.push(next);
    }

    /// @dev A marketplace stops answering, in one of the ways there are, or answers again.
    function _deafen() internal {
        StubMeter stub = stubs[_oneOf(stubs.length - 1)];
        Failure failure = Failure(_chance(50) ? 0 : _oneOf(4));
        stub.setFailure(failure);
        deaf[stub] = failure != Failure.None;
    }

    /// @dev The last one obeys this walk instead of the gate.
    function _someStub() private returns (StubMeter) {
        return stubs[_oneOf(stubs.length)];
    }

    function _isForeign(StubMeter stub) private view returns (bool) {
        return stub == stubs[stubs.length - 1];
    }

    function _notCreatorOrOwner(address caller) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IPhaseGate.PhaseGate_NotCreatorOrOwner.selector, caller);
    }
}
