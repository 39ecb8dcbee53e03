// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IClearingHouse} from "../../clearing/IClearingHouse.sol";
import {SeriesKind} from "../../clearing/SeriesWord.sol";
import {ParticipantClass, Product} from "../../gate/AccessMatrix.sol";
import {IPhaseGate} from "../../gate/IPhaseGate.sol";
import {HouseBooks} from "./HouseBooks.t.sol";

/// @notice What a trade is refused for, in the order that the interface promises, and what it leaves.
abstract contract FillRules is HouseBooks {
    /// @dev A trade by places and numbers.
    struct Trade {
        address by;
        uint256 place;
        uint256 maker;
        uint256 taker;
        bool takerBuys;
        uint256 lots;
        int256 premium;
    }

    function _refusalOfFill(Trade memory trade) internal returns (bytes memory refusal) {
        refusal = _refusalOfParties(trade);
        if (refusal.length == 0) refusal = _refusalOfOpening(trade, trade.maker, !trade.takerBuys);
        if (refusal.length == 0) refusal = _refusalOfOpening(trade, trade.taker, trade.takerBuys);
        if (refusal.length != 0) return refusal;
        if (_isFull(trade, trade.maker)) return _tooManyLegs(trade.maker);
        if (_isFull(trade, trade.taker)) return _tooManyLegs(trade.taker);
        bool makerOpens = _opens(trade, trade.maker, !trade.takerBuys);
        bool takerOpens = _opens(trade, trade.taker, trade.takerBuys);
        uint256 book = listed[trade.place].book;
        (uint256 interest, uint256 houseBefore) = (_interest(book), _houseLots(book));
        bool[2] memory was = [isHouse[trade.maker][book], isHouse[trade.taker][book]];
        _book(trade, takerOpens);
        refusal = _refusalOfCaps(trade, makerOpens, takerOpens, interest, houseBefore);
        if (refusal.length == 0) refusal = _uncovered(trade.maker);
        if (refusal.length == 0) refusal = _uncovered(trade.taker);
        if (refusal.length == 0) return "";
        _unbook(trade, takerOpens);
        (isHouse[trade.maker][book], isHouse[trade.taker][book]) = (was[0], was[1]);
    }

    // ------------------------------------------------------------------ in order

    function _refusalOfParties(Trade memory trade) private view returns (bytes memory) {
        if (!isRegistered[trade.by]) {
            return abi.encodeWithSelector(IClearingHouse.ClearingHouse_NotMatcher.selector, trade.by);
        }
        if (trade.lots == 0) {
            return abi.encodeWithSelector(IClearingHouse.ClearingHouse_LotsOutOfBounds.selector, 0, 2 ** 47 - 1);
        }
        if (trade.maker == trade.taker) {
            return abi.encodeWithSelector(IClearingHouse.ClearingHouse_SelfTrade.selector, actors[trade.maker]);
        }
        uint256 expiry = books[listed[trade.place].book].expiry;
        if (time >= expiry) {
            return abi.encodeWithSelector(IClearingHouse.ClearingHouse_BookExpired.selector, expiry, time);
        }
        if (!_consents(trade.maker, trade.by)) return _notAllowed(trade.maker, trade.by);
        if (!_consents(trade.taker, trade.by)) return _notAllowed(trade.taker, trade.by);
        if (trade.premium < 0 && _isOption(trade)) {
            return abi.encodeWithSelector(IClearingHouse.ClearingHouse_NegativePremium.selector, trade.premium);
        }
        return "";
    }

    function _refusalOfOpening(Trade memory trade, uint256 actor, bool isBuyer) private view returns (bytes memory) {
        if (!_opens(trade, actor, isBuyer)) return "";
        uint256 ends = _openingEnds(listed[trade.place].book);
        if (time >= ends) {
            return abi.encodeWithSelector(IClearingHouse.ClearingHouse_OpeningEnded.selector, ends, time);
        }
        Product product = !_isOption(trade) ? Product.Synthetic : isBuyer ? Product.OptionBuy : Product.OptionWrite;
        if (cast.gate.isProductPaused(product)) {
            return abi.encodeWithSelector(IPhaseGate.PhaseGate_ProductPaused.selector, product);
        }
        ParticipantClass class = cast.gate.classOf(actors[actor]);
        bool isOpen = class == ParticipantClass.Institution || class == ParticipantClass.Broker
            || (class == ParticipantClass.Retail && product == Product.OptionBuy);
        if (!isOpen) {
            return abi.encodeWithSelector(
                IPhaseGate.PhaseGate_NotAllowed.selector, actors[actor], uint8(4), class, product
            );
        }
        uint256 needed = required[uint256(product)][uint256(class)];
        if (_free(actor) >= needed) return "";
        return abi.encodeWithSelector(
            IClearingHouse.ClearingHouse_RequirementUnmet.selector, actors[actor], needed, _free(actor)
        );
    }

    function _refusalOfCaps(
        Trade memory trade,
        bool makerOpens,
        bool takerOpens,
        uint256 interestBefore,
        uint256 houseBefore
    ) private view returns (bytes memory) {
        uint256 book = listed[trade.place].book;
        Kept storage kept = books[book];
        uint256 cap = cast.oracle.openInterestCap(kept.market);
        if (_interest(book) > interestBefore) {
            uint256 interest = _openInterest(kept.market, kept.expiry);
            if (interest > cap) return _capped(kept.market, interest, cap);
            uint256 other = cast.oracle.openInterestCap(kept.against);
            interest = _openInterest(kept.against, kept.expiry);
            if (interest > other) return _capped(kept.against, interest, other);
        }
        if (cast.oracle.openInterestCap(kept.against) < cap) cap = cast.oracle.openInterestCap(kept.against);
        if (makerOpens && _overShare(trade.maker, book, cap)) return _accountCapped(trade.maker, book, cap);
        if (takerOpens && _overShare(trade.taker, book, cap)) return _accountCapped(trade.taker, book, cap);
        uint256 house = _houseLots(book);
        if (house <= houseBefore || house <= cap / 2) return "";
        return abi.encodeWithSelector(
            IClearingHouse.ClearingHouse_HouseCapped.selector, _idOfBook(book), house, cap / 2
        );
    }

    // ------------------------------------------------------------------ what it leaves

    function _book(Trade memory trade, bool takerOpens) private {
        uint256 book = listed[trade.place].book;
        _mark(trade.maker, book, trade.by);
        _mark(trade.taker, book, trade.by);
        _apply(trade, takerOpens, int256(1));
    }

    function _unbook(Trade memory trade, bool takerOpens) private {
        _apply(trade, takerOpens, -1);
    }

    function _apply(Trade memory trade, bool takerOpens, int256 sign) private {
        int256 quantity = sign * (trade.takerBuys ? int256(trade.lots) : -int256(trade.lots));
        lots[trade.taker][trade.place] += quantity;
        traded[trade.taker][trade.place] += quantity;
        lots[trade.maker][trade.place] -= quantity;
        traded[trade.maker][trade.place] -= quantity;
        int256 premium = sign * (trade.takerBuys ? trade.premium : -trade.premium);
        balance[trade.taker] -= premium;
        balance[trade.maker] += premium;
        if (!takerOpens) return;
        int256 fee = sign * int256(_fee(trade));
        balance[trade.taker] -= fee;
        uint256 number = _numberOf(feeWallet);
        if (number < ACTORS) balance[number] += fee;
        else feesOf[feeWallet] = uint256(int256(feesOf[feeWallet]) + fee);
    }

    /// @dev Decided with the first series that an actor opens in a book.
    function _mark(uint256 actor, uint256 book, address by) private {
        (uint256 count,) = _legs(actor, book);
        if (count != 0) return;
        IPhaseGate.Participant memory entry = cast.gate.participant(actors[actor]);
        isHouse[actor][book] = actors[actor] == by || entry.class == ParticipantClass.Broker || entry.affiliate;
    }

    function _fee(Trade memory trade) internal view returns (uint256) {
        uint256 expiry = books[listed[trade.place].book].expiry;
        uint256 days_ = (expiry - time) / 1 days + ((expiry - time) % 1 days == 0 ? 0 : 1);
        uint256 share = uint256(_size(trade.premium)) * feeBps;
        return share / 10_000 + (share % 10_000 == 0 ? 0 : 1) + trade.lots * timePremium * days_;
    }

    // ------------------------------------------------------------------ parts

    function _opens(Trade memory trade, uint256 actor, bool isBuyer) internal view returns (bool) {
        int256 before = lots[actor][trade.place];
        int256 later = isBuyer ? before + int256(trade.lots) : before - int256(trade.lots);
        bool keepsSign = later == 0 || (later > 0) == (before > 0);
        return !(before != 0 && keepsSign && _size(later) < _size(before));
    }

    function _isFull(Trade memory trade, uint256 actor) private view returns (bool) {
        (uint256 count,) = _legs(actor, listed[trade.place].book);
        return count == MAX_LEGS && lots[actor][trade.place] == 0;
    }

    function _isOption(Trade memory trade) internal view returns (bool) {
        return listed[trade.place].kind == SeriesKind.Call || listed[trade.place].kind == SeriesKind.Put;
    }

    function _consents(uint256 actor, address by) private view returns (bool) {
        return actors[actor] == by || allows[actor][by];
    }

    function _interest(uint256 book) private view returns (uint256) {
        return _openInterest(books[book].market, books[book].expiry);
    }

    /// @dev The window of both markets has the same hours.
    function _openingEnds(uint256 book) internal view returns (uint256) {
        return books[book].expiry - 4 hours;
    }

    function _overShare(uint256 actor, uint256 book, uint256 cap) private view returns (bool) {
        (, uint256 size) = _legs(actor, book);
        return !isHouse[actor][book] && size > cap / 4;
    }

    function _accountCapped(uint256 actor, uint256 book, uint256 cap) private view returns (bytes memory) {
        (, uint256 size) = _legs(actor, book);
        return abi.encodeWithSelector(
            IClearingHouse.ClearingHouse_AccountCapped.selector, actors[actor], size, cap / 4
        );
    }

    function _capped(uint256 market, uint256 interest, uint256 cap) private pure returns (bytes memory) {
        return abi.encodeWithSelector(
            IClearingHouse.ClearingHouse_OpenInterestCapped.selector, market, interest, cap
        );
    }

    function _tooManyLegs(uint256 actor) private view returns (bytes memory) {
        return abi.encodeWithSelector(IClearingHouse.ClearingHouse_TooManyLegs.selector, actors[actor], MAX_LEGS);
    }

    function _notAllowed(uint256 actor, address by) private view returns (bytes memory) {
        return abi.encodeWithSelector(IClearingHouse.ClearingHouse_MatcherNotAllowed.selector, actors[actor], by);
    }

    function _uncovered(uint256 actor) private view returns (bytes memory) {
        uint256 locked = _locked(actor);
        if (balance[actor] >= int256(locked)) return "";
        return abi.encodeWithSelector(
            IClearingHouse.ClearingHouse_Uncovered.selector, actors[actor], locked, balance[actor]
        );
    }
}
