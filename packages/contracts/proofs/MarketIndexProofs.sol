// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MarketIndex} from "../contracts/index/MarketIndex.sol";
import {BPS, WAD} from "../contracts/math/Units.sol";

/// @title The word of an hour of the index
contract MarketIndexProofs {
    uint256 private constant LARGEST_ASK = type(uint88).max;
    uint256 private constant LARGEST_WEIGHT = 2 ** 74 - 1;

    /// @dev As wide as their sums need.
    struct Fields {
        uint32 hour;
        uint256 trades;
        uint256 sumWeight;
        uint256 sumAsk;
    }

    /// @notice A word is the sum of its four fields, each where it lies, and nothing else.
    function wordIsItsFields(uint256 word) external pure {
        MarketIndex.Bucket memory bucket = MarketIndex.unpack(word);
        assert(bucket.trades <= MarketIndex.MAX_TRADES && bucket.sumWeight < 2 ** 96 && bucket.sumAsk < 2 ** 108);
        unchecked {
            uint256 sum = bucket.hour + bucket.trades * MarketIndex.ONE_TRADE
                + bucket.sumWeight * MarketIndex.ONE_OF_WEIGHT + bucket.sumAsk * MarketIndex.ONE_OF_ASK;
            assert(sum == word);
        }
    }

    /// @notice No other fields within their bounds make up the same word.
    function fieldsAreUnique(Fields memory one, Fields memory other) external pure {
        require(one.trades <= MarketIndex.MAX_TRADES && one.sumWeight < 2 ** 96 && one.sumAsk < 2 ** 108);
        require(other.trades <= MarketIndex.MAX_TRADES && other.sumWeight < 2 ** 96 && other.sumAsk < 2 ** 108);
        uint256 word = one.hour + one.trades * MarketIndex.ONE_TRADE + one.sumWeight * MarketIndex.ONE_OF_WEIGHT
            + one.sumAsk * MarketIndex.ONE_OF_ASK;
        uint256 same = other.hour + other.trades * MarketIndex.ONE_TRADE + other.sumWeight * MarketIndex.ONE_OF_WEIGHT
            + other.sumAsk * MarketIndex.ONE_OF_ASK;
        require(word == same);
        assert(one.hour == other.hour && one.trades == other.trades);
        assert(one.sumWeight == other.sumWeight && one.sumAsk == other.sumAsk);
    }

    /// @notice A trade adds one to the trades and itself to the sums, as long as the sums fit.
    function tradeIsAdded(uint32 hour, uint256 trades, uint256 sumWeight, uint256 sumAsk, uint88 ask, uint80 weight)
        external
        pure
    {
        require(trades < MarketIndex.MAX_TRADES);
        require(sumWeight < 2 ** 96 && sumWeight + weight < 2 ** 96 && sumAsk < 2 ** 108 && sumAsk + ask < 2 ** 108);
        uint256 word = hour + trades * MarketIndex.ONE_TRADE + sumWeight * MarketIndex.ONE_OF_WEIGHT
            + sumAsk * MarketIndex.ONE_OF_ASK;
        uint256 next = hour + (trades + 1) * MarketIndex.ONE_TRADE + (sumWeight + weight) * MarketIndex.ONE_OF_WEIGHT
            + (sumAsk + ask) * MarketIndex.ONE_OF_ASK;
        assert(MarketIndex.withTrade(word, ask, weight) == next);
    }

    /// @notice The sums of an hour stay those of as many trades, and fit their fields until it is full.
    function sumsStayThoseOfTrades(uint256 trades, uint256 sum, uint256 largest, uint256 added) external pure {
        require(trades < MarketIndex.MAX_TRADES && largest <= LARGEST_ASK);
        require(sum <= trades * largest && added <= largest);
        assert(sum + added <= (trades + 1) * largest);
        assert((trades + 1) * LARGEST_ASK < 2 ** 108);
        assert((trades + 1) * LARGEST_WEIGHT < 2 ** 96);
    }

    /// @notice Freshness times confidence is a weight that fits.
    function weightFits(uint256 freshness, uint256 confidenceBps) external pure {
        require(freshness <= WAD && confidenceBps <= BPS);
        assert(freshness * confidenceBps <= LARGEST_WEIGHT);
    }
}
