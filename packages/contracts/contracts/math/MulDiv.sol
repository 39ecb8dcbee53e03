// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Products divided once, rounded to a named side
/// @notice The same integers as `mulDivUp` of the pricing package, as far as 256 bits reach.
library MulDiv {
    /// @notice `ceil(a * b / denominator)`: never understates.
    /// @dev Needs `a * b + denominator - 1 < 2**256`, which each caller says why it holds. Reverts on a denominator of 0.
    function mulDivUp(uint256 a, uint256 b, uint256 denominator) internal pure returns (uint256) {
        unchecked {
            return (a * b + denominator - 1) / denominator;
        }
    }
}
