// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "../Test.t.sol";

/// @notice The choices of a random walk, all drawn from one seed, so that a walk can be walked again.
abstract contract Choices is Test {
    uint256 private _state;

    function _reseed(uint256 seed) internal {
        _state = seed;
    }

    function _draw() internal returns (uint256) {
        _state = uint256(keccak256(abi.encode(_state)));
        return _state;
    }

    /// @dev In `[0, count)`.
    function _oneOf(uint256 count) internal returns (uint256) {
        return _draw() % count;
    }

    /// @dev True in so many of 100 draws.
    function _chance(uint256 percent) internal returns (bool) {
        return _draw() % 100 < percent;
    }

    /// @dev In `[low, high]`, at either end in an eighth of the draws.
    function _between(uint256 low, uint256 high) internal returns (uint256) {
        return _within(_draw(), low, high);
    }

    /// @dev A position of a table of weights, each as often as it weighs.
    function _weighed(uint8[] memory weights) internal returns (uint256 position) {
        uint256 sum;
        for (uint256 i = 0; i < weights.length; ++i) sum += weights[i];
        uint256 point = _draw() % sum;
        while (point >= weights[position]) point -= weights[position++];
    }
}
