// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {IPhaseGate} from "../../gate/IPhaseGate.sol";
import {GateBooks} from "./GateBooks.t.sol";

/// @notice Appointments and the handing on of ownership.
abstract contract OfficeActs is GateBooks {
    function _appointSomebody() internal {
        uint256 seat = _oneOf(4);
        // A seat that nobody has is taken soon.
        for (uint256 i = 0; i < 3; ++i) if (seats[i].holder == address(0)) seat = i;
        _appoint(seat);
    }

    function _appoint(uint256 seat) internal {
        bool byGovernance = seat >= AUDITOR;
        address caller = _mostly(byGovernance ? seats[GOVERNANCE].holder : owner);
        address to = _chance(seat == GOVERNANCE ? 25 : 6) ? address(0) : _person();
        bytes memory refusal;
        if (byGovernance && caller != seats[GOVERNANCE].holder) refusal = _notGovernance(caller);
        else if (!byGovernance && caller != owner) refusal = _notOwner(caller);
        else if (seat == GOVERNANCE && to == address(0)) {
            refusal = abi.encodeWithSelector(IPhaseGate.PhaseGate_GovernanceRequired.selector, caller);
        } else if (to != address(0) && (to == owner || to == offered || _sitsElsewhere(to, seat))) {
            refusal = _notSeparate(to);
        }
        bytes4[4] memory setters = [
            IPhaseGate.setRegistrar.selector,
            IPhaseGate.setGuardian.selector,
            IPhaseGate.setAuditor.selector,
            IPhaseGate.setGovernance.selector
        ];
        _act("appoint", caller, address(gate), abi.encodeWithSelector(setters[seat], to), refusal);
        if (refusal.length == 0) seats[seat] = Seated(to, seats[seat].term + 1, time);
    }

    function _handOn() internal {
        uint256 way = _oneOf(10);
        if (way == 0) return _renounce();
        if (way < 5) return _accept();
        address caller = _mostly(owner);
        address to = _chance(10) ? address(0) : _person();
        bytes memory refusal;
        if (caller != owner) refusal = _notOwner(caller);
        else if (to != address(0) && _sitsElsewhere(to, 4)) refusal = _notSeparate(to);
        bytes memory call = abi.encodeCall(Ownable2Step.transferOwnership, (to));
        _act("transferOwnership", caller, address(gate), call, refusal);
        if (refusal.length == 0) offered = to;
    }

    function _accept() private {
        address caller = _mostly(offered);
        bytes memory refusal = caller == offered ? bytes("") : _notOwner(caller);
        _act("acceptOwnership", caller, address(gate), abi.encodeCall(Ownable2Step.acceptOwnership, ()), refusal);
        if (refusal.length == 0) (owner, offered) = (caller, address(0));
    }

    function _renounce() private {
        address caller = _mostly(owner);
        bytes memory refusal = caller == owner
            ? abi.encodeWithSelector(IPhaseGate.PhaseGate_OwnerRequired.selector, caller)
            : _notOwner(caller);
        _act("renounceOwnership", caller, address(gate), abi.encodeCall(Ownable.renounceOwnership, ()), refusal);
    }

    function _sitsElsewhere(address who, uint256 seat) private view returns (bool) {
        for (uint256 i = 0; i < 4; ++i) if (i != seat && seats[i].holder == who) return true;
        return false;
    }

    function _notSeparate(address who) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IPhaseGate.PhaseGate_NotSeparate.selector, who);
    }
}
