// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {QuoteFixture} from "../harness/QuoteFixture.t.sol";
import {IClearingHouse} from "./IClearingHouse.sol";
import {IQuoteDesk} from "./IQuoteDesk.sol";

/// @notice A wallet that would fill more while it is asked whether it has signed.
contract GreedyWallet is IERC1271 {
    IQuoteDesk private immutable _desk;
    IQuoteDesk.RfqQuote private _quote;

    constructor(IQuoteDesk desk) {
        _desk = desk;
    }

    function prepare(IQuoteDesk.RfqQuote calldata quote) external {
        _quote = quote;
    }

    function isValidSignature(bytes32, bytes memory) external view returns (bytes4) {
        // Whatever it calls, nothing can be written from here.
        (bool went,) = address(_desk).staticcall{gas: 200_000}(abi.encodeCall(IQuoteDesk.fill, (_quote, "", 10)));
        require(!went);
        return IERC1271.isValidSignature.selector;
    }
}

/// @notice Who would trade what was not signed, twice, too late or for another, each by name.
contract QuoteDeskAttacksTest is QuoteFixture {
    /// @dev Not read: the optimizer would read it anew where it is used.
    uint256 private constant HOME = 31_337;

    /// @dev One signature, sent again: the lots are counted by the quote's hash, however it is sent.
    function test_attack_signatureReplay() public {
        IQuoteDesk.RfqQuote memory quote = _quote();
        _fill(quote, holder, 10);
        _refused(quote, holder, 10, _filled(10, 0));
        _refused(quote, peer, 10, _filled(10, 0));
        // The other signature that a signature implies is none, and signing again gives no more lots.
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(MAKER_KEY, desk.quoteHash(quote));
        bytes32 order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;
        bytes memory twin = abi.encodePacked(r, uint256(order) - uint256(s), v == 27 ? 28 : 27);
        _refusedAs(quote, twin, holder, 10, _filled(10, 0));
        quote.nonce = 8;
        (v, r, s) = vm.sign(MAKER_KEY, desk.quoteHash(quote));
        twin = abi.encodePacked(r, uint256(order) - uint256(s), uint8(v == 27 ? 28 : 27));
        _refusedAs(quote, twin, holder, 10, _unsigned(maker));
    }

    /// @dev What was signed for one desk or chain is nothing on another.
    function test_attack_replayElsewhere() public {
        IQuoteDesk.RfqQuote memory quote = _quote();
        bytes memory signature = _sign(quote);
        IQuoteDesk other = _newDesk();
        vm.expectRevert(_unsigned(maker));
        vm.prank(holder);
        other.fill(quote, signature, 3);
        vm.assertEq(block.chainid, HOME, "the test runner's chain");
        vm.chainId(HOME + 1);
        _refusedAs(quote, signature, holder, 3, _unsigned(maker));
        vm.chainId(HOME);
        vm.prank(holder);
        desk.fill(quote, signature, 3);
    }

    /// @dev Cancelled is cancelled: before the first fill, between two, and for a signature made later.
    function test_attack_reuseAfterCancellation() public {
        IQuoteDesk.RfqQuote memory quote = _quote();
        bytes memory signature = _sign(quote);
        _cancel(maker, 7);
        _refusedAs(quote, signature, holder, 10, _cancelled(maker, 7));
        quote.deadline += 1;
        _refused(quote, holder, 10, _cancelled(maker, 7));
        // Nobody cancels for another, nor takes a cancellation back.
        quote.nonce = 8;
        _cancel(stranger, 8);
        _fill(quote, holder, 10);
        vm.prank(maker);
        desk.cancel(0, 0);
        quote.nonce = 7;
        _refused(quote, holder, 10, _cancelled(maker, 7));
    }

    /// @dev A signature binds every field.
    function test_attack_tamperedFields() public {
        bytes memory signature = _sign(_quote());
        for (uint256 field = 0; field < 11; ++field) {
            IQuoteDesk.RfqQuote memory quote = _quote();
            if (field == 0) quote.maker = writer;
            if (field == 1) quote.taker = holder;
            if (field == 2) quote.seriesId = seriesId + 1;
            if (field == 3) quote.takerBuys = false;
            if (field == 4) quote.lots = 11;
            if (field == 5) quote.minimumLots = 1;
            if (field == 6) quote.premiumPerLot = 1;
            if (field == 7) quote.deadline += 1;
            if (field == 8) quote.indexLow -= 1;
            if (field == 9) quote.indexHigh += 1;
            if (field == 10) quote.nonce = 8;
            _refusedAs(quote, signature, holder, 3, _unsigned(quote.maker));
        }
        vm.prank(holder);
        desk.fill(_quote(), signature, 3);
    }

    /// @dev Nobody signs for another, not even for nobody.
    function test_attack_anothersSignature() public {
        IQuoteDesk.RfqQuote memory quote = _quote();
        _refusedAs(quote, _signAs(BUYER_KEY, desk.quoteHash(quote)), holder, 3, _unsigned(maker));
        _refusedAs(quote, "", holder, 3, _unsigned(maker));
        quote.maker = address(0);
        _refusedAs(quote, _signAs(BUYER_KEY, desk.quoteHash(quote)), holder, 3, _unsigned(address(0)));
        _refusedAs(quote, new bytes(65), holder, 3, _unsigned(address(0)));
    }

    /// @dev A quote for one taker is no use to whoever sees it first.
    function test_attack_frontRunTaker() public {
        IQuoteDesk.RfqQuote memory quote = _quote();
        quote.taker = holder;
        bytes memory reason = abi.encodeWithSelector(IQuoteDesk.QuoteDesk_NotTaker.selector, peer, holder);
        _refused(quote, peer, 10, reason);
        _fill(quote, holder, 10);
    }

    /// @dev Dust can't use a quote up: a fill below the minimum is refused until it is all that is left.
    function test_attack_dustFills() public {
        IQuoteDesk.RfqQuote memory quote = _quote();
        bytes4 tooSmall = IQuoteDesk.QuoteDesk_FillTooSmall.selector;
        _refused(quote, peer, 1, abi.encodeWithSelector(tooSmall, 1, 3));
        vm.assertEq(desk.filledLots(desk.quoteHash(quote)), 0, "as before");
    }

    /// @dev What the clearing house refuses leaves the quote as it was.
    function test_attack_aRefusedFillUsesNothingUp() public {
        IQuoteDesk.RfqQuote memory quote = _quote();
        bytes4 notAllowed = IClearingHouse.ClearingHouse_MatcherNotAllowed.selector;
        _refused(quote, stranger, 3, abi.encodeWithSelector(notAllowed, stranger, desk));
        _refused(quote, maker, 3, abi.encodeWithSelector(IClearingHouse.ClearingHouse_SelfTrade.selector, maker));
        vm.assertEq(desk.filledLots(desk.quoteHash(quote)), 0, "as before");
        _fill(quote, holder, 10);
    }

    /// @dev A maker that lets the desk in no longer has no open quotes.
    function test_attack_quotesAfterConsent() public {
        vm.prank(maker);
        clearing.setMatcher(address(desk), false);
        bytes4 notAllowed = IClearingHouse.ClearingHouse_MatcherNotAllowed.selector;
        _refused(_quote(), holder, 3, abi.encodeWithSelector(notAllowed, maker, desk));
    }

    /// @dev A wallet that is asked for its signature can do nothing meanwhile, and binds nobody but itself.
    function test_attack_reentrancy() public {
        GreedyWallet greedy = new GreedyWallet(desk);
        vm.prank(registrar);
        gate.admitInstitution(address(greedy), uint40(START + 365 days), 840);
        _join(address(greedy), STAKE);
        _letIn(address(greedy));
        IQuoteDesk.RfqQuote memory quote = _quote();
        quote.maker = address(greedy);
        greedy.prepare(quote);
        vm.prank(holder);
        desk.fill(quote, "", 10);
        vm.assertEq(clearing.lotsOf(holder, seriesId), int256(10), "once");
        _refusedAs(_quote(), "", holder, 3, _unsigned(maker));
    }
}
