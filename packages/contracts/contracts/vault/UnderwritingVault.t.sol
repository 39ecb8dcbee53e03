// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IClearingHouse} from "../clearing/IClearingHouse.sol";
import {SeriesKind} from "../clearing/SeriesWord.sol";
import {ParticipantClass, Product} from "../gate/AccessMatrix.sol";
import {IPhaseGate} from "../gate/IPhaseGate.sol";
import {IVault, VaultFixture} from "../harness/VaultFixture.t.sol";
import {IUnderwritingVault} from "./IUnderwritingVault.sol";
import {RequestQueue} from "./RequestQueue.sol";

/// @notice A vault from the first deposit to the last exit, with who would rather have its money.
contract UnderwritingVaultTest is VaultFixture {
    // ------------------------------------------------------------------ trades

    function test_default_sellsSettlesAndPaysOut() public {
        uint256 put = _put(90e18);
        (int256 asked, uint256 obligations) = vault.quote(put, 10, true);
        vm.assertEq(_buyFromVault(put, 10), asked, "what was quoted");
        vm.assertEq(obligations, 900e18, "worst case");
        vm.assertEq(_locked(address(vault)), 1_125e18, "of a thin market");
        vm.assertEq(_balance(address(vault)), CAPITAL + uint256(asked), "premium");
        _expireAt(60e18);
        clearing.settle(bookId);
        vault.releaseBook(bookId);
        // 80, clamped to the tenth below the week's hundred: the put pays nothing.
        vm.assertEq(_balance(address(vault)), CAPITAL + uint256(asked), "kept");
        (, obligations) = vault.utilisation();
        vm.assertEq(obligations, 0, "nothing owed");
        _requestRedeem(writer, 7_500e18);
        _requestRedeem(peer, 2_500e18);
        vault.closeEpoch();
        vm.assertEq(_balance(address(vault)), 0, "all of it");
        uint256 paid = _redeemAll(writer) + _redeemAll(peer);
        vm.assertEq(paid, CAPITAL + uint256(asked), "to the last wei");
        vm.assertEq(vault.totalSupply(), 0, "no share left");
        vm.assertEq(pat.balanceOf(address(vault)), 0, "no wei left");
    }

    function test_behavior_buysBackWhatItSold() public {
        uint256 call_ = _call(100e18, 150e18);
        int256 paid = _buyFromVault(call_, 5);
        int256 received = _sellBackToVault(call_, 5);
        vm.assertTrue(received < paid, "the spread is its own");
        (, uint256 obligations) = vault.utilisation();
        vm.assertEq(obligations, 0, "nothing owed");
        vm.assertEq(_locked(address(vault)), 0, "nothing locked");
    }

    function test_behavior_aCollarMayCostLessThanNothing() public {
        // Who is long pays 130 for what is worth 100 or so.
        uint256 collar = _collar(80e18, 130e18, 130e18);
        vm.startPrank(writer);
        clearing.setMatcher(address(vault), true);
        int256 premium = vault.buy(collar, 2, 0);
        vm.stopPrank();
        vm.assertTrue(premium < 0, "the vault pays");
        vm.assertEq(_balance(address(vault)), CAPITAL - uint256(-premium), "from its balance");
    }

    function test_behavior_theSecondsOfTheIndex() public {
        uint256 put = _put(90e18);
        // The last trade was an hour ago.
        uint256 hour = block.timestamp / 1 hours;
        vm.warp((hour + 1) * 1 hours - 1);
        _buyFromVault(put, 1);
        vm.warp((hour + 1) * 1 hours);
        _expectTwo(IUnderwritingVault.UnderwritingVault_IndexTooOld.selector, market, hour + 1);
        vault.quote(put, 1, true);
    }

    function test_error_trades() public {
        uint256 put = _put(90e18);
        _expectTwo(IClearingHouse.ClearingHouse_LotsOutOfBounds.selector, 0, 2 ** 47 - 1);
        vault.quote(put, 0, true);
        uint256 swap = _swap(40e18, 0);
        _expectOne(IUnderwritingVault.UnderwritingVault_UnpricedSeries.selector, swap);
        vault.quote(swap, 1, true);
        uint256 other = clearing.createSeries(otherMarket, otherMarket, EXPIRY, SeriesKind.Put, 90e18, 0, 0);
        _expectOne(IUnderwritingVault.UnderwritingVault_NoTerms.selector, otherMarket);
        vault.quote(other, 1, true);
        (int256 asked,) = vault.quote(put, 1, true);
        vm.prank(holder);
        vm.expectRevert(
            abi.encodeWithSelector(IUnderwritingVault.UnderwritingVault_PremiumLimit.selector, asked, asked - 1)
        );
        vault.buy(put, 1, asked - 1);
        _buyFromVault(put, 1);
        (int256 bid,) = vault.quote(put, 1, false);
        vm.prank(holder);
        vm.expectRevert(
            abi.encodeWithSelector(IUnderwritingVault.UnderwritingVault_PremiumLimit.selector, bid, bid + 1)
        );
        vault.sellBack(put, 1, bid + 1);
        vm.warp(EXPIRY);
        _expectTwo(IClearingHouse.ClearingHouse_BookExpired.selector, EXPIRY, EXPIRY);
        vault.quote(put, 1, true);
    }

    function test_behavior_theUtilisationCapToTheLot() public {
        // 8,000 of 10,000 PAT: 88 puts of 90.
        uint256 put = _put(90e18);
        vault.quote(put, 88, true);
        _expectThree(IUnderwritingVault.UnderwritingVault_UtilisationCap.selector, 8_010e18, 8_000e18, 88);
        vault.quote(put, 89, true);
    }

    // ------------------------------------------------------------------ epochs and shares

    function test_behavior_theSecondOfTheEpoch() public {
        (, uint256 endsAt) = vault.epochNow();
        vm.warp(endsAt - 1);
        _expectTwo(IUnderwritingVault.UnderwritingVault_EpochRunning.selector, endsAt, endsAt - 1);
        vault.closeEpoch();
        vm.warp(endsAt);
        vm.prank(stranger);
        vault.closeEpoch();
        (uint256 epoch,) = vault.epochNow();
        vm.assertEq(epoch, 3, "the third");
    }

    function test_behavior_whoComesAndWhoGoes() public {
        uint256 put = _put(90e18);
        uint256 premium = uint256(_buyFromVault(put, 50));
        _requestDeposit(house, 1_000e18);
        _requestRedeem(peer, 2_500e18);
        _nextEpoch();
        uint256 assets = CAPITAL + premium;
        vm.assertEq(vault.maxMint(house), 1_000e18 * (CAPITAL + 1) / (assets + 1), "as if nothing is owed");
        uint256 locked = _locked(address(vault));
        vm.assertEq(
            vault.maxWithdraw(peer), 2_500e18 * (assets - locked + 1) / (CAPITAL + 1), "as if all is owed"
        );
        vm.prank(peer);
        vm.assertTrue(vault.withdraw(1e18, peer, peer) > 0, "in parts");
        uint256 rest = vault.maxRedeem(peer);
        vm.prank(peer);
        vault.redeem(rest, stranger, peer);
        vm.assertTrue(pat.balanceOf(stranger) > 0, "to whom it says");
        uint256 cost = vault.maxDeposit(house);
        vm.prank(house);
        vault.deposit(cost, house);
        vm.assertEq(vault.maxDeposit(house), 0, "claimed");
    }

    function test_behavior_requestsAreTakenBack() public {
        _requestDeposit(house, 10e18);
        vm.startPrank(house);
        vm.assertEq(vault.pendingDepositRequest(0, house), 10e18, "pending");
        vault.cancelDepositRequest(4e18, house);
        _expectExceeds(house, 7e18, 6e18);
        vault.cancelDepositRequest(7e18, house);
        vm.stopPrank();
        vm.assertEq(pat.balanceOf(house), 4e18, "paid back");
        _requestRedeem(peer, 100e18);
        vm.assertEq(vault.pendingRedeemRequest(0, peer), 100e18, "pending");
        vm.prank(peer);
        vault.cancelRedeemRequest(100e18, peer);
        vm.assertEq(vault.balanceOf(peer), 2_500e18, "held again");
        _expectExceeds(peer, 1, 0);
        vm.prank(peer);
        vault.redeem(1, peer, peer);
    }

    function test_behavior_allLeave() public {
        uint256 put = _put(90e18);
        _buyFromVault(put, 10);
        _requestRedeem(writer, 7_500e18);
        _requestRedeem(peer, 2_500e18);
        _expectOne(IUnderwritingVault.UnderwritingVault_VaultLeaving.selector, CAPITAL);
        vault.quote(put, 1, true);
        _nextEpoch();
        vm.assertEq(vault.maxRedeem(writer), 0, "something is locked");
        _tradeIn(market);
        _sellBackToVault(put, 10);
        _nextEpoch();
        vm.assertEq(vault.maxRedeem(writer), 7_500e18, "nothing is");
        vm.assertEq(_balance(address(vault)), 0, "all of it");
    }

    function test_behavior_operators() public {
        vm.prank(stranger);
        vm.expectRevert(
            abi.encodeWithSelector(IUnderwritingVault.UnderwritingVault_NotOperator.selector, peer, stranger)
        );
        vault.requestDeposit(1, peer, peer);
        vm.prank(peer);
        vault.setOperator(stranger, true);
        vm.assertTrue(vault.isOperator(peer, stranger), "is one");
        vm.prank(stranger);
        vault.requestRedeem(100e18, peer, peer);
        vm.prank(writer);
        vault.approve(stranger, 5e18);
        vm.prank(stranger);
        vault.requestRedeem(5e18, writer, writer);
        vm.assertEq(vault.allowance(writer, stranger), 0, "an allowance is used up");
    }

    function test_behavior_theStandards() public {
        vm.assertEq(vault.asset(), address(pat), "asset");
        vm.assertEq(vault.share(), address(vault), "share");
        bytes4[5] memory ids = [bytes4(0x01ffc9a7), 0xe3bc4e65, 0xce3bbe50, 0x620ee8e4, 0x2f0a18c5];
        for (uint256 i = 0; i < ids.length; ++i) vm.assertTrue(vault.supportsInterface(ids[i]), "interface");
        vm.assertTrue(!vault.supportsInterface(0xffffffff), "not that");
        vm.assertEq(vault.convertToShares(1e18), 1e18, "a share a wei");
        vm.assertEq(vault.convertToAssets(1e18), 1e18, "a wei a share");
        bytes4 selector = IUnderwritingVault.UnderwritingVault_NoPreview.selector;
        vm.expectRevert(abi.encodeWithSelector(selector));
        vault.previewDeposit(1);
        vm.expectRevert(abi.encodeWithSelector(selector));
        vault.previewMint(1);
        vm.expectRevert(abi.encodeWithSelector(selector));
        vault.previewRedeem(1);
        vm.expectRevert(abi.encodeWithSelector(selector));
        vault.previewWithdraw(1);
    }

    // ------------------------------------------------------------------ who may

    function test_behavior_retailStaysOutAndTheLapsedGetOut() public {
        vm.prank(holder);
        vm.expectRevert(
            abi.encodeWithSelector(
                IPhaseGate.PhaseGate_NotAllowed.selector, holder, 4, ParticipantClass.Retail, Product.VaultShares
            )
        );
        vault.requestDeposit(1e18, holder, holder);
        vm.prank(registrar);
        gate.revokeInstitution(peer);
        _setPaused(Product.VaultShares, true);
        _requestRedeem(peer, 2_500e18);
        _nextEpoch();
        vm.assertTrue(_redeemAll(peer) >= 2_500e18 - 1, "paused and lapsed, and out");
    }

    function test_behavior_sharesMoveToWhoMayHoldThem() public {
        vm.startPrank(writer);
        vault.transfer(peer, 1e18);
        vm.expectRevert();
        vault.transfer(holder, 1e18);
        bytes4 selector = IUnderwritingVault.UnderwritingVault_NotRequested.selector;
        vm.expectRevert(abi.encodeWithSelector(selector));
        vault.transfer(address(vault), 1e18);
        vault.approve(writer, 1e18);
        vm.expectRevert(abi.encodeWithSelector(selector));
        vault.transferFrom(writer, address(vault), 1e18);
        vm.expectRevert(abi.encodeWithSelector(selector));
        vault.requestDeposit(1e18, address(vault), writer);
        vm.expectRevert(abi.encodeWithSelector(selector));
        vault.requestRedeem(1e18, address(vault), writer);
        vm.expectRevert(abi.encodeWithSelector(selector));
        vault.redeem(0, address(vault), writer);
        vm.expectRevert(abi.encodeWithSelector(selector));
        vault.withdraw(0, address(vault), writer);
        vm.stopPrank();
        vm.assertEq(vault.balanceOf(peer), 2_501e18, "moved");
    }

    function test_error_roles() public {
        _expectAddress(IUnderwritingVault.UnderwritingVault_NotRiskManager.selector, stranger);
        vm.prank(stranger);
        vault.setTerms(market, BASE, FULL, SPREAD);
        uint256 setAt = vault.termsOf(market).setAt;
        vm.startPrank(riskManager);
        uint64[3][5] memory wrong = [
            [0.05e18 - 1, FULL, SPREAD],
            [5e18 + 1, 10e18, SPREAD],
            [BASE, BASE - 1, SPREAD],
            [BASE, 10e18 + 1, SPREAD],
            [BASE, FULL, 0.3333e18 + 1]
        ];
        for (uint256 i = 0; i < wrong.length; ++i) {
            _expectThree(
                IUnderwritingVault.UnderwritingVault_TermsOutOfBounds.selector,
                wrong[i][0],
                wrong[i][1],
                wrong[i][2]
            );
            vault.setTerms(market, wrong[i][0], wrong[i][1], wrong[i][2]);
        }
        vm.warp(setAt + 1 days - 1);
        _expectTwo(
            IUnderwritingVault.UnderwritingVault_TermsTooSoon.selector, setAt + 1 days, setAt + 1 days - 1
        );
        vault.setTerms(market, BASE, FULL, SPREAD);
        vm.warp(setAt + 1 days);
        bytes4 selector = IUnderwritingVault.UnderwritingVault_TermsMove.selector;
        _expectTwo(selector, BASE, 0.625e18 + 1);
        vault.setTerms(market, 0.625e18 + 1, FULL, SPREAD);
        _expectTwo(selector, FULL, 1.5e18 - 1);
        vault.setTerms(market, BASE, 1.5e18 - 1, SPREAD);
        vault.setTerms(market, 0.625e18, 1.5e18, SPREAD);
        vm.stopPrank();
        vm.prank(stranger);
        vm.expectRevert();
        vault.setRiskManager(stranger);
        vm.startPrank(owner);
        vm.expectRevert(_zero("riskManager"));
        vault.setRiskManager(address(0));
        vault.setRiskManager(stranger);
        vm.stopPrank();
        vm.assertEq(vault.riskManager(), stranger, "the owner's");
    }

    function test_error_requests() public {
        vm.startPrank(peer);
        vm.expectRevert(abi.encodeWithSelector(IClearingHouse.ClearingHouse_ZeroAmount.selector));
        vault.requestDeposit(0, peer, peer);
        _expectExceeds(peer, 2_500e18 + 1, 2_500e18);
        vault.requestRedeem(2_500e18 + 1, peer, peer);
        vm.expectRevert(_zero("controller"));
        vault.requestRedeem(1, address(0), peer);
        vault.requestRedeem(1e18, peer, peer);
        vm.stopPrank();
        _nextEpoch();
        vm.expectRevert(_zero("receiver"));
        vm.prank(peer);
        vault.redeem(1, address(0), peer);
        _expectOne(IUnderwritingVault.UnderwritingVault_NotSettled.selector, bookId);
        vault.releaseBook(bookId);
    }

    function test_error_construction() public {
        uint256[2][4] memory wrong =
            [[EPOCH - 1, MAX_UTILISATION], [31 days + 1, MAX_UTILISATION], [EPOCH, 8_001], [EPOCH, uint256(0)]];
        for (uint256 i = 0; i < wrong.length; ++i) {
            _expectTwo(
                IUnderwritingVault.UnderwritingVault_RulesOutOfBounds.selector, wrong[i][0], wrong[i][1]
            );
            this.construct(riskManager, wrong[i][0], wrong[i][1]);
        }
        vm.expectRevert(_zero("riskManager"));
        this.construct(address(0), EPOCH, MAX_UTILISATION);
    }

    function construct(address riskManager_, uint256 epochLength, uint256 maxUtilisationBps) external {
        bytes memory arguments = abi.encode(owner, clearing, riskManager_, epochLength, maxUtilisationBps);
        _create("UnderwritingVault.sol:UnderwritingVault", arguments);
    }

    // ------------------------------------------------------------------ in bad faith

    function test_attack_sellingWhatTheVaultNeverSold() public {
        // The holder bought elsewhere; the vault has sold another series only.
        uint256 put = _put(90e18);
        uint256 other = _put(80e18);
        _sell(put, writer, holder, 5, 10e18);
        _buyFromVault(other, 5);
        _expectTwo(IUnderwritingVault.UnderwritingVault_NotSold.selector, 5, 0);
        vm.prank(holder);
        vault.sellBack(put, 5, 0);
        _expectTwo(IUnderwritingVault.UnderwritingVault_NotSold.selector, 6, 5);
        vm.prank(holder);
        vault.sellBack(other, 6, 0);
    }

    function test_attack_donation() public {
        uint256 put = _put(90e18);
        (int256 before,) = vault.quote(put, 10, true);
        _give(address(vault), 5_000e18);
        _give(address(clearing), 5_000e18);
        vm.assertEq(vault.totalAssets(), CAPITAL, "assets");
        vm.assertEq(vault.convertToAssets(1e18), 1e18, "a share's price");
        (int256 afterwards,) = vault.quote(put, 10, true);
        vm.assertEq(afterwards, before, "the quote");
        _nextEpoch();
        vm.assertEq(vault.totalAssets(), CAPITAL, "the next epoch's too");
    }

    function test_attack_inflatingTheFirstShare() public {
        IVault empty = _vault();
        _register(address(empty));
        _give(peer, 1 + 1_000e18);
        vm.startPrank(peer);
        pat.approve(address(empty), type(uint256).max);
        empty.requestDeposit(1, peer, peer);
        vm.warp(block.timestamp + EPOCH);
        empty.closeEpoch();
        pat.transfer(address(empty), 1_000e18);
        vm.stopPrank();
        _give(writer, 500e18);
        vm.startPrank(writer);
        pat.approve(address(empty), type(uint256).max);
        empty.requestDeposit(500e18, writer, writer);
        vm.warp(block.timestamp + EPOCH);
        empty.closeEpoch();
        vm.assertEq(empty.maxMint(writer), 500e18, "a share a wei, whatever was sent");
        vm.stopPrank();
    }

    function test_attack_exitBeforeSettlement() public {
        // Peer sees a loss coming and asks to leave before it is settled: it leaves as if all is lost.
        uint256 call_ = _call(100e18, 150e18);
        uint256 premium = uint256(_buyFromVault(call_, 100));
        _requestRedeem(peer, 2_500e18);
        _nextEpoch();
        uint256 paid = _redeemAll(peer);
        _expireAt(82e18);
        clearing.settle(bookId);
        vault.releaseBook(bookId);
        // 109 and a third at settlement: 100 lots cost 933 PAT.
        uint256 left = vault.convertToAssets(7_500e18);
        uint256 fair = (CAPITAL + premium - 100 * 9_333_333_333_333_333_333) * 7_500 / 10_000;
        vm.assertTrue(left >= fair, "who stays loses nothing by it");
        vm.assertTrue(paid < 2_500e18, "who left paid for the risk");
    }

    function test_attack_emptyingTheVaultThroughEverySeries() public {
        // Whatever is bought, the worst that can come stays covered.
        uint256[4] memory series = [_put(90e18), _call(100e18, 150e18), _put(110e18), _call(90e18, 95e18)];
        for (uint256 i = 0; i < series.length; ++i) {
            for (uint256 lots = 64; lots > 0; lots /= 2) {
                vm.prank(holder);
                try vault.buy(series[i], lots, type(int256).max) {} catch {}
            }
        }
        vm.assertTrue(_locked(address(vault)) <= _balance(address(vault)), "covered");
        _expireAt(82e18);
        clearing.settle(bookId);
        vault.releaseBook(bookId);
        vm.assertEq(_locked(address(vault)), 0, "paid");
    }

    function test_attack_settlingTheVaultWithoutIt() public {
        // A stranger settles the vault's account; releasing the book still counts it once.
        uint256 put = _put(90e18);
        _buyFromVault(put, 10);
        _expireAt(75e18);
        vm.prank(stranger);
        clearing.settleAccounts(bookId, _list(address(vault), holder));
        uint256 balance = _balance(address(vault));
        vault.releaseBook(bookId);
        vault.releaseBook(bookId);
        vm.assertEq(_balance(address(vault)), balance, "once");
        (, uint256 obligations) = vault.utilisation();
        vm.assertEq(obligations, 0, "nothing owed");
    }

    // ------------------------------------------------------------------ helpers

    function _redeemAll(address account) private returns (uint256) {
        uint256 shares = vault.maxRedeem(account);
        vm.prank(account);
        return vault.redeem(shares, account, account);
    }

    function _expectExceeds(address account, uint256 amount, uint256 available) private pure {
        vm.expectRevert(
            abi.encodeWithSelector(
                RequestQueue.UnderwritingVault_RequestExceeds.selector, account, amount, available
            )
        );
    }

    function _expectAddress(bytes4 selector, address fact) private pure {
        vm.expectRevert(abi.encodeWithSelector(selector, fact));
    }

    function _zero(string memory field) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IUnderwritingVault.UnderwritingVault_ZeroAddress.selector, field);
    }
}
