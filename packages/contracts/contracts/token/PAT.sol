// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable, Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Capped} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Capped.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @title PAT, the token everything settles in
/// @notice ERC-20 with EIP-2612 permit, 18 decimals and a supply that can never exceed `cap()`.
/// @dev Immutable. It carries no vote checkpoints: they would cost more than a whole purchase; `VotePAT` wraps it
/// for governance. The cap fits 88 bits because contracts pack sums of PAT beside an address in one slot.
contract PAT is ERC20Capped, ERC20Permit, Ownable2Step {
    /// @notice The cap asked for does not fit the 88 bits in which contracts count PAT.
    error PAT_CapTooLarge(uint256 cap, uint256 max);

    /// @param initialOwner May mint up to the cap; an address that renounces fixes the supply for ever.
    /// @param cap_ Largest supply, in wei (1 PAT = 1e18 wei).
    constructor(address initialOwner, uint256 cap_)
        ERC20("Phasegate PAT", "PAT")
        ERC20Permit("Phasegate PAT")
        ERC20Capped(cap_)
        Ownable(initialOwner)
    {
        if (cap_ > type(uint88).max) revert PAT_CapTooLarge(cap_, type(uint88).max);
    }

    /// @notice Mints `amount` wei of PAT to `to`. Only the owner; never above the cap.
    function mint(address to, uint256 amount) external onlyOwner {
        _mint(to, amount);
    }

    function _update(address from, address to, uint256 value) internal override(ERC20, ERC20Capped) {
        super._update(from, to, value);
    }
}
