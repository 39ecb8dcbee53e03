// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @title PAT, the token everything settles in
/// @notice ERC-20 with EIP-2612 permit and 18 decimals. Its whole supply is minted by its constructor and nobody can mint
/// after: who could mint could out-vote everybody.
/// @dev Immutable and without an owner. It carries no vote checkpoints: they would cost more than a whole purchase;
/// `VotePAT` wraps it for governance. The supply fits 88 bits because contracts pack sums of PAT beside an address in one
/// slot.
contract PAT is ERC20, ERC20Permit {
    /// @notice Who receives a part of the supply, and how much, in wei (1 PAT = 1e18 wei).
    /// @param to Receives it; not zero.
    /// @param amount Wei of PAT.
    struct Allocation {
        address to;
        uint256 amount;
    }

    /// @notice The whole supply is nothing, or does not fit the 88 bits in which contracts count PAT.
    /// @param supply Sum of the allocations in wei.
    /// @param low Least supply, 1 wei.
    /// @param high Largest supply, 2**88 - 1 wei.
    error PAT_SupplyOutOfBounds(uint256 supply, uint256 low, uint256 high);

    /// @param allocations Who holds the supply at first; together all PAT that there will ever be.
    constructor(Allocation[] memory allocations) ERC20("Phasegate PAT", "PAT") ERC20Permit("Phasegate PAT") {
        for (uint256 i = 0; i < allocations.length; ++i) _mint(allocations[i].to, allocations[i].amount);
        uint256 supply = totalSupply();
        if (supply == 0 || supply > type(uint88).max) revert PAT_SupplyOutOfBounds(supply, 1, type(uint88).max);
    }
}
