// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";

/// @title OwnerTimelock: the company's acts, announced in advance
/// @notice OpenZeppelin's TimelockController whose delay can never fall below the one it was deployed with, so that
/// a stolen key can't first shorten the delay and then act. It administers itself.
contract OwnerTimelock is TimelockController {
    uint256 public immutable shortestDelay;

    error OwnerTimelock_DelayTooShort(uint256 delay, uint256 shortest);

    /// @param company Proposes, cancels and executes.
    constructor(uint256 minDelay, address[] memory company)
        TimelockController(minDelay, company, company, address(0))
    {
        shortestDelay = minDelay;
    }

    /// @inheritdoc TimelockController
    function updateDelay(uint256 newDelay) public override {
        if (newDelay < shortestDelay) revert OwnerTimelock_DelayTooShort(newDelay, shortestDelay);
        super.updateDelay(newDelay);
    }
}
