// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {QuoteFixture, HashWallet} from "../harness/QuoteFixture.t.sol";
import {IClearingHouse} from "./IClearingHouse.sol";
import {IQuoteDesk} from "./IQuoteDesk.sol";

/// @notice A signed quote, from the first lot to the last.
contract QuoteDeskTest is QuoteFixture {
    function test_default_aQuoteFilledInParts() public {
        IQuoteDesk.RfqQuote memory quote = _quote();
        bytes32 hash = desk.quoteHash(quote);
        _fill(quote, holder, 4);
        vm.assertEq(clearing.lotsOf(holder, seriesId), int256(4), "long");
        vm.assertEq(clearing.lotsOf(maker, seriesId), int256(-4), "short");
        vm.assertEq(_balance(holder), STAKE - 48e18, "premium paid");
        vm.assertEq(_balance(maker), STAKE + 48e18, "premium received");
        vm.assertEq(desk.filledLots(hash), 4, "filled");
        // Three are not the rest, two are too few; what is left, whole, never is.
        _fill(quote, peer, 4);
        bytes4 tooSmall = IQuoteDesk.QuoteDesk_FillTooSmall.selector;
        _refused(quote, peer, 1, abi.encodeWithSelector(tooSmall, 1, 2));
        _refused(quote, peer, 3, _filled(3, 2));
        _fill(quote, holder, 2);
        vm.assertEq(desk.filledLots(hash), 10, "all of it");
        vm.assertEq(clearing.lotsOf(maker, seriesId), int256(-10), "and no more");
        _refused(quote, holder, 1, _filled(1, 0));
    }

    function test_default_aTakerThatSellsACollarAndPays() public {
        IQuoteDesk.RfqQuote memory quote = _quote();
        (quote.seriesId, quote.takerBuys, quote.premiumPerLot) = (_collar(80e18, 130e18, 100e18), false, -3e18);
        _fill(quote, peer, 3);
        vm.assertEq(clearing.lotsOf(peer, quote.seriesId), int256(-3), "short");
        vm.assertEq(_balance(peer), STAKE - 9e18, "the seller pays");
        vm.assertEq(_balance(maker), STAKE + 9e18, "the buyer receives");
    }

    function test_behavior_theLeastOfAFill() public {
        IQuoteDesk.RfqQuote memory quote = _quote();
        bytes4 tooSmall = IQuoteDesk.QuoteDesk_FillTooSmall.selector;
        _refused(quote, holder, 2, abi.encodeWithSelector(tooSmall, 2, 3));
        _refused(quote, holder, 0, abi.encodeWithSelector(tooSmall, 0, 3));
        _refused(quote, holder, 11, _filled(11, 10));
        // A minimum above all there is asks for all of it.
        quote.minimumLots = 11;
        _refused(quote, holder, 9, abi.encodeWithSelector(tooSmall, 9, 10));
        _fill(quote, holder, 10);
        (quote.minimumLots, quote.nonce) = (0, 8);
        bytes4 bounds = IClearingHouse.ClearingHouse_LotsOutOfBounds.selector;
        _refused(quote, holder, 0, abi.encodeWithSelector(bounds, 0, 2 ** 47 - 1));
    }

    function test_behavior_theSecondsOfTheDeadline() public {
        IQuoteDesk.RfqQuote memory quote = _quote();
        vm.warp(QUOTED + 60);
        _fill(quote, holder, 3);
        vm.warp(QUOTED + 61);
        bytes4 expired = IQuoteDesk.QuoteDesk_QuoteExpired.selector;
        _refused(quote, holder, 3, abi.encodeWithSelector(expired, QUOTED + 60, QUOTED + 61));
        quote.deadline = uint40(QUOTED + 361);
        _fill(quote, holder, 3);
        quote.deadline = uint40(QUOTED + 362);
        bytes4 tooFar = IQuoteDesk.QuoteDesk_DeadlineTooFar.selector;
        _refused(quote, holder, 3, abi.encodeWithSelector(tooFar, QUOTED + 362, QUOTED + 361));
    }

    function test_behavior_theEdgesOfTheBand() public {
        IQuoteDesk.RfqQuote memory quote = _quote();
        vm.assertEq(desk.indexOf(seriesId), INDEX, "of the last hour");
        (quote.indexLow, quote.indexHigh) = (INDEX, INDEX);
        _fill(quote, holder, 3);
        bytes4 outOfBand = IQuoteDesk.QuoteDesk_IndexOutOfBand.selector;
        quote.indexLow = INDEX + 1;
        _refused(quote, holder, 3, abi.encodeWithSelector(outOfBand, INDEX, INDEX + 1, INDEX));
        (quote.indexLow, quote.indexHigh) = (0, INDEX - 1);
        _refused(quote, holder, 3, abi.encodeWithSelector(outOfBand, INDEX, 0, INDEX - 1));
        // An ask of 81 at a confidence of 0.75 is 108: together with two of 100 it is 102.67.
        _tradeAt(market, 81e18);
        quote.indexHigh = INDEX;
        _refused(quote, holder, 3, abi.encodeWithSelector(outOfBand, desk.indexOf(seriesId), 0, INDEX));
        vm.assertEq(desk.indexOf(seriesId), int256(uint256(308e18) / 3), "all trades of both hours");
    }

    function test_behavior_anIndexOfTwoHoursAtMost() public {
        IQuoteDesk.RfqQuote memory quote = _quote();
        vm.warp(QUOTED + 1 hours - 1);
        quote.deadline = uint40(QUOTED + 1 hours + 10);
        _fill(quote, holder, 3);
        vm.warp(QUOTED + 1 hours);
        _refused(quote, holder, 3, abi.encodeWithSelector(IQuoteDesk.QuoteDesk_NoIndex.selector, market));
        (quote.indexLow, quote.indexHigh) = (type(int256).min, type(int256).max);
        _fill(quote, holder, 3);
        quote.indexHigh = type(int256).max - 1;
        _refused(quote, holder, 3, abi.encodeWithSelector(IQuoteDesk.QuoteDesk_NoIndex.selector, market));
    }

    function test_behavior_aSwapsIndexIsTheDifference() public {
        IQuoteDesk.RfqQuote memory quote = _quote();
        quote.seriesId = _swap(40e18, -5e18);
        (quote.indexLow, quote.indexHigh) = (0, 0);
        _fill(quote, peer, 3);
        for (uint256 i = 0; i < 2; ++i) _tradeAt(otherMarket, 81e18);
        // 100 less the mean of 100 and 108.
        vm.assertEq(desk.indexOf(quote.seriesId), int256(-4e18), "below zero");
        (quote.indexLow, quote.indexHigh) = (-4e18, -4e18);
        _fill(quote, peer, 3);
        vm.warp(QUOTED + 2 hours);
        quote.deadline = uint40(QUOTED + 2 hours);
        _tradeIn(market);
        _refused(quote, peer, 3, abi.encodeWithSelector(IQuoteDesk.QuoteDesk_NoIndex.selector, otherMarket));
    }

    function test_behavior_whoMayTake() public {
        IQuoteDesk.RfqQuote memory quote = _quote();
        quote.taker = peer;
        bytes4 notTaker = IQuoteDesk.QuoteDesk_NotTaker.selector;
        _refused(quote, holder, 3, abi.encodeWithSelector(notTaker, holder, peer));
        _fill(quote, peer, 3);
    }

    function test_behavior_cancellation() public {
        IQuoteDesk.RfqQuote memory quote = _quote();
        _fill(quote, holder, 3);
        _cancel(maker, 7);
        _refused(quote, holder, 3, _cancelled(maker, 7));
        // Every quote of the nonce, and no other nonce or maker.
        quote.lots = 9;
        _refused(quote, holder, 9, _cancelled(maker, 7));
        uint256[5] memory others = [uint256(6), 8, 7 + 128, 7 + 256, (1 << 255) + 7];
        for (uint256 i = 0; i < others.length; ++i) {
            quote.nonce = others[i];
            _fill(quote, holder, 3);
        }
        vm.prank(maker);
        desk.cancel(0, type(uint256).max);
        vm.assertEq(desk.cancelledNonces(maker, 0), type(uint256).max, "all at once");
        (quote.nonce, quote.lots) = (255, 10);
        _refused(quote, holder, 3, _cancelled(maker, 255));
        _cancel(maker, 3);
        vm.assertEq(desk.cancelledNonces(maker, 0), type(uint256).max, "and none comes back");
    }

    function test_behavior_aContractSignsByErc1271() public {
        HashWallet smart = new HashWallet();
        vm.prank(registrar);
        gate.admitInstitution(address(smart), uint40(START + 365 days), 840);
        _join(address(smart), STAKE);
        _letIn(address(smart));
        IQuoteDesk.RfqQuote memory quote = _quote();
        quote.maker = address(smart);
        _refusedAs(quote, "", holder, 3, _unsigned(address(smart)));
        smart.setSigns(desk.quoteHash(quote), true);
        vm.prank(holder);
        desk.fill(quote, "", 3);
        vm.assertEq(clearing.lotsOf(address(smart), seriesId), int256(-3), "the wallet's position");
        smart.setSigns(desk.quoteHash(quote), false);
        _refusedAs(quote, "", holder, 3, _unsigned(address(smart)));
    }

    function test_default_construction() public {
        vm.assertEq(address(desk.clearing()), address(clearing), "where trades go");
        vm.expectRevert(abi.encodeWithSelector(IQuoteDesk.QuoteDesk_ZeroAddress.selector, "clearing"));
        this.createDesk(address(0));
    }

    function createDesk(address clearing_) external {
        _create("QuoteDesk.sol:QuoteDesk", abi.encode(clearing_));
    }
}
