// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISettlementOracle} from "../settlement/ISettlementOracle.sol";
import {BookIds} from "./BookIds.sol";
import {ClearingAccounts} from "./ClearingAccounts.sol";
import {ClearingPositions} from "./ClearingPositions.sol";
import {IClearingHouse} from "./IClearingHouse.sol";
import {Position, Positions} from "./Positions.sol";
import {SeriesTerms} from "./SeriesTerms.sol";
import {SeriesWord} from "./SeriesWord.sol";

/// @title The end of books: one figure for all, then account by account in any order
abstract contract ClearingSettlement is ClearingAccounts, ClearingPositions {
    using Positions for *;
    using SeriesTerms for SeriesWord;

    /// @inheritdoc IClearingHouse
    function settle(uint256 bookId) external nonReentrant returns (int256 figure) {
        return _settle(bookId);
    }

    /// @inheritdoc IClearingHouse
    function settleAccounts(uint256 bookId, address[] calldata accounts) external nonReentrant {
        int256 figure = _settle(bookId);
        for (uint256 i = 0; i < accounts.length; ++i) _settleAccount(bookId, accounts[i], figure);
    }

    /// @inheritdoc IClearingHouse
    function settleAndWithdraw(uint256[] calldata bookIds) external nonReentrant returns (uint256 amount) {
        for (uint256 i = 0; i < bookIds.length; ++i) _settleAccount(bookIds[i], msg.sender, _settle(bookIds[i]));
        amount = freeOf(msg.sender);
        if (amount > 0) _pay(amount);
    }

    // ------------------------------------------------------------------ inside

    function _settle(uint256 bookId) private returns (int256 figure) {
        BookWord storage settled = _books[bookId];
        if (settled.seriesCount == 0) revert ClearingHouse_UnknownSeries(BookIds.seriesId(bookId, 0));
        if (settled.isSettled) return _figures[bookId];
        figure = _priceOf(BookIds.market(bookId), BookIds.expiry(bookId));
        if (BookIds.isPair(bookId)) figure -= _priceOf(BookIds.against(bookId), BookIds.expiry(bookId));
        settled.isSettled = true;
        _figures[bookId] = figure;
        emit BookSettled(bookId, figure);
    }

    function _priceOf(uint256 market, uint256 expiry) private returns (int256) {
        ISettlementOracle.Settlement memory found = oracle.settlement(market, expiry);
        if (found.rung == ISettlementOracle.Rung.None) return int256(oracle.settle(market, expiry));
        return int256(uint256(found.price));
    }

    /// @dev What an account loses here it had locked, so no balance falls below zero and nothing waits for another account.
    function _settleAccount(uint256 bookId, address account, int256 figure) private {
        uint256[5] storage stored = _positions[account][bookId];
        Position memory position = stored.load();
        uint256 legs = position.legs();
        if (legs == 0) return;
        int256 payoff;
        for (uint256 i = 0; i < legs; ++i) {
            (uint256 index, int256 lots) = position.legAt(i);
            payoff += lots * _series[BookIds.seriesId(bookId, index)].payoff(figure);
        }
        uint256 released = position.locked();
        stored.clear(legs);
        Account memory held = _accounts[account];
        held.balance = uint112(uint256(int256(uint256(held.balance)) + payoff));
        held.locked -= uint112(released);
        _accounts[account] = held;
        emit AccountSettled(bookId, account, payoff, released);
    }
}
