// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20, IERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {IClearingHouse} from "../clearing/IClearingHouse.sol";
import {Product} from "../gate/AccessMatrix.sol";
import {IPhaseGate} from "../gate/IPhaseGate.sol";
import {IAsyncVault} from "./IAsyncVault.sol";
import {IUnderwritingVault} from "./IUnderwritingVault.sol";
import {Exchange, Queue, RequestQueue} from "./RequestQueue.sol";

/// @title The vault's shares: ERC-7540 requests over ERC-4626
/// @dev Wei of deposit requests and of unclaimed redemptions lie here, shares of redemption requests and unclaimed deposits
/// are held by the vault itself; everything that works lies in the clearing house.
abstract contract VaultShares is IUnderwritingVault, IAsyncVault, ERC20 {
    using RequestQueue for Queue;
    using SafeERC20 for IERC20;

    /// @dev Requests of a controller are one: ERC-7540's aggregated case.
    uint256 private constant REQUEST_ID = 0;

    /// @inheritdoc IUnderwritingVault
    IClearingHouse public immutable clearing;
    IERC20 internal immutable _pat;
    IPhaseGate internal immutable _gate;

    Queue internal _deposits;
    Queue internal _redeems;
    /// @inheritdoc IAsyncVault
    mapping(address controller => mapping(address operator => bool)) public isOperator;

    constructor(IClearingHouse clearing_) ERC20("Phasegate Underwriting Vault", "pgUV") {
        clearing = clearing_;
        _pat = clearing_.pat();
        _gate = clearing_.phaseGate();
    }

    modifier onlyFor(address account) {
        if (msg.sender != account && !isOperator[account][msg.sender]) {
            revert UnderwritingVault_NotOperator(account, msg.sender);
        }
        _;
    }

    // ------------------------------------------------------------------ requests

    /// @inheritdoc IAsyncVault
    function setOperator(address operator, bool approved) external returns (bool) {
        isOperator[msg.sender][operator] = approved;
        emit OperatorSet(msg.sender, operator, approved);
        return true;
    }

    /// @inheritdoc IAsyncVault
    function requestDeposit(uint256 assets, address controller, address owner)
        external
        onlyFor(owner)
        returns (uint256)
    {
        _requireHolder(controller);
        if (assets == 0) revert IClearingHouse.ClearingHouse_ZeroAmount();
        _deposits.add(controller, assets);
        emit DepositRequest(controller, owner, REQUEST_ID, msg.sender, assets);
        _pat.safeTransferFrom(owner, address(this), assets);
        return REQUEST_ID;
    }

    /// @inheritdoc IAsyncVault
    function requestRedeem(uint256 shares, address controller, address owner) external returns (uint256) {
        if (controller == address(0)) revert UnderwritingVault_ZeroAddress("controller");
        _requireNotVault(controller);
        if (msg.sender != owner && !isOperator[owner][msg.sender]) _spendAllowance(owner, msg.sender, shares);
        RequestQueue.checkAvailable(owner, shares, balanceOf(owner));
        _redeems.add(controller, shares);
        emit RedeemRequest(controller, owner, REQUEST_ID, msg.sender, shares);
        _transfer(owner, address(this), shares);
        return REQUEST_ID;
    }

    /// @inheritdoc IUnderwritingVault
    function cancelDepositRequest(uint256 assets, address controller) external onlyFor(controller) {
        _deposits.cancel(controller, assets);
        emit RequestCancelled(controller, assets, true);
        _pat.safeTransfer(controller, assets);
    }

    /// @inheritdoc IUnderwritingVault
    function cancelRedeemRequest(uint256 shares, address controller) external onlyFor(controller) {
        _requireHolder(controller);
        _redeems.cancel(controller, shares);
        emit RequestCancelled(controller, shares, false);
        _transfer(address(this), controller, shares);
    }

    // ------------------------------------------------------------------ claims

    /// @inheritdoc IAsyncVault
    function deposit(uint256 assets, address receiver) external returns (uint256) {
        return deposit(assets, receiver, msg.sender);
    }

    /// @inheritdoc IAsyncVault
    function deposit(uint256 assets, address receiver, address controller)
        public
        onlyFor(controller)
        returns (uint256 shares)
    {
        shares = _deposits.claimByGiven(controller, assets);
        _giveShares(controller, receiver, assets, shares);
    }

    /// @inheritdoc IAsyncVault
    function mint(uint256 shares, address receiver) external returns (uint256) {
        return mint(shares, receiver, msg.sender);
    }

    /// @inheritdoc IAsyncVault
    function mint(uint256 shares, address receiver, address controller)
        public
        onlyFor(controller)
        returns (uint256 assets)
    {
        assets = _deposits.claimByReceived(controller, shares);
        _giveShares(controller, receiver, assets, shares);
    }

    /// @inheritdoc IAsyncVault
    function redeem(uint256 shares, address receiver, address controller)
        external
        onlyFor(controller)
        returns (uint256 assets)
    {
        _requireNotVault(receiver);
        assets = _redeems.claimByGiven(controller, shares);
        _payAssets(controller, receiver, assets, shares);
    }

    /// @inheritdoc IAsyncVault
    function withdraw(uint256 assets, address receiver, address controller)
        external
        onlyFor(controller)
        returns (uint256 shares)
    {
        _requireNotVault(receiver);
        shares = _redeems.claimByReceived(controller, assets);
        _payAssets(controller, receiver, assets, shares);
    }

    function _giveShares(address controller, address receiver, uint256 assets, uint256 shares) private {
        // The controller was asked when it requested, and what it has paid for it gets.
        if (receiver != controller) _requireHolder(receiver);
        emit Deposit(controller, receiver, assets, shares);
        _transfer(address(this), receiver, shares);
    }

    function _payAssets(address controller, address receiver, uint256 assets, uint256 shares) private {
        if (receiver == address(0)) revert UnderwritingVault_ZeroAddress("receiver");
        emit Withdraw(msg.sender, receiver, controller, assets, shares);
        _pat.safeTransfer(receiver, assets);
    }

    // ------------------------------------------------------------------ who may hold

    /// @dev Nor the vault: what it got would be nobody's.
    function _requireHolder(address account) private view {
        _requireNotVault(account);
        _gate.checkOpen(account, Product.VaultShares);
    }

    function _requireNotVault(address account) private view {
        if (account == address(this)) revert UnderwritingVault_NotRequested();
    }

    /// @notice Moves shares to somebody who may hold them; not to the vault, which takes them by request only.
    function transfer(address to, uint256 value) public override returns (bool) {
        _requireNotVault(to);
        return super.transfer(to, value);
    }

    /// @notice Moves another's shares, by its allowance, to somebody who may hold them; not to the vault.
    function transferFrom(address from, address to, uint256 value) public override returns (bool) {
        _requireNotVault(to);
        return super.transferFrom(from, to, value);
    }

    /// @dev Who receives shares from a holder must be one who may.
    function _update(address from, address to, uint256 value) internal override {
        if (from != address(0) && from != address(this) && to != address(this)) _requireHolder(to);
        super._update(from, to, value);
    }

    // ------------------------------------------------------------------ views

    /// @inheritdoc IAsyncVault
    function asset() external view returns (address) {
        return address(_pat);
    }

    /// @inheritdoc IAsyncVault
    function share() external view returns (address) {
        return address(this);
    }

    /// @inheritdoc IAsyncVault
    function totalAssets() public view returns (uint256 balance) {
        (balance,,) = clearing.accountOf(address(this));
    }

    /// @inheritdoc IAsyncVault
    function convertToShares(uint256 assets) external view returns (uint256) {
        uint256 supply = totalSupply();
        return supply == 0 ? assets : assets * (supply + 1) / (totalAssets() + 1);
    }

    /// @inheritdoc IAsyncVault
    function convertToAssets(uint256 shares) external view returns (uint256) {
        uint256 supply = totalSupply();
        return supply == 0 ? shares : shares * (totalAssets() + 1) / (supply + 1);
    }

    /// @inheritdoc IAsyncVault
    function pendingDepositRequest(uint256, address controller) external view returns (uint256) {
        return _deposits.pendingOf(controller);
    }

    /// @inheritdoc IAsyncVault
    function claimableDepositRequest(uint256, address controller) external view returns (uint256) {
        return maxDeposit(controller);
    }

    /// @inheritdoc IAsyncVault
    function pendingRedeemRequest(uint256, address controller) external view returns (uint256) {
        return _redeems.pendingOf(controller);
    }

    /// @inheritdoc IAsyncVault
    function claimableRedeemRequest(uint256, address controller) external view returns (uint256) {
        return maxRedeem(controller);
    }

    /// @inheritdoc IAsyncVault
    function maxDeposit(address controller) public view returns (uint256) {
        return _deposits.claimableOf(controller).given;
    }

    /// @inheritdoc IAsyncVault
    function maxMint(address controller) external view returns (uint256) {
        return _deposits.claimableOf(controller).received;
    }

    /// @inheritdoc IAsyncVault
    function maxRedeem(address controller) public view returns (uint256) {
        return _redeems.claimableOf(controller).given;
    }

    /// @inheritdoc IAsyncVault
    function maxWithdraw(address controller) external view returns (uint256) {
        return _redeems.claimableOf(controller).received;
    }

    /// @inheritdoc IAsyncVault
    function previewDeposit(uint256) external pure returns (uint256) {
        revert UnderwritingVault_NoPreview();
    }

    /// @inheritdoc IAsyncVault
    function previewMint(uint256) external pure returns (uint256) {
        revert UnderwritingVault_NoPreview();
    }

    /// @inheritdoc IAsyncVault
    function previewRedeem(uint256) external pure returns (uint256) {
        revert UnderwritingVault_NoPreview();
    }

    /// @inheritdoc IAsyncVault
    function previewWithdraw(uint256) external pure returns (uint256) {
        revert UnderwritingVault_NoPreview();
    }

    /// @notice The standards that the vault follows.
    /// @dev ERC-165; ERC-7540's operators, deposits and redemptions; ERC-7575's share.
    function supportsInterface(bytes4 id) external pure returns (bool) {
        return id == type(IERC165).interfaceId || id == 0xe3bc4e65 || id == 0xce3bbe50 || id == 0x620ee8e4
            || id == 0x2f0a18c5;
    }
}
