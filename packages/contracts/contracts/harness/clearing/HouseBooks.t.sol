// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SeriesKind} from "../../clearing/SeriesWord.sol";
import {Acts} from "../walk/Acts.t.sol";
import {HouseCast} from "./HouseCast.t.sol";

/// @notice The walk's own books of a clearing house, kept in plain lists, and what follows from them by other arithmetic than the
/// contract's: a worst case by trying every kink, open interest by adding up.
abstract contract HouseBooks is Acts {
    /// @dev Retail twice, institutions thrice, the broker, an affiliate, and a matcher that trades itself.
    uint256 internal constant ACTORS = 8;
    uint256 internal constant VAULT = 7;
    uint256 internal constant MAX_LEGS = 16;

    struct Listed {
        uint256 book;
        SeriesKind kind;
        uint256 a;
        uint256 b;
        uint256 c;
    }

    struct Kept {
        uint256 market;
        uint256 against;
        uint256 expiry;
        uint256 multiplier;
        uint256 series;
        bool isSettled;
        int256 figure;
    }

    HouseCast internal cast;
    address[ACTORS] internal actors;
    Kept[] internal books;
    /// @dev By their place here; a series knows its book's place.
    Listed[] internal listed;
    mapping(uint256 place => uint256) internal idOf;
    mapping(uint256 actor => int256) internal balance;
    /// @dev By actor and place of the series.
    mapping(uint256 actor => mapping(uint256 place => int256)) internal lots;
    mapping(uint256 actor => mapping(uint256 book => bool)) internal isHouse;
    mapping(uint256 actor => mapping(address matcher => bool)) internal allows;
    /// @dev What its position had locked when the walk ended it is gone with the lots.
    mapping(address matcher => bool) internal isRegistered;
    mapping(uint256 product => mapping(uint256 class => uint256)) internal required;
    /// @dev Everybody's who is no actor.
    mapping(address => uint256) internal feesOf;
    address internal feeWallet;
    uint256 internal feeBps;
    uint256 internal timePremium;
    uint256 internal donated;

    // ------------------------------------------------------------------ what follows

    /// @dev The most that these lots can lose, times the book's multiplier, rounded up.
    function _requirement(uint256 actor, uint256 book) internal view returns (uint256) {
        Kept storage kept = books[book];
        int256 worst;
        if (kept.market != kept.against) {
            for (uint256 i = 0; i < listed.length; ++i) {
                if (listed[i].book == book) worst += _size(lots[actor][i]) * int256(listed[i].a);
            }
        } else {
            worst = _most(worst, -_worth(actor, book, 0));
            for (uint256 i = 0; i < listed.length; ++i) {
                if (listed[i].book != book || lots[actor][i] == 0) continue;
                worst = _most(worst, -_worth(actor, book, int256(listed[i].a)));
                worst = _most(worst, -_worth(actor, book, int256(listed[i].b)));
            }
        }
        return (uint256(worst) * kept.multiplier + 9_999) / 10_000;
    }

    /// @dev What an actor's lots of a book come to at a figure.
    function _worth(uint256 actor, uint256 book, int256 figure) internal view returns (int256 sum) {
        for (uint256 i = 0; i < listed.length; ++i) {
            int256 quantity = lots[actor][i];
            if (quantity != 0 && listed[i].book == book) sum += quantity * _payoff(listed[i], figure);
        }
    }

    function _locked(uint256 actor) internal view returns (uint256 sum) {
        for (uint256 i = 0; i < books.length; ++i) sum += _requirement(actor, i);
    }

    function _free(uint256 actor) internal view returns (uint256) {
        return uint256(balance[actor]) - _locked(actor);
    }

    function _legs(uint256 actor, uint256 book) internal view returns (uint256 count, uint256 size) {
        for (uint256 i = 0; i < listed.length; ++i) {
            if (listed[i].book != book || lots[actor][i] == 0) continue;
            ++count;
            size += uint256(_size(lots[actor][i]));
        }
    }

    /// @dev Lots held long of a market and expiry, swaps that touch it included.
    function _openInterest(uint256 market, uint256 expiry) internal view returns (uint256 sum) {
        for (uint256 i = 0; i < listed.length; ++i) {
            Kept storage kept = books[listed[i].book];
            if (kept.expiry != expiry || (kept.market != market && kept.against != market)) continue;
            for (uint256 j = 0; j < ACTORS; ++j) if (traded[j][i] > 0) sum += uint256(traded[j][i]);
        }
    }

    /// @dev What the house holds net in each series of a book, added up.
    function _houseLots(uint256 book) internal view returns (uint256 sum) {
        for (uint256 i = 0; i < listed.length; ++i) {
            if (listed[i].book != book) continue;
            int256 net;
            for (uint256 j = 0; j < ACTORS; ++j) if (isHouse[j][book]) net += traded[j][i];
            sum += uint256(_size(net));
        }
    }

    /// @dev Lots as trades left them; settling ends `lots` and leaves these.
    mapping(uint256 actor => mapping(uint256 place => int256)) internal traded;

    // ------------------------------------------------------------------ who and what

    function _idOfBook(uint256 book) internal view returns (uint256) {
        Kept storage kept = books[book];
        return (kept.expiry << 32) | (kept.against << 16) | kept.market;
    }

    function _numberOf(address account) internal view returns (uint256 number) {
        while (number < ACTORS && actors[number] != account) ++number;
    }

    function _payoff(Listed storage terms, int256 figure) private view returns (int256) {
        (int256 a, int256 b, int256 c) = (int256(terms.a), int256(terms.b), int256(terms.c));
        if (terms.kind == SeriesKind.Put) return _most(a - figure, 0);
        if (terms.kind == SeriesKind.Call) return _most(figure - a, 0) - _most(figure - b, 0);
        if (terms.kind == SeriesKind.Collar) return a - c + _most(figure - a, 0) - _most(figure - b, 0);
        int256 difference = figure - int256(int80(uint80(terms.b)));
        return _most(difference + a, 0) - _most(difference - a, 0) - a;
    }

    function _size(int256 value) internal pure returns (int256) {
        return value < 0 ? -value : value;
    }

    function _most(int256 one, int256 two) internal pure returns (int256) {
        return one > two ? one : two;
    }
}
