// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Product} from "../gate/AccessMatrix.sol";
import {BookIds} from "./BookIds.sol";
import {ClearingCaps} from "./ClearingCaps.sol";
import {ClearingCharges} from "./ClearingCharges.sol";
import {ClearingMatchers} from "./ClearingMatchers.sol";
import {IClearingHouse} from "./IClearingHouse.sol";
import {Position, Positions} from "./Positions.sol";
import {SeriesKind, SeriesWord, SeriesWords} from "./SeriesWord.sol";

/// @title Trades: premium, fee, positions, caps, then both sides covered
abstract contract ClearingFills is ClearingMatchers, ClearingCharges, ClearingCaps {
    using Positions for *;
    using SeriesWords for SeriesWord;

    /// @dev One side of a trade, in memory until both are known to be covered.
    /// @param isBuyer Whether its lots rise.
    /// @param opens Whether it comes no nearer to zero.
    /// @param place Of the series in its position.
    /// @param lots In the series, before the trade and then after.
    struct Side {
        address account;
        bool isBuyer;
        bool opens;
        uint256 place;
        int256 lots;
        int256 balance;
        uint256 locked;
        uint256 matchers;
        Position position;
    }

    /// @inheritdoc IClearingHouse
    function fill(Fill calldata deal) external nonReentrant {
        uint256 bit = _bitOf(msg.sender);
        BookWord memory traded = _requireTradable(deal);
        Side memory maker = _side(deal, deal.maker, !deal.takerBuys, bit);
        Side memory taker = _side(deal, deal.taker, deal.takerBuys, bit);
        SeriesKind kind = _series[deal.seriesId].kind();
        bool isOption = kind == SeriesKind.Call || kind == SeriesKind.Put;
        if (isOption && deal.premium < 0) revert ClearingHouse_NegativePremium(deal.premium);
        if (maker.opens) _requireOpening(maker, traded.openingEnds, isOption);
        if (taker.opens) _requireOpening(taker, traded.openingEnds, isOption);
        (uint256 fee, address wallet) = _charge(deal, maker, taker);
        _trade(deal, maker, taker);
        _lock(maker, taker, BookIds.bookOf(deal.seriesId), traded.marginMultiplierBps);
        // The taker had it, so it fits. A side that is the broker's wallet has it already.
        if (wallet != address(0)) _accounts[wallet].balance += uint112(fee);
        emit Filled(
            deal.seriesId, deal.maker, deal.taker, msg.sender, deal.takerBuys, deal.lots, deal.premium, fee
        );
    }

    // ------------------------------------------------------------------ before

    function _requireTradable(Fill calldata deal) private view returns (BookWord memory traded) {
        if (deal.lots == 0 || deal.lots > Positions.MAX_LOTS) {
            revert ClearingHouse_LotsOutOfBounds(deal.lots, Positions.MAX_LOTS);
        }
        if (deal.maker == deal.taker) revert ClearingHouse_SelfTrade(deal.maker);
        uint256 bookId = BookIds.bookOf(deal.seriesId);
        traded = _books[bookId];
        if (BookIds.indexOf(deal.seriesId) >= traded.seriesCount) {
            revert ClearingHouse_UnknownSeries(deal.seriesId);
        }
        uint256 expiry = BookIds.expiry(bookId);
        if (block.timestamp >= expiry) revert ClearingHouse_BookExpired(expiry, block.timestamp);
    }

    function _side(Fill calldata deal, address account, bool isBuyer, uint256 bit)
        private
        view
        returns (Side memory side)
    {
        Account memory held = _accounts[account];
        if (held.matchers & bit == 0 && account != msg.sender) {
            revert ClearingHouse_MatcherNotAllowed(account, msg.sender);
        }
        (side.account, side.isBuyer, side.matchers) = (account, isBuyer, held.matchers);
        (side.balance, side.locked) = (int256(uint256(held.balance)), held.locked);
        _positions[account][BookIds.bookOf(deal.seriesId)].loadTo(side.position);
        (side.place, side.lots) = side.position.find(BookIds.indexOf(deal.seriesId));
        side.opens = isBuyer ? side.lots > -int256(deal.lots) : side.lots < int256(deal.lots);
    }

    /// @dev Of calls and puts the long side buys an option and the short side writes one; all else is synthetic.
    function _requireOpening(Side memory side, uint256 openingEnds, bool isOption) private view {
        if (block.timestamp >= openingEnds) revert ClearingHouse_OpeningEnded(openingEnds, block.timestamp);
        Product product = !isOption ? Product.Synthetic : side.isBuyer ? Product.OptionBuy : Product.OptionWrite;
        phaseGate.checkOpen(side.account, product);
        uint256 required = _requiredOf(side.account, product);
        uint256 free = uint256(side.balance) - side.locked;
        if (free < required) revert ClearingHouse_RequirementUnmet(side.account, required, free);
    }

    // ------------------------------------------------------------------ the trade

    /// @dev The premium from buyer to seller, and the fee of a taker that opens.
    /// @return fee What the taker pays.
    /// @return wallet Who is still to be paid it: nobody, where there is none or a side is the broker's wallet.
    function _charge(Fill calldata deal, Side memory maker, Side memory taker)
        private
        view
        returns (uint256 fee, address wallet)
    {
        int256 received = deal.takerBuys ? deal.premium : -deal.premium;
        maker.balance += received;
        taker.balance -= received;
        if (!taker.opens) return (0, address(0));
        uint256 expiry = BookIds.expiry(BookIds.bookOf(deal.seriesId));
        (fee, wallet) = _feeOf(uint256(_absolute(received)), deal.lots, expiry);
        if (fee == 0) return (0, address(0));
        taker.balance -= int256(fee);
        if (wallet != maker.account && wallet != taker.account) return (fee, wallet);
        if (wallet == maker.account) maker.balance += int256(fee);
        else taker.balance += int256(fee);
        return (fee, address(0));
    }

    function _trade(Fill calldata deal, Side memory maker, Side memory taker) private {
        (int256 makerBefore, int256 takerBefore) = (maker.lots, taker.lots);
        _move(maker, deal);
        _move(taker, deal);
        uint256 bookId = BookIds.bookOf(deal.seriesId);
        bool isMakerCapped = maker.opens && !maker.position.isHouse();
        bool isTakerCapped = taker.opens && !taker.position.isHouse();
        int256 rise = _long(maker.lots) + _long(taker.lots) - _long(makerBefore) - _long(takerBefore);
        uint256 cap = _moveInterest(bookId, rise, isMakerCapped || isTakerCapped);
        if (isMakerCapped) _requireShare(maker.account, maker.position.lotsInAll(), cap);
        if (isTakerCapped) _requireShare(taker.account, taker.position.lotsInAll(), cap);
        int256 houseChange;
        if (maker.position.isHouse()) houseChange += maker.lots - makerBefore;
        if (taker.position.isHouse()) houseChange += taker.lots - takerBefore;
        _moveHouse(deal.seriesId, houseChange);
    }

    function _move(Side memory side, Fill calldata deal) private view {
        int256 lots = side.isBuyer ? side.lots + int256(deal.lots) : side.lots - int256(deal.lots);
        uint256 size = uint256(_absolute(lots));
        if (size > Positions.MAX_LOTS) revert ClearingHouse_LotsOutOfBounds(size, Positions.MAX_LOTS);
        uint256 legs = side.position.legs();
        if (side.place == Positions.MAX_LEGS) revert ClearingHouse_TooManyLegs(side.account, Positions.MAX_LEGS);
        // The house is the broker and its own, and a matcher that trades itself.
        if (legs == 0) {
            side.position.setHouse(side.account == msg.sender || !phaseGate.countsForIndex(side.account));
        }
        side.position.set(side.place, BookIds.indexOf(deal.seriesId), lots);
        side.lots = lots;
    }

    // ------------------------------------------------------------------ after

    /// @dev Nothing of either side is stored before both are covered.
    function _lock(Side memory maker, Side memory taker, uint256 bookId, uint256 multiplier) private {
        _requireCovered(maker, bookId, multiplier);
        _requireCovered(taker, bookId, multiplier);
        _store(maker, bookId);
        _store(taker, bookId);
    }

    function _requireCovered(Side memory side, uint256 bookId, uint256 multiplier) private view {
        uint256 required = _requirementOf(side.position, bookId, multiplier);
        side.locked = side.locked - side.position.locked() + required;
        if (side.balance < int256(side.locked)) {
            revert ClearingHouse_Uncovered(side.account, side.locked, side.balance);
        }
        side.position.setLocked(required);
        // Who holds nothing here is nobody's, until it holds something again.
        if (side.position.legs() == 0) side.position.setHouse(false);
    }

    /// @dev Covered: so its balance is not negative, and no larger than all PAT; and locked is no larger than that.
    function _store(Side memory side, uint256 bookId) private {
        _positions[side.account][bookId].save(side.position);
        _accounts[side.account] =
            Account(uint112(uint256(side.balance)), uint112(side.locked), uint32(side.matchers));
    }

    function _long(int256 lots) private pure returns (int256) {
        return lots > 0 ? lots : int256(0);
    }
}
