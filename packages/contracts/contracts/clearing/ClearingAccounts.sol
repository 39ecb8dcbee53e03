// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20, IERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ClearingBase} from "./ClearingBase.sol";
import {IClearingHouse} from "./IClearingHouse.sol";

/// @title One balance an account: in by its own hand only, out whenever it is free
abstract contract ClearingAccounts is ClearingBase {
    using SafeERC20 for IERC20;

    /// @inheritdoc IClearingHouse
    function deposit(uint256 amount) external nonReentrant {
        _deposit(amount);
    }

    /// @inheritdoc IClearingHouse
    function depositWithPermit(uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external
        nonReentrant
    {
        // Whoever saw the permit in the mempool may have used it already: then its allowance stands and this goes on.
        try IERC20Permit(address(pat)).permit(msg.sender, address(this), amount, deadline, v, r, s) {} catch {}
        _deposit(amount);
    }

    /// @inheritdoc IClearingHouse
    function withdraw(uint256 amount) external nonReentrant {
        if (amount == 0) revert ClearingHouse_ZeroAmount();
        uint256 free = freeOf(msg.sender);
        if (amount > free) revert ClearingHouse_ExceedsFree(msg.sender, amount, free);
        _pay(amount);
    }

    /// @inheritdoc IClearingHouse
    function accountOf(address account) external view returns (uint256, uint256, uint256) {
        Account memory held = _accounts[account];
        return (held.balance, held.locked, held.matchers);
    }

    /// @inheritdoc IClearingHouse
    function freeOf(address account) public view returns (uint256) {
        Account memory held = _accounts[account];
        return held.balance - held.locked;
    }

    /// @dev To the caller, of what it has free.
    function _pay(uint256 amount) internal {
        _accounts[msg.sender].balance -= uint112(amount);
        emit Withdrawn(msg.sender, amount);
        pat.safeTransfer(msg.sender, amount);
    }

    function _deposit(uint256 amount) private {
        if (amount == 0) revert ClearingHouse_ZeroAmount();
        pat.safeTransferFrom(msg.sender, address(this), amount);
        // After the transfer: there is less PAT than 2**88 wei, so what came in fits.
        _accounts[msg.sender].balance += uint112(amount);
        emit Deposited(msg.sender, amount);
    }
}
