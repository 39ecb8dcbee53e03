// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IAsyncVault} from "../vault/IAsyncVault.sol";
import {IUnderwritingVault} from "../vault/IUnderwritingVault.sol";
import {ClearingFixture} from "./ClearingFixture.t.sol";

interface IVault is IUnderwritingVault, IAsyncVault, IERC20 {
    function owner() external view returns (address);
    function supportsInterface(bytes4 id) external view returns (bool);
}

/// @notice A vault in which two institutions have put 10,000 PAT, with terms for the market: the code under test is the
/// published artifact's.
abstract contract VaultFixture is ClearingFixture {
    uint256 internal constant EPOCH = 1 days;
    uint256 internal constant MAX_UTILISATION = 8_000;
    uint256 internal constant CAPITAL = 10_000e18;
    uint64 internal constant BASE = 0.5e18;
    uint64 internal constant FULL = 2e18;
    uint64 internal constant SPREAD = 0.02e18;

    address internal immutable riskManager = _actor("risk manager");
    IVault internal vault;

    function setUp() public virtual override {
        super.setUp();
        vault = _vault();
        vm.prank(owner);
        gate.setBroker(address(vault), true);
        _register(address(vault));
        _freshIndex();
        vm.prank(riskManager);
        vault.setTerms(market, BASE, FULL, SPREAD);
        vm.prank(holder);
        clearing.setMatcher(address(vault), true);
        _requestDeposit(writer, 7_500e18);
        _requestDeposit(peer, 2_500e18);
        vault.closeEpoch();
        _claimShares(writer);
        _claimShares(peer);
    }

    function _vault() internal returns (IVault) {
        bytes memory arguments = abi.encode(owner, clearing, riskManager, EPOCH, MAX_UTILISATION);
        return IVault(_create("UnderwritingVault.sol:UnderwritingVault", arguments));
    }

    /// @dev The matcher's delay has passed: the index and the cap are a week old.
    function _freshIndex() internal {
        _tradeIn(market);
        _tradeIn(otherMarket);
        vm.warp(NOW + 7 days + 1 hours);
        _setCap(market, CAP);
        _setCap(otherMarket, CAP);
    }

    function _requestDeposit(address account, uint256 amount) internal {
        _give(account, amount);
        vm.startPrank(account);
        pat.approve(address(vault), type(uint256).max);
        vault.requestDeposit(amount, account, account);
        vm.stopPrank();
    }

    function _claimShares(address account) internal {
        uint256 shares = vault.maxMint(account);
        vm.prank(account);
        vault.mint(shares, account);
    }

    function _requestRedeem(address account, uint256 shares) internal {
        vm.prank(account);
        vault.requestRedeem(shares, account, account);
    }

    function _buyFromVault(uint256 seriesId, uint256 lots) internal returns (int256) {
        vm.prank(holder);
        return vault.buy(seriesId, lots, type(int256).max);
    }

    function _sellBackToVault(uint256 seriesId, uint256 lots) internal returns (int256) {
        vm.prank(holder);
        return vault.sellBack(seriesId, lots, type(int256).min);
    }

    /// @dev Ends the epoch and answers its requests.
    function _nextEpoch() internal {
        (, uint256 endsAt) = vault.epochNow();
        vm.warp(endsAt);
        vault.closeEpoch();
    }
}
