// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";

/// @title A timelock whose delay stays within bounds for ever
/// @notice OpenZeppelin's TimelockController, administered by itself. Its delay is checked at construction and at every
/// change, and roles can only be revoked by itself, after its delay: a stolen key can neither shorten the delay first
/// and then act, nor leave nobody who may act.
contract BoundedTimelock is TimelockController {
    /// @notice Least delay, in seconds.
    uint256 public immutable shortestDelay;
    /// @notice Longest delay, in seconds.
    uint256 public immutable longestDelay;

    /// @notice The delay lies outside its bounds.
    /// @param delay Seconds asked for.
    /// @param shortest Least seconds.
    /// @param longest Most seconds.
    error BoundedTimelock_DelayOutOfBounds(uint256 delay, uint256 shortest, uint256 longest);
    /// @notice A role is revoked by the timelock itself, never renounced.
    /// @param role Which role.
    /// @param account Who wanted to.
    error BoundedTimelock_RoleRequired(bytes32 role, address account);

    /// @param delay Seconds from scheduling to execution.
    /// @param actors Propose, cancel and execute.
    /// @param bounds Least and longest delay, in seconds.
    constructor(uint256 delay, address[] memory actors, uint256[2] memory bounds)
        TimelockController(delay, actors, actors, address(0))
    {
        (shortestDelay, longestDelay) = (bounds[0], bounds[1]);
        _requireWithin(delay, bounds[0], bounds[1]);
    }

    /// @inheritdoc TimelockController
    function updateDelay(uint256 newDelay) public override {
        // First who may, then how far; a refusal undoes both.
        super.updateDelay(newDelay);
        _requireWithin(newDelay, shortestDelay, longestDelay);
    }

    /// @notice Refused: whoever holds a company's key could leave its contracts without an owner at once.
    /// @param role Which role.
    /// @param account The caller.
    function renounceRole(bytes32 role, address account) public pure override {
        revert BoundedTimelock_RoleRequired(role, account);
    }

    function _requireWithin(uint256 delay, uint256 low, uint256 high) private pure {
        if (delay < low || delay > high) revert BoundedTimelock_DelayOutOfBounds(delay, low, high);
    }
}
