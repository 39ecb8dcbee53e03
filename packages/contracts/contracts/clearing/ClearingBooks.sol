// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISettlementOracle} from "../settlement/ISettlementOracle.sol";
import {HOUR} from "../math/Units.sol";
import {BookIds} from "./BookIds.sol";
import {BookTier} from "./BookTier.sol";
import {ClearingBase} from "./ClearingBase.sol";
import {IClearingHouse} from "./IClearingHouse.sol";
import {SeriesTerms} from "./SeriesTerms.sol";
import {SeriesKind, SeriesWord, SeriesWords} from "./SeriesWord.sol";

/// @title Books and their series: anyone lists, on the calendar, until the settlement window begins
/// @dev Series that nobody trades cost nobody anything: no loop runs over the series of a book.
abstract contract ClearingBooks is ClearingBase {
    using SeriesWords for SeriesWord;

    uint256 private constant MAX_SERIES = type(uint16).max;
    /// @dev How old a fallback may be when a series is listed.
    uint256 private constant FALLBACK_HOURS = 24;

    /// @dev `Book` of the interface but for its figure, in one slot.
    struct BookWord {
        uint16 marginMultiplierBps;
        uint16 seriesCount;
        uint40 openingEnds;
        bool isSettled;
        uint64 openInterest;
        uint64 houseLots;
    }

    mapping(uint256 bookId => BookWord) internal _books;
    mapping(uint256 bookId => int256) internal _figures;
    mapping(uint256 seriesId => SeriesWord) internal _series;
    /// @dev The series with these terms; no series has the number 0.
    mapping(bytes32 termsHash => uint256 seriesId) private _listed;

    // ------------------------------------------------------------------ listing

    /// @inheritdoc IClearingHouse
    function createSeries(
        uint256 market,
        uint256 against,
        uint256 expiry,
        SeriesKind kind,
        uint256 a,
        uint256 b,
        uint256 c
    ) external nonReentrant returns (uint256 seriesId) {
        if (!SeriesTerms.areValid(kind, a, b, c, market != against)) {
            revert ClearingHouse_MalformedSeries(kind, a, b, c);
        }
        SeriesWord word = SeriesWords.pack(kind, a, b, c);
        bytes32 termsHash = keccak256(abi.encode(market, against, expiry, word));
        if (_listed[termsHash] != 0) return _listed[termsHash];
        uint256 index = _enterBook(market, against, expiry);
        seriesId = BookIds.seriesId(BookIds.bookId(market, against, expiry), index);
        _series[seriesId] = word;
        _listed[termsHash] = seriesId;
        emit SeriesCreated(seriesId, kind, a, b, c);
    }

    /// @inheritdoc IClearingHouse
    function book(uint256 bookId) external view returns (Book memory) {
        BookWord memory word = _books[bookId];
        return Book({
            marginMultiplierBps: word.marginMultiplierBps,
            seriesCount: word.seriesCount,
            openingEnds: word.openingEnds,
            isSettled: word.isSettled,
            openInterest: word.openInterest,
            houseLots: word.houseLots,
            figure: _figures[bookId]
        });
    }

    /// @inheritdoc IClearingHouse
    function seriesTerms(uint256 seriesId) external view returns (SeriesKind, uint256, uint256, uint256) {
        if (BookIds.indexOf(seriesId) >= _books[BookIds.bookOf(seriesId)].seriesCount) {
            revert ClearingHouse_UnknownSeries(seriesId);
        }
        SeriesWord word = _series[seriesId];
        return (word.kind(), word.a(), word.b(), word.c());
    }

    // ------------------------------------------------------------------ inside

    /// @dev The index of a new series in its book, which the first one opens.
    function _enterBook(uint256 market, uint256 against, uint256 expiry) private returns (uint256 index) {
        bool isPair = market != against;
        // Also sees to markets that there are, on their calendar; so they fit the book's number.
        oracle.open(market, expiry);
        if (isPair) oracle.open(against, expiry);
        uint256 bookId = BookIds.bookId(market, against, expiry);
        BookWord storage entered = _books[bookId];
        index = entered.seriesCount;
        uint256 openingEnds = index > 0 ? entered.openingEnds : _openingEnds(market, against, expiry);
        if (block.timestamp >= openingEnds) revert ClearingHouse_OpeningEnded(openingEnds, block.timestamp);
        _refreshFallback(market, expiry);
        if (isPair) _refreshFallback(against, expiry);
        if (index == MAX_SERIES) revert ClearingHouse_TooManySeries(MAX_SERIES);
        entered.seriesCount = uint16(index + 1);
        if (index == 0) _open(entered, bookId, openingEnds);
    }

    function _open(BookWord storage opened, uint256 bookId, uint256 openingEnds) private {
        (uint256 market, uint256 against) = (BookIds.market(bookId), BookIds.against(bookId));
        uint256 multiplier = BookTier.multiplierBps(marketplace, market);
        if (market != against) {
            uint256 other = BookTier.multiplierBps(marketplace, against);
            if (other > multiplier) multiplier = other;
        }
        (opened.openingEnds, opened.marginMultiplierBps) = (uint40(openingEnds), uint16(multiplier));
        emit BookOpened(bookId, openingEnds, multiplier);
    }

    /// @dev The first second of the earlier window.
    function _openingEnds(uint256 market, uint256 against, uint256 expiry) private view returns (uint256 ends) {
        ends = oracle.windowStart(market, expiry);
        if (market == against) return ends;
        uint256 other = oracle.windowStart(against, expiry);
        if (other < ends) ends = other;
    }

    /// @dev Whoever lists pays for a fallback that is not older than a day.
    function _refreshFallback(uint256 market, uint256 expiry) private {
        ISettlementOracle.Settlement memory opened = oracle.settlement(market, expiry);
        if (block.timestamp / HOUR > opened.fallbackHour + FALLBACK_HOURS) oracle.refreshFallback(market, expiry);
    }
}
