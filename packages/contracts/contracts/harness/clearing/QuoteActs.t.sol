// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IQuoteDesk} from "../../clearing/IQuoteDesk.sol";
import {FillActs} from "./FillActs.t.sol";

/// @notice Signed quotes: offered, taken in parts by whoever may and who may not, tampered with, cancelled. What the desk refuses
/// comes first, then what the clearing house does.
abstract contract QuoteActs is FillActs {
    /// @dev A quote as its maker signed it.
    struct Offer {
        IQuoteDesk.RfqQuote quote;
        bytes signature;
        uint256 maker;
        uint256 place;
    }

    /// @dev The key behind the first actor; the others' follow.
    uint256 internal constant FIRST_KEY = 0xAC7;
    Offer[] internal offers;
    /// @dev Lots by all terms of a quote.
    mapping(bytes32 terms => uint256) internal taken;
    mapping(uint256 actor => mapping(uint256 nonce => bool)) private _cancelled;
    /// @dev The same as the desk shows it, by word.
    mapping(uint256 actor => mapping(uint256 word => uint256)) internal cancelledBits;

    /// @dev Mostly a new one, taken at once by a few: time soon passes over quotes.
    function _quote() internal {
        if (listed.length == 0) return;
        if (offers.length == 0 || _chance(80)) _offer();
        for (uint256 i = _oneOf(4); i < 4; ++i) {
            _take(offers[offers.length - 1 - (offers.length > 1 && _chance(15) ? 1 : 0)]);
        }
    }

    function _take(Offer memory offer) private {
        bool isSigned = _chance(92);
        if (!isSigned) _tamper(offer.quote);
        bytes32 terms = keccak256(abi.encode(offer.quote));
        uint256 left = offer.quote.lots - taken[terms];
        uint256 lots_ = _chance(50) ? left : _between(0, left + 1);
        uint256 taker = _oneOf(ACTORS);
        if (offer.quote.taker != address(0) && _chance(85)) taker = _numberOf(offer.quote.taker);
        bytes memory refusal = _refusalOfTaking(offer, taker, lots_, left, isSigned);
        if (refusal.length == 0) {
            int256 premium = int256(lots_) * offer.quote.premiumPerLot;
            refusal = _refusalOfFill(
                Trade(
                    address(cast.desk), offer.place, offer.maker, taker, offer.quote.takerBuys, lots_, premium
                )
            );
        }
        bytes memory call = abi.encodeCall(IQuoteDesk.fill, (offer.quote, offer.signature, uint64(lots_)));
        _act("take quote", actors[taker], address(cast.desk), call, refusal);
        if (refusal.length != 0) return;
        if (taken[terms] != 0) ++done["quote taken in parts"];
        if (lots_ == left) ++done["quote taken whole"];
        taken[terms] += lots_;
    }

    /// @dev Somebody's own quotes of one nonce, and of its neighbour.
    function _cancelQuotes() internal {
        if (offers.length == 0) return;
        Offer storage offer = offers[_oneOf(offers.length)];
        uint256 actor = _chance(70) ? offer.maker : _oneOf(ACTORS);
        uint256 nonce = offer.quote.nonce;
        (uint256 word, uint256 bit) = (nonce / 256, nonce % 256);
        uint256 mask = bit == 255 ? 1 << 255 : 3 << bit;
        bytes memory call = abi.encodeCall(IQuoteDesk.cancel, (word, mask));
        _act("cancel quotes", actors[actor], address(cast.desk), call, "");
        cancelledBits[actor][word] |= mask;
        _cancelled[actor][nonce] = true;
        if (bit != 255) _cancelled[actor][nonce + 1] = true;
    }

    // ------------------------------------------------------------------ choices

    function _offer() private {
        Trade memory trade = _chance(30) ? _closing() : _opening();
        IQuoteDesk.RfqQuote memory quote;
        (quote.maker, quote.seriesId) = (actors[trade.maker], idOf[trade.place]);
        if (_chance(25)) quote.taker = actors[trade.taker];
        (quote.takerBuys, quote.lots) = (trade.takerBuys, uint64(trade.lots));
        quote.minimumLots = uint64(_between(0, trade.lots / 2 + 1));
        if (trade.lots != 0) quote.premiumPerLot = int80(trade.premium / int256(trade.lots));
        quote.deadline = uint40(time + (_chance(90) ? _between(0, 300) : 301));
        // A few have the same, and a cancellation takes the next one's too.
        quote.nonce = offers.length / 6 * 50 + _oneOf(2);
        (quote.indexLow, quote.indexHigh) = _band(trade.place);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(FIRST_KEY + trade.maker, cast.desk.quoteHash(quote));
        offers.push(Offer(quote, abi.encodePacked(r, s, v), trade.maker, trade.place));
        ++done["offer"];
    }

    function _band(uint256 place) private returns (int256 low, int256 high) {
        if (_chance(40)) return (type(int256).min, type(int256).max);
        (, int256 middle,) = _recentIndex(place);
        if (_chance(10)) middle += 1;
        return (middle - int256(_between(0, 9e18)), middle + int256(_between(0, 9e18)));
    }

    /// @dev One field that the signature binds; never its maker.
    function _tamper(IQuoteDesk.RfqQuote memory quote) private {
        uint256 way = _oneOf(6);
        if (way == 0) ++quote.lots;
        else if (way == 1) ++quote.premiumPerLot;
        else if (way == 2) ++quote.nonce;
        else if (way == 3) quote.takerBuys = !quote.takerBuys;
        else if (way == 4) quote.minimumLots = quote.minimumLots == 0 ? 1 : 0;
        else quote.deadline = uint40(quote.deadline == time ? time + 1 : time);
    }

    // ------------------------------------------------------------------ rules

    function _refusalOfTaking(Offer memory offer, uint256 taker, uint256 lots_, uint256 left, bool isSigned)
        private
        view
        returns (bytes memory)
    {
        IQuoteDesk.RfqQuote memory quote = offer.quote;
        if (quote.deadline < time) {
            return abi.encodeWithSelector(IQuoteDesk.QuoteDesk_QuoteExpired.selector, quote.deadline, time);
        }
        if (quote.deadline - time > 300) {
            return abi.encodeWithSelector(IQuoteDesk.QuoteDesk_DeadlineTooFar.selector, quote.deadline, time + 300);
        }
        if (quote.taker != address(0) && quote.taker != actors[taker]) {
            return abi.encodeWithSelector(IQuoteDesk.QuoteDesk_NotTaker.selector, actors[taker], quote.taker);
        }
        if (_cancelled[offer.maker][quote.nonce]) {
            return abi.encodeWithSelector(IQuoteDesk.QuoteDesk_QuoteCancelled.selector, quote.maker, quote.nonce);
        }
        if (lots_ > left) return abi.encodeWithSelector(IQuoteDesk.QuoteDesk_QuoteFilled.selector, lots_, left);
        if (lots_ != left && lots_ < quote.minimumLots) {
            uint256 minimum = left < quote.minimumLots ? left : quote.minimumLots;
            return abi.encodeWithSelector(IQuoteDesk.QuoteDesk_FillTooSmall.selector, lots_, minimum);
        }
        if (!isSigned) {
            return abi.encodeWithSelector(IQuoteDesk.QuoteDesk_InvalidSignature.selector, quote.maker);
        }
        if (quote.indexLow == type(int256).min) return "";
        (bool isThere, int256 index, uint256 market) = _recentIndex(offer.place);
        if (!isThere) return abi.encodeWithSelector(IQuoteDesk.QuoteDesk_NoIndex.selector, market);
        if (index >= quote.indexLow && index <= quote.indexHigh) return "";
        return abi.encodeWithSelector(
            IQuoteDesk.QuoteDesk_IndexOutOfBand.selector, index, quote.indexLow, quote.indexHigh
        );
    }

    /// @dev Of this hour and the last; where a market has none, which.
    function _recentIndex(uint256 place) private view returns (bool isThere, int256 index, uint256 market) {
        Kept storage kept = books[listed[place].book];
        uint256 hour = time / 1 hours;
        uint256 first = cast.marketplace.indexPrice(kept.market, hour - 1, hour + 1);
        if (first == 0 || kept.market == kept.against) return (first != 0, int256(first), kept.market);
        uint256 second = cast.marketplace.indexPrice(kept.against, hour - 1, hour + 1);
        return (second != 0, int256(first) - int256(second), kept.against);
    }
}
