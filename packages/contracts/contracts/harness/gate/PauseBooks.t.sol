// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Product} from "../../gate/AccessMatrix.sol";
import {IPhaseGate} from "../../gate/IPhaseGate.sol";
import {Acts} from "../walk/Acts.t.sol";

/// @notice What the gate's pauses are, from the calls of owner and guardian alone.
abstract contract PauseBooks is Acts {
    struct Pause {
        uint256 until;
        uint256 guardianFrom;
        uint256 guardianUntil;
        uint256 before;
    }

    Pause[6] internal _pauses;

    /// @dev A product was paused from one second to another.
    struct Stretch {
        uint256 from;
        uint256 to;
    }

    Stretch[][6] private _stretches;

    function _pauseGate() internal view virtual returns (address);
    function _pauseOwner() internal view virtual returns (address);
    function _pauseGuardian() internal view virtual returns (address);
    /// @dev The gate has told its marketplaces to look at the pause of spot.
    function _spotTold() internal virtual;

    function _isPaused(uint256 product) internal view returns (bool) {
        return time < _pauses[product].until;
    }

    /// @dev Counted anew, stretch by stretch.
    function _pausedSeconds(uint256 product) internal view returns (uint256 sum) {
        for (uint256 i = 0; i < _stretches[product].length; ++i) {
            Stretch memory stretch = _stretches[product][i];
            sum += (stretch.to < time ? stretch.to : time) - stretch.from;
        }
    }

    /// @dev What was to be a pause ends now, and another may begin.
    function _stretch(uint256 product) private {
        Stretch[] storage list = _stretches[product];
        if (list.length > 0 && list[list.length - 1].to > time) list[list.length - 1].to = time;
        if (_isPaused(product)) list.push(Stretch(time, _pauses[product].until));
    }

    // ------------------------------------------------------------------ acts

    function _ownerPauses(address caller, uint8 products, uint32 until) internal {
        bytes memory refusal;
        if (caller != _pauseOwner()) refusal = _notOwner(caller);
        else if (_areUnknown(products)) refusal = _unknown(products);
        else if (until != 0 && until <= time) {
            refusal = abi.encodeWithSelector(IPhaseGate.PhaseGate_PauseEndPassed.selector, until, time);
        }
        _act("setPausedUntil", caller, _pauseGate(), abi.encodeCall(IPhaseGate.setPausedUntil, (products, until)), refusal);
        if (refusal.length != 0) return;
        for (uint256 i = 0; i < 6; ++i) {
            if (products & (1 << i) == 0) continue;
            (_pauses[i].until, _pauses[i].guardianUntil) = (until, 0);
            _stretch(i);
        }
        if (products % 2 == 1) _spotTold();
    }

    function _guardianPauses(address caller, uint8 products, uint32 duration) internal {
        bytes memory refusal = _refusalOfGuardian(caller, products, duration);
        bytes memory call = abi.encodeCall(IPhaseGate.guardianPause, (products, duration));
        _act("guardianPause", caller, _pauseGate(), call, refusal);
        if (refusal.length != 0) return;
        for (uint256 i = 0; i < 6; ++i) {
            Pause storage pause = _pauses[i];
            if (products & (1 << i) == 0 || pause.until >= time + duration) continue;
            _pauses[i] = Pause(time + duration, time, time + duration, pause.until);
            _stretch(i);
        }
        if (products % 2 == 1) _spotTold();
    }

    function _guardianResumes(address caller, uint8 products) internal {
        bytes memory refusal;
        if (caller != _pauseGuardian()) refusal = _notGuardian(caller);
        else if (_areUnknown(products)) refusal = _unknown(products);
        for (uint256 i = 0; i < 6 && refusal.length == 0; ++i) {
            Pause memory pause = _pauses[i];
            if (products & (1 << i) == 0 || (_isPaused(i) && pause.until == pause.guardianUntil)) continue;
            refusal = abi.encodeWithSelector(IPhaseGate.PhaseGate_NotGuardiansPause.selector, Product(i));
        }
        _act("guardianResume", caller, _pauseGate(), abi.encodeCall(IPhaseGate.guardianResume, (products)), refusal);
        if (refusal.length != 0) return;
        for (uint256 i = 0; i < 6; ++i) {
            if (products & (1 << i) == 0) continue;
            _pauses[i].until = _pauses[i].before > time ? _pauses[i].before : 0;
            _stretch(i);
        }
        if (products % 2 == 1) _spotTold();
    }

    // ------------------------------------------------------------------ refusals

    function _refusalOfGuardian(address caller, uint8 products, uint256 duration) private view returns (bytes memory) {
        if (caller != _pauseGuardian()) return _notGuardian(caller);
        if (_areUnknown(products)) return _unknown(products);
        if (duration == 0 || duration > 604_800) {
            return abi.encodeWithSelector(IPhaseGate.PhaseGate_PauseTooLong.selector, duration, 604_800);
        }
        bool changes;
        for (uint256 i = 0; i < 6; ++i) {
            if (products & (1 << i) == 0) continue;
            uint256 from = _pauses[i].guardianFrom;
            if (from != 0 && time < from + 2_592_000) {
                return abi.encodeWithSelector(
                    IPhaseGate.PhaseGate_GuardianSpent.selector, Product(i), from + 2_592_000
                );
            }
            if (_pauses[i].until < time + duration) changes = true;
        }
        if (changes) return "";
        return abi.encodeWithSelector(IPhaseGate.PhaseGate_AlreadyPaused.selector, products, time + duration);
    }

    function _notGuardian(address caller) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IPhaseGate.PhaseGate_NotGuardian.selector, caller);
    }

    function _areUnknown(uint8 products) private pure returns (bool) {
        return products == 0 || products >= 64;
    }

    function _unknown(uint8 products) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IPhaseGate.PhaseGate_UnknownProducts.selector, products);
    }
}
