// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// The scales of every contract; `units/` of the pricing package has the same.

/// @dev 1.0 in fixed point.
uint256 constant WAD = 1e18;
/// @dev 100 % in basis points.
uint256 constant BPS = 10_000;
uint256 constant HOUR = 1 hours;
uint256 constant DAY = 1 days;
