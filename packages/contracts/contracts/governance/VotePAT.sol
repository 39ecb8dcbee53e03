// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20, IERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ERC20Votes} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Votes.sol";
import {ERC20Wrapper} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Wrapper.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";

/// @title VotePAT: PAT that votes
/// @notice Deposit PAT one for one (`depositFor`), delegate (to oneself, to vote), withdraw at any time (`withdrawTo`).
/// Votes are counted at past timestamps, so that tokens which come or go during a vote change nothing.
/// @dev Immutable and without an owner. Kept apart from PAT, whose purchases should not pay for checkpoints.
contract VotePAT is ERC20, ERC20Permit, ERC20Votes, ERC20Wrapper {
    /// @param pat The token that is wrapped.
    constructor(IERC20 pat) ERC20("Phasegate Vote PAT", "vPAT") ERC20Permit("Phasegate Vote PAT") ERC20Wrapper(pat) {}

    /// @notice Seconds, since a block has no fixed duration on ZKsync.
    function clock() public view override returns (uint48) {
        return uint48(block.timestamp);
    }

    /// @notice Names the clock, as ERC-6372 asks.
    function CLOCK_MODE() public pure override returns (string memory) {
        return "mode=timestamp";
    }

    function decimals() public view override(ERC20, ERC20Wrapper) returns (uint8) {
        return super.decimals();
    }

    function nonces(address owner) public view override(ERC20Permit, Nonces) returns (uint256) {
        return super.nonces(owner);
    }

    function _update(address from, address to, uint256 value) internal override(ERC20, ERC20Votes) {
        super._update(from, to, value);
    }
}
