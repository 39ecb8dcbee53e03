// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IClearingHouse} from "../../clearing/IClearingHouse.sol";
import {ParticipantClass, Product} from "../../gate/AccessMatrix.sol";
import {AccountActs} from "./AccountActs.t.sol";

/// @notice What owner and registrar can do to who trades here: matchers, charges, pauses, marks, admissions.
abstract contract HouseOfficeActs is AccountActs {
    uint256 private _announcedAt;

    /// @dev A matcher of nobody's friend: announced, registered, removed.
    function _moveMatcher() internal {
        address caller = _chance(90) ? cast.owner : actors[_oneOf(ACTORS)];
        if (isRegistered[hostile]) {
            if (_chance(70)) return;
            bytes memory removal = abi.encodeCall(IClearingHouse.removeMatcher, (hostile));
            if (_ownerAct(caller, "removeMatcher", removal, "")) isRegistered[hostile] = false;
            return;
        }
        if (_announcedAt == 0) {
            bytes memory call = abi.encodeCall(IClearingHouse.announceMatcher, (hostile));
            if (_ownerAct(caller, "announceMatcher", call, "")) _announcedAt = time;
            return;
        }
        bytes memory refusal;
        if (time < _announcedAt + 7 days) {
            refusal = abi.encodeWithSelector(
                IClearingHouse.ClearingHouse_MatcherPending.selector, _announcedAt + 7 days, time
            );
        }
        bytes memory apply_ = abi.encodeCall(IClearingHouse.applyMatcher, (hostile));
        _act("applyMatcher", actors[_oneOf(ACTORS)], address(cast.clearing), apply_, refusal);
        if (refusal.length != 0) return;
        (_announcedAt, isRegistered[hostile]) = (0, true);
        // Consents to what it was before don't count; two of its friends let it in again.
        for (uint256 i = 0; i < ACTORS; ++i) {
            allows[i][hostile] = i == 2 || i == 3;
            if (!allows[i][hostile]) continue;
            vm.prank(actors[i]);
            cast.clearing.setMatcher(hostile, true);
        }
    }

    function _setFees() internal {
        address caller = _chance(80) ? cast.owner : actors[_oneOf(ACTORS)];
        address to = _chance(30) ? actors[_oneOf(ACTORS)] : cast.wallet;
        (uint256 bps, uint256 daily) = (_between(0, 520), _chance(50) ? 0 : _between(0, 1e18 + 2));
        bytes memory refusal;
        if (bps > 500 || daily > 1e18) {
            bytes4 selector = IClearingHouse.ClearingHouse_FeesOutOfBounds.selector;
            refusal = abi.encodeWithSelector(selector, bps, 500, daily, 1e18);
        }
        bytes memory call = abi.encodeCall(IClearingHouse.setFees, (to, bps, daily));
        if (_ownerAct(caller, "setFees", call, refusal)) (feeWallet, feeBps, timePremium) = (to, bps, daily);
    }

    function _setRequirement() internal {
        address caller = _chance(80) ? cast.owner : actors[_oneOf(ACTORS)];
        (uint8 phase, ParticipantClass class) = (_chance(90) ? 4 : 1, ParticipantClass(_oneOf(4)));
        Product product = Product(2 + _oneOf(3));
        uint256 amount = _chance(40) ? 0 : _oneOf(400) * 1e18 + (_chance(5) ? 1 : 0);
        bytes memory refusal;
        if (phase == 1 || amount % 1e18 != 0) {
            bytes4 selector = IClearingHouse.ClearingHouse_RequirementOutOfBounds.selector;
            refusal = abi.encodeWithSelector(selector, phase, amount, 1_000_000e18);
        }
        bytes memory call =
            abi.encodeCall(IClearingHouse.setCollateralRequirement, (phase, class, product, amount));
        if (_ownerAct(caller, "setCollateralRequirement", call, refusal)) {
            required[uint256(product)][uint256(class)] = amount;
        }
    }

    function _pauseAProduct() internal {
        uint256 until = _chance(60) ? 0 : time + _between(1, 12 hours);
        vm.prank(cast.owner);
        cast.gate.setPausedUntil(uint8(1 << (2 + _oneOf(3))), uint32(until));
        ++done["pause"];
    }

    /// @dev Of the institutions one comes and goes; of the broker's marks, those of two accounts.
    function _moveMarks() internal {
        if (_chance(40)) {
            uint256 marked = _chance(50) ? 5 : 6;
            bool isMarked = _chance(60);
            vm.prank(cast.owner);
            cast.gate.setAffiliate(actors[marked], isMarked);
            ++done["mark"];
            return;
        }
        vm.startPrank(cast.registrar);
        if (_chance(60)) cast.gate.admitInstitution(actors[4], uint40(time + 3 days), 840);
        else cast.gate.revokeInstitution(actors[4]);
        vm.stopPrank();
        ++done["admission"];
    }

    /// @dev Whether it went through.
    function _ownerAct(address caller, string memory name, bytes memory call, bytes memory refusal)
        private
        returns (bool)
    {
        if (caller != cast.owner) refusal = _notOwner(caller);
        _act(name, caller, address(cast.clearing), call, refusal);
        return refusal.length == 0;
    }
}
