// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "../Test.t.sol";
import {IWalker} from "./IWalker.t.sol";

/// @notice A campaign of random walks. Not the runner's own invariant testing: it starts anew for every property and
/// shows no state across runs, so that nobody could say what a campaign has met.
abstract contract Walks is Test {
    uint256 internal walk;
    mapping(bytes4 selector => uint256) private _met;
    mapping(string name => uint256) private _done;

    /// @dev Deploys everything for a walk.
    function _begin() internal virtual returns (IWalker);

    /// @dev What a walk ends with, where it does.
    function _end(IWalker, uint256) internal virtual {}

    /// @notice One walk. Called by the campaign, apart from it so that its memory is given back.
    function walkOnce(uint256 steps, uint256 every, bytes4[] calldata refusals, string[] calldata acts) external {
        IWalker walker = _begin();
        for (uint256 i = 1; i <= steps; ++i) {
            try walker.step(_seed(i)) {}
            catch (bytes memory reason) {
                _fail(i, reason);
            }
            if (i % every == 0 || i == steps) _check(walker, i);
        }
        walker.checkReach();
        _end(walker, _seed(steps + 1));
        for (uint256 i = 0; i < refusals.length; ++i) _met[refusals[i]] += walker.met(refusals[i]);
        for (uint256 i = 0; i < acts.length; ++i) _done[acts[i]] += walker.done(acts[i]);
    }

    /// @dev `usual` walks, times the whole part of `PHASEGATE_RUNS`.
    function _campaign(
        uint256 usual,
        uint256 steps,
        uint256 every,
        bytes4[] memory refusals,
        string[] memory acts
    ) internal {
        uint256 walks = usual * _runs();
        for (walk = 0; walk < walks; ++walk) this.walkOnce(steps, every, refusals, acts);
        for (uint256 i = 0; i < refusals.length; ++i) {
            string memory error_ = vm.toString(abi.encodePacked(refusals[i]));
            vm.assertGe(_met[refusals[i]], 1, string.concat("a campaign that never met the refusal ", error_));
        }
        for (uint256 i = 0; i < acts.length; ++i) {
            vm.assertGe(_done[acts[i]], 1, string.concat("a campaign in which nothing came of: ", acts[i]));
        }
    }

    function _check(IWalker walker, uint256 step) private {
        try walker.check() {}
        catch (bytes memory reason) {
            _fail(step, reason);
        }
    }

    /// @dev Adds to a failed assertion where it failed; both kinds of text are a selector and a string.
    function _fail(uint256 step, bytes memory reason) private view {
        if (reason.length < 68 || bytes4(reason) == 0x4e487b71) {
            assembly {
                revert(add(reason, 32), mload(reason))
            }
        }
        assembly {
            mstore(add(reason, 4), sub(mload(reason), 4))
            reason := add(reason, 4)
        }
        string memory text = abi.decode(reason, (string));
        revert(string.concat("walk ", vm.toString(walk), ", step ", vm.toString(step), ": ", text));
    }

    /// @dev Fixed, so that a failure repeats; `PHASEGATE_SEED` chooses another campaign.
    function _seed(uint256 step) private view returns (uint256) {
        return uint256(keccak256(abi.encode(vm.envOr("PHASEGATE_SEED", string("0x5048415345")), walk, step)));
    }

    function _runs() private view returns (uint256 runs) {
        bytes memory text = bytes(vm.envOr("PHASEGATE_RUNS", string("1")));
        for (uint256 i = 0; i < text.length && text[i] != "."; ++i) runs = runs * 10 + uint8(text[i]) - 48;
        if (runs == 0) runs = 1;
    }
}
