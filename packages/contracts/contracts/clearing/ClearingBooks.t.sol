// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ClearingFixture} from "../harness/ClearingFixture.t.sol";
import {ISettlementOracle} from "../settlement/ISettlementOracle.sol";
import {IClearingHouse} from "./IClearingHouse.sol";
import {SeriesKind} from "./SeriesWord.sol";

/// @notice Who lists which series until when, and what a book fixes.
contract ClearingBooksTest is ClearingFixture {
    event BookOpened(uint256 indexed bookId, uint256 openingEnds, uint256 marginMultiplierBps);
    event SeriesCreated(uint256 indexed seriesId, SeriesKind kind, uint256 a, uint256 b, uint256 c);

    function test_default_theFirstSeriesOpensItsBook() public {
        vm.expectEmit(address(clearing));
        emit BookOpened(bookId, OPENING_ENDS, 12_500);
        vm.expectEmit(address(clearing));
        emit SeriesCreated(bookId << 16, SeriesKind.Collar, 80e18, 130e18, 100e18);
        vm.prank(stranger);
        vm.assertEq(_collar(80e18, 130e18, 100e18), bookId << 16, "number");
        IClearingHouse.Book memory book = clearing.book(bookId);
        vm.assertEq(book.openingEnds, OPENING_ENDS, "opening ends");
        vm.assertEq(book.marginMultiplierBps, 12_500, "multiplier");
        vm.assertEq(book.seriesCount, 1, "series");
        vm.assertEq(oracle.settlement(market, EXPIRY).fallbackPrice, HUNDRED, "the oracle has opened");
        vm.assertEq(_put(90e18), (bookId << 16) | 1, "the next number");
        (SeriesKind kind, uint256 a, uint256 b, uint256 c) = clearing.seriesTerms((bookId << 16) | 1);
        vm.assertTrue(kind == SeriesKind.Put && a == 90e18 && b == 0 && c == 0, "its terms");
    }

    function test_behavior_theSameTermsAreTheSameSeries() public {
        uint256 seriesId = _call(0, 0);
        _put(1);
        vm.assertEq(_call(0, 0), seriesId, "again");
        vm.assertEq(clearing.book(bookId).seriesCount, 2, "none added");
        // Finding it needs neither time nor index.
        vm.warp(EXPIRY + 1 days);
        vm.assertEq(_call(0, 0), seriesId, "after its expiry");
    }

    /// @dev Asks of 10,000 and 100,000 PAT in the 168 hours before, to the wei.
    function test_behavior_theMultiplierFollowsTheWeeksVolume() public {
        uint256 since = NOW - 168 hours;
        uint256[4] memory volumes = [uint256(10_000e18 - 1), 10_000e18, 100_000e18 - 1, 100_000e18];
        uint16[4] memory multipliers = [uint16(12_500), 11_000, 11_000, 10_000];
        for (uint256 i = 0; i < 4; ++i) {
            uint256 expiry = EXPIRY + i * 1 days;
            _setVolume(since, volumes[i] - 150e18);
            // Of the hours at both ends, the first counts and this one doesn't.
            _setVolume(since - 1 hours, 1_000_000e18);
            _setVolume(NOW, 1_000_000e18);
            clearing.createSeries(market, market, expiry, SeriesKind.Put, 1, 0, 0);
            uint256 book = (expiry << 32) | (uint256(market) << 16) | market;
            vm.assertEq(clearing.book(book).marginMultiplierBps, multipliers[i], "multiplier");
        }
        // A pair takes the larger of its two.
        _swap(1, 0);
        vm.assertEq(clearing.book(_bookId(market, otherMarket)).marginMultiplierBps, 12_500, "of the thinner market");
    }

    function test_behavior_aBookKeepsItsMultiplier() public {
        _put(1);
        _setVolume(NOW - 2 hours, 1_000_000e18);
        _put(2);
        vm.assertEq(clearing.book(bookId).marginMultiplierBps, 12_500, "for ever");
    }

    function test_behavior_theSecondsInWhichListingEnds() public {
        _put(1);
        vm.warp(OPENING_ENDS - 1);
        _tradeIn(market);
        // That hour's trades are no index yet, and the fallback is twelve days old.
        _expectTwo(
            ISettlementOracle.SettlementOracle_IndexStale.selector, market, (OPENING_ENDS - 1) / 1 hours
        );
        _put(2);
        vm.warp(OPENING_ENDS - 1 hours - 1);
        _tradeIn(market);
        vm.warp(OPENING_ENDS - 1);
        _put(2);
        vm.warp(OPENING_ENDS);
        _expectTwo(IClearingHouse.ClearingHouse_OpeningEnded.selector, OPENING_ENDS, OPENING_ENDS);
        _put(3);
        // Where nobody had opened the oracle, it says so first.
        bytes4 tenor = ISettlementOracle.SettlementOracle_TenorOutOfBounds.selector;
        _expectThree(tenor, OPENING_ENDS, OPENING_ENDS + 92 days, OPENING_ENDS);
        _swap(1, 0);
    }

    /// @dev A fallback of 24 hours ago will do, one of 25 is renewed.
    function test_behavior_theFallbackIsOfTheLastDay() public {
        _put(1);
        uint256 hour = NOW / 1 hours;
        vm.warp(NOW + 12 hours);
        _tradeAt(market, 90e18);
        vm.warp(NOW + 25 hours - 1);
        _put(2);
        vm.assertEq(oracle.settlement(market, EXPIRY).fallbackHour, hour, "as it was");
        vm.warp(NOW + 25 hours);
        _put(3);
        vm.assertEq(oracle.settlement(market, EXPIRY).fallbackHour, hour + 25, "renewed");
        vm.assertEq(oracle.settlement(market, EXPIRY).fallbackPrice, 120e18, "to the last day's index");
    }

    function test_behavior_aPairNeedsBothMarkets() public {
        uint256 seriesId = _swap(40e18, -5e18);
        vm.assertEq(seriesId >> 16, _bookId(market, otherMarket), "of the pair");
        vm.assertEq(oracle.settlement(otherMarket, EXPIRY).fallbackPrice, HUNDRED, "the other has opened too");
        bytes4 offCalendar = ISettlementOracle.SettlementOracle_OffCalendar.selector;
        _expectTwo(offCalendar, MARKET, EXPIRY);
        clearing.createSeries(market, MARKET, EXPIRY, SeriesKind.IndexSwap, 1, 0, 0);
        // Numbers that would spill into another market's are on nobody's calendar.
        uint256 wide = (uint256(market) << 16) | market;
        _expectTwo(offCalendar, wide, EXPIRY);
        clearing.createSeries(wide, wide, EXPIRY, SeriesKind.Put, 1, 0, 0);
        _expectTwo(offCalendar, market, EXPIRY + 1);
        clearing.createSeries(market, market, EXPIRY + 1, SeriesKind.Put, 1, 0, 0);
    }

    function test_error_terms() public {
        vm.expectRevert(_malformed(SeriesKind.Call, 2, 1, 0));
        _call(2, 1);
        vm.expectRevert(_malformed(SeriesKind.Put, 1, 0, 0));
        clearing.createSeries(market, otherMarket, EXPIRY, SeriesKind.Put, 1, 0, 0);
        vm.expectRevert(_malformed(SeriesKind.IndexSwap, 0, 0, 0));
        _swap(0, 0);
        _expectOne(IClearingHouse.ClearingHouse_UnknownSeries.selector, bookId << 16);
        clearing.seriesTerms(bookId << 16);
    }

    /// @dev Spam fills a book at the spammer's own cost, 65,535 times; what is listed goes on as if nothing were.
    function test_attack_seriesSpam() public {
        uint256 useful = _call(100e18, 150e18);
        _sell(useful, writer, holder, 1, 10e18);
        uint256 locked = _locked(writer);
        for (uint256 i = 1; i <= 200; ++i) _put(i);
        _setSeriesCount(65_535);
        _expectOne(IClearingHouse.ClearingHouse_TooManySeries.selector, 65_535);
        _put(201);
        _sell(useful, writer, holder, 1, 10e18);
        vm.assertEq(_locked(writer), 2 * locked, "trading goes on");
        _expireAt(75e18);
        uint256 gas = gasleft();
        clearing.settle(bookId);
        clearing.settleAccounts(bookId, _list(holder, writer));
        vm.assertLt(gas - gasleft(), 1_000_000, "settling costs what it always costs");
    }

    // ------------------------------------------------------------------ helpers

    /// @dev Writes the asks of an hour where the marketplace keeps its index.
    function _setVolume(uint256 timestamp, uint256 asks) private {
        uint256 hour = timestamp / 1 hours;
        bytes32 slot = keccak256(abi.encode(uint256(market) * 1024 + hour % 1024, _ringSlot()));
        vm.store(address(marketplace), slot, bytes32((asks << 148) | (uint256(1) << 52) | (1 << 32) | hour));
        vm.assertEq(marketplace.indexBucket(market, hour).sumAsk, asks, "slot of the index");
    }

    function _ringSlot() private view returns (uint256 slot) {
        bytes32 root = keccak256(abi.encode(uint256(keccak256("phasegate.storage.DataMarketplace")) - 1)) & ~bytes32(uint256(0xff));
        uint256 hour = (NOW - 1 hours) / 1 hours;
        for (uint256 i = 0; i < 40; ++i) {
            slot = uint256(root) + i;
            bytes32 bucket = keccak256(abi.encode(uint256(market) * 1024 + hour % 1024, slot));
            if (uint32(uint256(vm.load(address(marketplace), bucket))) == hour) return slot;
        }
        revert("no ring");
    }

    /// @dev Writes how many series a book has where the clearing house keeps it.
    function _setSeriesCount(uint256 count) private {
        for (uint256 i = 0; i < 40; ++i) {
            bytes32 slot = keccak256(abi.encode(bookId, i));
            uint256 word = uint256(vm.load(address(clearing), slot));
            if (uint40(word >> 32) != OPENING_ENDS) continue;
            vm.store(address(clearing), slot, bytes32((word & ~uint256(0xffff0000)) | (count << 16)));
            vm.assertEq(clearing.book(bookId).seriesCount, count, "slot of the book");
            return;
        }
        revert("no book");
    }

    function _malformed(SeriesKind kind, uint256 a, uint256 b, uint256 c) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IClearingHouse.ClearingHouse_MalformedSeries.selector, kind, a, b, c);
    }
}
