// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BoundedTimelock} from "./BoundedTimelock.sol";

/// @title OwnerTimelock: the company's acts, announced in advance
/// @notice A delay from 7 to 60 days, and never below the one it was deployed with.
contract OwnerTimelock is BoundedTimelock {
    uint256 private constant SHORTEST = 7 days;
    uint256 private constant LONGEST = 60 days;

    /// @param delay Seconds from scheduling to execution; the least for ever.
    /// @param company Proposes, cancels and executes.
    constructor(uint256 delay, address[] memory company)
        BoundedTimelock(delay, company, [delay > SHORTEST && delay <= LONGEST ? delay : SHORTEST, LONGEST])
    {}
}
