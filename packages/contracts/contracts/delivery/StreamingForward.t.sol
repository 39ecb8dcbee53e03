// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Product} from "../gate/AccessMatrix.sol";
import {StreamFixture} from "../harness/StreamFixture.t.sol";
import {IStreamingForward} from "./IStreamingForward.sol";
import {StreamDeal} from "./StreamDeal.sol";

/// @notice A stream from its signature to its end, with parties in bad faith; figures as in the reducer's tests.
contract StreamingForwardTest is StreamFixture {
    // ------------------------------------------------------------------ the normal path

    function test_default_vouchersDrawTheChannelDown() public {
        StreamDeal memory deal = _deal();
        bytes32 stream = _open(deal);
        vm.assertEq(pat.balanceOf(address(streams)), 7_500, "channel and bond");
        vm.assertEq(pat.balanceOf(wallet), 75, "fee of 70 and 5");
        vm.warp(BEGIN + 3_000);
        vm.assertEq(_redeem(deal, 500), 3_500, "half");
        vm.warp(END);
        vm.assertEq(_redeem(deal, 1_000), 3_500, "the rest");
        vm.assertEq(uint256(streams.streamOf(stream).status), uint256(IStreamingForward.Status.Completed), "completed");
        vm.assertEq(pat.balanceOf(seller), 1_000_000 + 7_000, "price, and the bond back");
        vm.assertEq(pat.balanceOf(address(streams)), 0, "nothing left");
    }

    function test_behavior_neverAheadOfTime() public {
        StreamDeal memory deal = _deal();
        _open(deal);
        vm.warp(BEGIN + 90);
        vm.assertEq(_redeem(deal, 1_000), 105, "fifteen units");
        vm.warp(BEGIN + 91);
        vm.prank(stranger);
        vm.assertEq(streams.redeem(deal, 10_000_000, ""), 1, "what a second has brought, without another voucher");
    }

    function test_behavior_theProviderOpensToo() public {
        StreamDeal memory deal = _deal();
        bytes memory signature = _signed(BUYER_KEY, streams.dealHash(deal));
        vm.prank(seller);
        streams.open(deal, signature);
        vm.assertEq(pat.balanceOf(address(streams)), 7_500, "both paid");
    }

    function test_behavior_theProviderStops() public {
        StreamDeal memory deal = _deal();
        _open(deal);
        vm.warp(BEGIN + 1_000);
        _redeem(deal, 100);
        vm.warp(BEGIN + 2_000);
        vm.prank(stranger);
        streams.callClose(deal);
        vm.warp(BEGIN + 2_399);
        _expectTwo(IStreamingForward.StreamingForward_TooEarly.selector, BEGIN + 2_399, BEGIN + 2_400);
        streams.conclude(deal);
        vm.warp(BEGIN + 2_400);
        streams.conclude(deal);
        vm.assertEq(pat.balanceOf(buyer), RICH + 1_000_000 - 700 - 75 + 500, "clawed back, and the bond");
        vm.assertEq(pat.balanceOf(address(streams)), 0, "nothing left");
    }

    function test_behavior_aProviderCatchesUp() public {
        StreamDeal memory deal = _deal();
        bytes32 stream = _open(deal);
        vm.warp(BEGIN + 2_000);
        streams.callClose(deal);
        vm.warp(BEGIN + 2_399);
        _redeem(deal, 264);
        vm.warp(BEGIN + 2_400);
        streams.conclude(deal);
        vm.assertEq(uint256(streams.streamOf(stream).status), uint256(IStreamingForward.Status.Streaming), "goes on");
    }

    function test_behavior_thePartiesLeave() public {
        StreamDeal memory deal = _deal();
        _open(deal);
        vm.warp(BEGIN + 3_000);
        _redeem(deal, 500);
        vm.prank(buyer);
        streams.callClose(deal);
        vm.warp(BEGIN + 3_400);
        streams.conclude(deal);
        // Of 3,500 left the buyer forfeits four fifths and a bit, rounded up.
        vm.assertEq(pat.balanceOf(seller), 1_000_000 + 3_500 + 2_801, "forfeit and bond");
        deal.salt = 2;
        (deal.start, deal.validUntil) = (uint40(block.timestamp + 100), uint40(block.timestamp + 100));
        _open(deal);
        bytes memory signature = _signed(SELLER_KEY, streams.cancelHash(streams.dealHash(deal)));
        vm.prank(buyer);
        streams.cancel(deal, signature);
        vm.assertEq(pat.balanceOf(address(streams)), 0, "called off");
    }

    // ------------------------------------------------------------------ a silent buyer, a lying provider

    function test_behavior_aSilentBuyerTakesNothing() public {
        StreamDeal memory deal = _deal();
        _open(deal);
        vm.warp(BEGIN + 600);
        _post(deal, 100);
        vm.warp(BEGIN + 1_199);
        _expectTwo(IStreamingForward.StreamingForward_TooEarly.selector, BEGIN + 1_199, BEGIN + 1_200);
        streams.settlePosting(deal, 0);
        vm.warp(BEGIN + 1_200);
        streams.settlePosting(deal, 0);
        vm.assertEq(pat.balanceOf(seller), 1_000_000 - 500 + 560, "eighty units");
    }

    function test_attack_theLyingProvider() public {
        StreamDeal memory deal = _deal();
        _open(deal);
        vm.warp(BEGIN + 600);
        _post(deal, 100);
        vm.prank(buyer);
        streams.dispute(deal, 0);
        vm.prank(arbiter);
        streams.rule(deal, 0, true);
        vm.assertEq(pat.balanceOf(buyer), RICH + 1_000_000 - 7_075 + 60, "as much as it staked");
        vm.assertEq(streams.streamOf(streams.dealHash(deal)).providerBond, 440, "from the bond");
    }

    function test_attack_theSpuriousDispute() public {
        StreamDeal memory deal = _deal();
        _open(deal);
        vm.warp(BEGIN + 600);
        _post(deal, 100);
        vm.prank(buyer);
        streams.dispute(deal, 0);
        vm.prank(arbiter);
        streams.rule(deal, 0, false);
        vm.assertEq(pat.balanceOf(seller), 1_000_000 - 500 + 560 + 60, "the stake, and what it posted");
    }

    function test_behavior_theArbiterIsSilent() public {
        StreamDeal memory deal = _deal();
        _open(deal);
        vm.warp(BEGIN + 610);
        _post(deal, 101);
        vm.prank(buyer);
        streams.dispute(deal, 0);
        vm.warp(BEGIN + 610 + 900);
        streams.settlePosting(deal, 0);
        vm.assertEq(pat.balanceOf(seller), 1_000_000 - 500 + 282, "half of it");
        vm.assertEq(streams.streamOf(streams.dealHash(deal)).excused, 404_000, "the rest is excused");
    }

    function test_attack_theUnitThatWasNotOrdered() public {
        StreamDeal memory deal = _deal();
        _open(deal);
        vm.warp(BEGIN + 600);
        _post(deal, 10);
        IStreamingForward.UnitHeader memory header = _header(deal, 9);
        bytes memory signature = _signed(SELLER_KEY, streams.headerHash(header));
        vm.startPrank(buyer);
        _expectOne(IStreamingForward.StreamingForward_HeaderKeepsTerms.selector, 9);
        streams.refute(deal, 0, header, signature);
        header.confidenceBps = 4_999;
        vm.expectRevert(
            abi.encodeWithSelector(IStreamingForward.StreamingForward_InvalidSignature.selector, seller)
        );
        streams.refute(deal, 0, header, signature);
        signature = _signed(SELLER_KEY, streams.headerHash(header));
        streams.refute(deal, 0, header, signature);
        vm.stopPrank();
        vm.assertEq(streams.streamOf(streams.dealHash(deal)).pending, 0, "void");
        header.serial = 10;
        signature = _signed(SELLER_KEY, streams.headerHash(header));
        _post(deal, 10);
        vm.prank(buyer);
        _expectOne(IStreamingForward.StreamingForward_UnknownPosting.selector, 2);
        streams.refute(deal, 2, header, signature);
        header.serial = 20;
        vm.prank(buyer);
        _expectOne(IStreamingForward.StreamingForward_ForeignHeader.selector, 20);
        streams.refute(deal, 1, header, signature);
    }

    function test_attack_oneContentSoldTwice() public {
        StreamDeal memory deal = _deal();
        _open(deal);
        StreamDeal memory other = _deal();
        other.salt = 2;
        _open(other);
        vm.warp(BEGIN + 600);
        _redeem(deal, 100);
        IStreamingForward.UnitHeader[2] memory headers = [_header(deal, 1), _header(other, 2)];
        bytes[2] memory signatures = _signatures(headers);
        vm.prank(prover);
        streams.proveDoubleSale(deal, headers, signatures);
        vm.assertEq(pat.balanceOf(prover), 50, "a tenth of the bond");
        vm.assertEq(pat.balanceOf(buyer), RICH + 1_000_000 - 2 * 7_075 + 6_300 + 450, "the rest, and the channel");
        // The other stream can be ended by the same proof, this one not twice.
        vm.prank(prover);
        streams.proveDoubleSale(other, headers, signatures);
        vm.assertEq(pat.balanceOf(address(streams)), 0, "nothing left");
        vm.expectRevert(
            abi.encodeWithSelector(
                IStreamingForward.StreamingForward_DealClosed.selector, IStreamingForward.Status.ProviderDefault
            )
        );
        streams.proveDoubleSale(deal, headers, signatures);
    }

    function test_error_proofsThatProveNothing() public {
        StreamDeal memory deal = _deal();
        _open(deal);
        IStreamingForward.UnitHeader[2] memory headers = [_header(deal, 1), _header(deal, 1)];
        bytes[2] memory unread = [bytes(""), bytes("")];
        _expectTwo(IStreamingForward.StreamingForward_NotDoubleSale.selector, 1, 1);
        streams.proveDoubleSale(deal, headers, unread);
        headers[1].serial = 2;
        headers[1].contentHash = keccak256("another");
        _expectTwo(IStreamingForward.StreamingForward_NotDoubleSale.selector, 1, 2);
        streams.proveDoubleSale(deal, headers, unread);
        headers[1].provider = stranger;
        _expectOne(IStreamingForward.StreamingForward_ForeignHeader.selector, 2);
        streams.proveDoubleSale(deal, headers, unread);
        headers = [_header(deal, 1), _header(deal, 2)];
        (headers[0].stream, headers[1].stream) = (bytes32(0), bytes32(0));
        _expectOne(IStreamingForward.StreamingForward_ForeignHeader.selector, 1);
        streams.proveDoubleSale(deal, headers, unread);
        headers = [_header(deal, 1), _header(deal, 2)];
        bytes[2] memory forged = [_signed(BUYER_KEY, streams.headerHash(headers[0])), bytes("")];
        vm.expectRevert(
            abi.encodeWithSelector(IStreamingForward.StreamingForward_InvalidSignature.selector, seller)
        );
        streams.proveDoubleSale(deal, headers, forged);
    }

    // ------------------------------------------------------------------ refusals

    function test_attack_oneSerialForTwoStreams() public {
        StreamDeal memory deal = _deal();
        _open(deal);
        StreamDeal memory other = _deal();
        other.salt = 2;
        _open(other);
        vm.warp(BEGIN + 600);
        _post(deal, 10);
        vm.startPrank(seller);
        _expectTwo(IStreamingForward.StreamingForward_SerialGap.selector, 0, 10);
        streams.post(other, keccak256("headers"), 0, 10, 80_000);
        _expectTwo(IStreamingForward.StreamingForward_SerialGap.selector, 11, 10);
        streams.post(other, keccak256("headers"), 11, 10, 80_000);
        _expectTwo(IStreamingForward.StreamingForward_InvalidWeight.selector, 10, 90_001);
        streams.post(other, keccak256("headers"), 10, 10, 90_001);
        _expectTwo(IStreamingForward.StreamingForward_OverDelivery.selector, 1_000_000, 920_000);
        streams.post(deal, keccak256("headers"), 10, 125, 1_000_000);
        for (uint64 i = 1; i < 16; ++i) streams.post(deal, keccak256("headers"), 9 + i, 1, 5_000);
        _expectOne(IStreamingForward.StreamingForward_TooManyPostings.selector, 16);
        streams.post(deal, keccak256("headers"), 25, 1, 5_000);
        vm.stopPrank();
    }

    function test_attack_signaturesAgainAndForAnother() public {
        StreamDeal memory deal = _deal();
        bytes memory signature = _signed(SELLER_KEY, streams.dealHash(deal));
        _open(deal);
        vm.prank(buyer);
        vm.expectRevert(
            abi.encodeWithSelector(
                IStreamingForward.StreamingForward_OfferSpent.selector, IStreamingForward.Status.Streaming
            )
        );
        streams.open(deal, signature);
        // A voucher of one stream is none of another.
        StreamDeal memory other = _deal();
        other.salt = 2;
        _open(other);
        vm.warp(BEGIN + 600);
        bytes memory voucher = _signed(BUYER_KEY, streams.voucherHash(streams.dealHash(deal), 10_000));
        vm.expectRevert(
            abi.encodeWithSelector(IStreamingForward.StreamingForward_InvalidSignature.selector, buyer)
        );
        streams.redeem(other, 10_000, voucher);
        _redeem(deal, 50);
        _expectTwo(IStreamingForward.StreamingForward_StaleVoucher.selector, 10_000, 500_000);
        streams.redeem(deal, 10_000, voucher);
        _expectTwo(IStreamingForward.StreamingForward_VoucherExceedsOrder.selector, 10_000_001, 10_000_000);
        streams.redeem(deal, 10_000_001, voucher);
        // An offer taken back can't be opened.
        other.salt = 3;
        vm.prank(seller);
        streams.revoke(other);
        signature = _signed(SELLER_KEY, streams.dealHash(other));
        vm.prank(buyer);
        vm.expectRevert(
            abi.encodeWithSelector(
                IStreamingForward.StreamingForward_OfferSpent.selector, IStreamingForward.Status.Revoked
            )
        );
        streams.open(other, signature);
        vm.prank(seller);
        vm.expectRevert(
            abi.encodeWithSelector(
                IStreamingForward.StreamingForward_OfferSpent.selector, IStreamingForward.Status.Revoked
            )
        );
        streams.revoke(other);
    }

    function test_error_termsAndTime() public {
        StreamDeal memory deal = _deal();
        deal.proverBps = 2_001;
        bytes memory signature = _signed(SELLER_KEY, streams.dealHash(deal));
        vm.expectRevert(
            abi.encodeWithSelector(IStreamingForward.StreamingForward_InvalidTerm.selector, "proverBps")
        );
        vm.prank(buyer);
        streams.open(deal, signature);
        deal = _deal();
        signature = _signed(SELLER_KEY, streams.dealHash(deal));
        vm.prank(stranger);
        vm.expectRevert(
            abi.encodeWithSelector(IStreamingForward.StreamingForward_WrongParty.selector, stranger, seller)
        );
        streams.open(deal, signature);
        vm.warp(BEGIN);
        vm.prank(buyer);
        _expectTwo(IStreamingForward.StreamingForward_DeadlinePassed.selector, BEGIN, BEGIN);
        streams.open(deal, signature);
        vm.warp(BEGIN - 1);
        vm.prank(buyer);
        streams.open(deal, signature);
        vm.prank(seller);
        _expectTwo(IStreamingForward.StreamingForward_TooEarly.selector, BEGIN - 1, BEGIN);
        streams.post(deal, keccak256("headers"), 0, 1, 8_000);
        vm.expectRevert(
            abi.encodeWithSelector(
                IStreamingForward.StreamingForward_WrongStatus.selector, IStreamingForward.Status.Streaming
            )
        );
        streams.conclude(deal);
    }

    function test_error_disputesAndTheEnd() public {
        StreamDeal memory deal = _deal();
        _open(deal);
        vm.warp(BEGIN + 600);
        _post(deal, 10);
        vm.prank(arbiter);
        vm.expectRevert(
            abi.encodeWithSelector(IStreamingForward.StreamingForward_DisputeState.selector, 0, false)
        );
        streams.rule(deal, 0, true);
        vm.prank(buyer);
        streams.dispute(deal, 0);
        vm.prank(buyer);
        vm.expectRevert(
            abi.encodeWithSelector(IStreamingForward.StreamingForward_DisputeState.selector, 0, true)
        );
        streams.dispute(deal, 0);
        vm.warp(END + 300);
        streams.callClose(deal);
        vm.warp(END + 700);
        _expectOne(IStreamingForward.StreamingForward_PostingsPending.selector, 1);
        streams.conclude(deal);
    }

    function test_error_feeWallet() public {
        vm.expectRevert(
            abi.encodeWithSelector(IStreamingForward.StreamingForward_ZeroAddress.selector, "feeWallet")
        );
        vm.prank(owner);
        streams.setFeeWallet(address(0));
        vm.prank(stranger);
        vm.expectRevert();
        streams.setFeeWallet(stranger);
        vm.prank(owner);
        streams.setFeeWallet(stranger);
        vm.assertEq(streams.feeWallet(), stranger, "from now on");
    }

    // ------------------------------------------------------------------ pause and phase

    function test_attack_aPauseAtTheDeadline() public {
        StreamDeal memory deal = _deal();
        _open(deal);
        vm.warp(BEGIN + 600);
        _post(deal, 100);
        vm.warp(BEGIN + 1_199);
        vm.prank(owner);
        gate.setPausedUntil(uint8(1 << uint8(Product.Forward)), uint32(BEGIN + 2_199));
        vm.warp(BEGIN + 2_199);
        // A second is left to dispute; payments go on meanwhile.
        _expectTwo(IStreamingForward.StreamingForward_TooEarly.selector, BEGIN + 2_199, BEGIN + 2_200);
        streams.settlePosting(deal, 0);
        _redeem(deal, 20);
        vm.prank(buyer);
        streams.dispute(deal, 0);
    }

    function test_behavior_aPauseCountsForThirtyDaysAtMost() public {
        StreamDeal memory deal = _deal();
        _open(deal);
        vm.prank(owner);
        gate.setPausedUntil(uint8(1 << uint8(Product.Forward)), type(uint32).max);
        uint256 latest = END + 300 + 30 days;
        vm.warp(latest - 1);
        vm.prank(stranger);
        streams.callClose(deal);
        vm.warp(latest + 399);
        streams.conclude(deal);
        vm.assertEq(pat.balanceOf(address(streams)), 0, "nobody resumed, and all is out");
    }

    function test_behavior_openingAsksTheGateAndExitsDont() public {
        StreamDeal memory deal = _deal();
        bytes memory signature = _signed(SELLER_KEY, streams.dealHash(deal));
        vm.prank(owner);
        gate.setPausedUntil(uint8(1 << uint8(Product.Forward)), uint32(START + 100));
        vm.prank(buyer);
        vm.expectRevert();
        streams.open(deal, signature);
        vm.warp(START + 100);
        _open(deal);
        vm.prank(owner);
        gate.setPausedUntil(uint8(1 << uint8(Product.Forward)), type(uint32).max);
        vm.warp(BEGIN + 600);
        vm.assertEq(_redeem(deal, 100), 700, "paid while paused");
    }

    // ------------------------------------------------------------------ helpers

    function _signatures(IStreamingForward.UnitHeader[2] memory headers) private view returns (bytes[2] memory) {
        return [
            _signed(SELLER_KEY, streams.headerHash(headers[0])), _signed(SELLER_KEY, streams.headerHash(headers[1]))
        ];
    }

    function _expectOne(bytes4 selector, uint256 fact) private pure {
        vm.expectRevert(abi.encodeWithSelector(selector, fact));
    }

    function _expectTwo(bytes4 selector, uint256 first, uint256 second) private pure {
        vm.expectRevert(abi.encodeWithSelector(selector, first, second));
    }
}
