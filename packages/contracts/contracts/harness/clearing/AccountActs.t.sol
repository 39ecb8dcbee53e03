// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IClearingHouse} from "../../clearing/IClearingHouse.sol";
import {FillRules} from "./FillRules.t.sol";

/// @notice Money in and out, and whom accounts let in.
abstract contract AccountActs is FillRules {
    function _deposit() internal {
        uint256 actor = _oneOf(ACTORS);
        uint256 amount = _chance(4) ? 0 : _between(1, 30_000e18);
        if (cast.pat.balanceOf(actors[actor]) < amount) {
            vm.prank(cast.treasury);
            cast.pat.transfer(actors[actor], amount);
        }
        bytes memory refusal = amount == 0 ? _zeroAmount() : bytes("");
        bytes memory call = abi.encodeCall(IClearingHouse.deposit, (amount));
        _act("deposit", actors[actor], address(cast.clearing), call, refusal);
        balance[actor] += int256(amount);
    }

    /// @dev What is free, to the wei, and one more.
    function _withdraw() internal {
        uint256 actor = _oneOf(ACTORS);
        uint256 free = _free(actor);
        uint256 amount = _chance(20) ? free + 1 : _between(0, free / 2);
        bytes memory refusal;
        if (amount == 0) refusal = _zeroAmount();
        else if (amount > free) {
            refusal = abi.encodeWithSelector(
                IClearingHouse.ClearingHouse_ExceedsFree.selector, actors[actor], amount, free
            );
        }
        bytes memory call = abi.encodeCall(IClearingHouse.withdraw, (amount));
        _act("withdraw", actors[actor], address(cast.clearing), call, refusal);
        if (refusal.length == 0) balance[actor] -= int256(amount);
    }

    /// @dev To the clearing house itself, past every account.
    function _donate() internal {
        uint256 amount = _between(1, 1_000e18);
        bytes memory call = abi.encodeCall(IERC20.transfer, (address(cast.clearing), amount));
        _act("donate", cast.treasury, address(cast.pat), call, "");
        donated += amount;
    }

    function _setMatcher() internal {
        uint256 actor = _oneOf(ACTORS);
        address matcher = _someMatcher();
        bool allowed = _chance(92);
        bytes memory refusal;
        if (!isRegistered[matcher]) {
            refusal = abi.encodeWithSelector(IClearingHouse.ClearingHouse_NotMatcher.selector, matcher);
        }
        bytes memory call = abi.encodeCall(IClearingHouse.setMatcher, (matcher, allowed));
        _act("setMatcher", actors[actor], address(cast.clearing), call, refusal);
        if (refusal.length == 0) allows[actor][matcher] = allowed;
    }

    /// @dev The usual one, the one that trades itself, and one that nobody has registered at first.
    function _someMatcher() internal returns (address) {
        uint256 way = _oneOf(20);
        if (isRegistered[hostile] && _chance(30)) return hostile;
        return way < 15 ? cast.matcher : way < 19 ? actors[VAULT] : hostile;
    }

    address internal constant hostile = address(0xBAD);

    function _zeroAmount() private pure returns (bytes memory) {
        return abi.encodeWithSelector(IClearingHouse.ClearingHouse_ZeroAmount.selector);
    }
}
