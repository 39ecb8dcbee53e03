// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "../harness/Test.t.sol";
import {MarketIndex} from "./MarketIndex.sol";

/// @notice I21, I23: the packed ring against plain sums by market and hour.
contract MarketIndexTest is Test {
    using MarketIndex for MarketIndex.Ring;

    struct Sums {
        uint256 trades;
        uint256 weight;
        uint256 ask;
    }

    uint256 private constant HOUR = 480_000;
    uint256 private constant MAX_ASK = type(uint88).max;
    uint256 private constant MAX_WEIGHT = 1e22;

    MarketIndex.Ring private _ring;
    mapping(uint256 market => mapping(uint256 hour => Sums)) private _twin;
    /// @dev Which hour a slot of the ring holds, as a plain twin of the tags.
    mapping(uint256 market => mapping(uint256 slot => uint256 hour)) private _held;

    function test_default() public {
        _ring.recordTrade(1, HOUR * 3_600, 50e18, 0.5e18 * 10_000);
        MarketIndex.Bucket memory bucket = _ring.bucketAt(1, HOUR);
        vm.assertEq(bucket.hour, HOUR, "hour");
        vm.assertEq(bucket.trades, 1, "trades");
        vm.assertEq(bucket.sumAsk, 50e18, "sumAsk");
        vm.assertEq(bucket.sumWeight, 5e21, "sumWeight");
        vm.assertEq(_ring.price(1, HOUR, HOUR + 1), 100e18, "50 PAT at half freshness mark 100");
    }

    function test_behavior_anHourBelongsToItsOwnBucket() public {
        _ring.recordTrade(1, HOUR * 3_600 - 1, 1e18, 1e22);
        _ring.recordTrade(1, HOUR * 3_600, 2e18, 1e22);
        _ring.recordTrade(1, HOUR * 3_600 + 3_599, 4e18, 1e22);
        _ring.recordTrade(1, HOUR * 3_600 + 3_600, 8e18, 1e22);
        vm.assertEq(_ring.bucketAt(1, HOUR - 1).sumAsk, 1e18, "before");
        vm.assertEq(_ring.bucketAt(1, HOUR).sumAsk, 6e18, "first and last second");
        vm.assertEq(_ring.bucketAt(1, HOUR + 1).sumAsk, 8e18, "after");
        vm.assertEq(_ring.price(1, HOUR, HOUR + 1), 3e18, "`from` is inside, `to` is not");
    }

    function test_behavior_theRingForgetsAfter1024Hours() public {
        _ring.recordTrade(1, HOUR * 3_600, 1e18, 1e22);
        _ring.recordTrade(1, (HOUR + 1_023) * 3_600, 2e18, 1e22);
        vm.assertEq(_ring.bucketAt(1, HOUR).sumAsk, 1e18, "1,023 hours later it is still there");
        _ring.recordTrade(1, (HOUR + 1_024) * 3_600, 4e18, 1e22);
        vm.assertEq(_ring.bucketAt(1, HOUR).sumAsk, 0, "gone");
        vm.assertEq(_ring.bucketAt(1, HOUR).trades, 0, "gone");
        vm.assertEq(_ring.bucketAt(1, HOUR + 1_024).sumAsk, 4e18, "begun anew, not added");
        vm.assertEq(_ring.bucketAt(1, HOUR + 1_024).trades, 1, "begun anew");
    }

    function test_behavior_marketsDoNotMix() public {
        _ring.recordTrade(1, HOUR * 3_600, 1e18, 1e22);
        _ring.recordTrade(2, HOUR * 3_600, 2e18, 1e22);
        vm.assertEq(_ring.bucketAt(1, HOUR).sumAsk, 1e18, "1");
        vm.assertEq(_ring.bucketAt(2, HOUR).sumAsk, 2e18, "2");
        vm.assertEq(_ring.bucketAt(0, HOUR + 1_024).sumAsk, 0, "keys of neighbouring markets are apart");
    }

    /// @notice The fullest hour there can be: no field reaches into the next.
    function test_behavior_theFullestHourFits() public {
        uint256 trades = 2 ** 20 - 2;
        uint256 word = (MAX_ASK * trades << 148) | (MAX_WEIGHT * trades << 52) | (trades << 32) | HOUR;
        _ring.buckets[1 * 1_024 + (HOUR % 1_024)] = word;
        _ring.recordTrade(1, HOUR * 3_600, MAX_ASK, MAX_WEIGHT);
        MarketIndex.Bucket memory bucket = _ring.bucketAt(1, HOUR);
        vm.assertEq(bucket.trades, 2 ** 20 - 1, "trades");
        vm.assertEq(bucket.sumAsk, MAX_ASK * (2 ** 20 - 1), "sumAsk");
        vm.assertEq(bucket.sumWeight, MAX_WEIGHT * (2 ** 20 - 1), "sumWeight");
        // The next one does not enter, and leaves the word as it is.
        _ring.recordTrade(1, HOUR * 3_600, MAX_ASK, MAX_WEIGHT);
        vm.assertEq(abi.encode(_ring.bucketAt(1, HOUR)), abi.encode(bucket), "full");
        // The next hour of the slot begins anew all the same.
        _ring.recordTrade(1, (HOUR + 1_024) * 3_600, 1, 1);
        vm.assertEq(_ring.bucketAt(1, HOUR + 1_024).trades, 1, "anew");
    }

    function test_behavior_withoutWeightThereIsNoPrice() public view {
        vm.assertEq(_ring.price(1, HOUR, HOUR + 1_024), 0, "nothing traded");
        vm.assertEq(_ring.price(1, HOUR, HOUR), 0, "no hours");
        vm.assertEq(_ring.price(1, HOUR, 0), 0, "backwards");
        vm.assertEq(_ring.bucketAt(1, type(uint256).max).trades, 0, "an hour beyond time");
    }

    function testFuzz_record_equalsPlainSums(uint256 seed) public {
        uint256 hour = HOUR;
        for (uint256 i = 0; i < 24; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            hour += seed % 5 == 0 ? 1_024 : (seed >> 8) % 3;
            uint256 market = 1 + (seed >> 16) % 2;
            uint256 ask = _within(seed >> 24, 0, MAX_ASK);
            uint256 weight = _within(uint256(keccak256(abi.encode(seed, 1))), 0, MAX_WEIGHT);
            _ring.recordTrade(market, hour * 3_600 + (seed >> 200) % 3_600, ask, weight);
            Sums storage sums = _twin[market][hour];
            sums.trades += 1;
            sums.weight += weight;
            sums.ask += ask;
            _held[market][hour % 1_024] = hour;
        }
        uint256 from = hour > HOUR + 60 ? hour - 60 : HOUR;
        for (uint256 market = 1; market <= 2; ++market) _compare(market, from, hour + 1);
    }

    function _compare(uint256 market, uint256 from, uint256 to) private view {
        uint256 asks;
        uint256 weights;
        for (uint256 hour = from; hour < to; ++hour) {
            MarketIndex.Bucket memory bucket = _ring.bucketAt(market, hour);
            Sums memory sums;
            if (_held[market][hour % 1_024] == hour) sums = _twin[market][hour];
            vm.assertEq(bucket.trades, sums.trades, "trades");
            vm.assertEq(bucket.sumWeight, sums.weight, "weight");
            vm.assertEq(bucket.sumAsk, sums.ask, "ask");
            asks += sums.ask;
            weights += sums.weight;
        }
        vm.assertEq(
            _ring.price(market, from, to), weights == 0 ? 0 : (asks * 10_000 * 1e18) / weights, "price"
        );
    }
}
