// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Choices} from "./Choices.t.sol";
import {IWalker} from "./IWalker.t.sol";

/// @notice Acts whose outcome was predicted: a call goes through exactly when no refusal was foreseen, and is refused
/// with exactly the error, arguments included, that was.
abstract contract Acts is IWalker, Choices {
    /// @inheritdoc IWalker
    mapping(bytes4 selector => uint256 times) public met;
    /// @inheritdoc IWalker
    mapping(string act => uint256 times) public done;
    /// @notice The walk's own clock.
    uint256 public time;

    /// @param refusal ABI-encoded error that is foreseen; empty: it will go through.
    function _act(string memory name, address caller, address target, bytes memory call, bytes memory refusal)
        internal
        returns (bytes memory answer)
    {
        bool went;
        vm.prank(caller);
        (went, answer) = target.call(call);
        if (refusal.length == 0) {
            if (!went) _failUnforeseen(name, answer);
            ++done[name];
            return answer;
        }
        if (went) vm.assertEq(refusal, "", string.concat(name, ": went through"));
        vm.assertEq(answer, refusal, string.concat(name, ": refused for another reason"));
        ++met[bytes4(refusal)];
    }

    /// @dev An expected event that was another is refused by the runner, in words.
    function _failUnforeseen(string memory name, bytes memory answer) private pure {
        if (answer.length < 68 || bytes4(answer) != 0xeeaa9e6f) {
            vm.assertEq(answer, "", string.concat(name, ": refused"));
        }
        assembly {
            mstore(add(answer, 4), sub(mload(answer), 4))
            answer := add(answer, 4)
        }
        vm.assertTrue(false, string.concat(name, ": ", abi.decode(answer, (string))));
    }

    function _notOwner(address caller) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, caller);
    }

    function _moveTo(uint256 timestamp) internal {
        time = timestamp;
        vm.warp(timestamp);
    }
}
