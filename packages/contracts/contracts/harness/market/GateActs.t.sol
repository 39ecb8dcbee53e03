// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ParticipantClass} from "../../gate/AccessMatrix.sol";
import {IPhaseGate} from "../../gate/IPhaseGate.sol";
import {IDataMarketplace} from "../../marketplace/IDataMarketplace.sol";
import {Refusals} from "./Refusals.t.sol";

/// @notice What the gate does to a marketplace: pauses of spot, marks of the broker and its own, phases.
abstract contract GateActs is Refusals {
    /// @dev Spot alone or with others; what does not concern spot must not reach the marketplace.
    function _pauseAtGate() internal {
        uint8 products = _chance(3) ? 64 : uint8(_chance(80) ? 1 | _draw() : _draw() << 1) & 63;
        uint256 way = _oneOf(10);
        bool guards = _isPaused(0) && _pauses[0].until == _pauses[0].guardianUntil;
        if (guards && _chance(50)) _guardianResumes(cast.guardian, 1);
        else if (way < 4) _guardianPauses(_mostly(cast.guardian), products, uint32(_between(0, _chance(70) ? 7_200 : 604_801)));
        else if (way < 5) _guardianResumes(_mostly(cast.guardian), products);
        else if (way < 8) _ownerPauses(_mostly(cast.owner), products, uint32(time + _between(0, 7_200)));
        else _ownerPauses(_mostly(cast.owner), products, 0);
    }

    function _refreshPause() internal {
        _act("refreshPause", _actor(), _marketplace(), abi.encodeCall(IDataMarketplace.refreshPause, ()), "");
        copiedPause = _isPaused(0);
    }

    function _refreshStanding() internal {
        bytes memory call = abi.encodeCall(IDataMarketplace.refreshIndexStanding, (_actor()));
        _act("refreshIndexStanding", _actor(), _marketplace(), call, "");
    }

    function _markBroker() internal {
        (address caller, address account, bool marked) = (_mostly(cast.owner), _actor(), _chance(40));
        bytes memory refusal;
        if (caller != cast.owner) refusal = _notOwner(caller);
        else if (!marked && !isBroker[account]) {
            refusal =
                abi.encodeWithSelector(IPhaseGate.PhaseGate_NotBroker.selector, account, ParticipantClass.Retail);
        }
        _act("setBroker", caller, address(cast.gate), abi.encodeCall(IPhaseGate.setBroker, (account, marked)), refusal);
        if (refusal.length == 0) isBroker[account] = marked;
    }

    function _markAffiliate() internal {
        (address caller, address account, bool marked) = (_mostly(cast.owner), _actor(), _chance(40));
        bytes memory refusal = caller == cast.owner ? bytes("") : _notOwner(caller);
        bytes memory call = abi.encodeCall(IPhaseGate.setAffiliate, (account, marked));
        _act("setAffiliate", caller, address(cast.gate), call, refusal);
        if (refusal.length == 0) isAffiliate[account] = marked;
    }

    function _advance() internal {
        address caller = _mostly(cast.owner);
        bytes memory refusal;
        if (caller != cast.owner) refusal = _notOwner(caller);
        else if (phase == 2) refusal = abi.encodeWithSelector(IPhaseGate.PhaseGate_EvidenceRequired.selector, 2, 3);
        _act("advancePhase", caller, address(cast.gate), abi.encodeCall(IPhaseGate.advancePhase, ()), refusal);
        if (refusal.length == 0) ++phase;
    }
}
