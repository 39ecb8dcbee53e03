// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BPS, HOUR, WAD} from "../math/Units.sol";


/// @title The price index: hourly sums by market, in a ring of 1,024 hours
/// @notice A bucket holds `sum(ask)` and `sum(freshness * confidence)`; the index price of a period is their quotient:
/// the price of one fresh unit at confidence 1.0. Stale segments carry little weight and nothing is divided per trade.
/// The same integers as `indexRing` of the pricing package.
library MarketIndex {
    uint256 internal constant RING_HOURS = 1024;
    /// @dev The scale of a weight: freshness x confidence.
    uint256 internal constant WEIGHT_ONE = WAD * BPS;
    uint256 internal constant MAX_TRADES = 2 ** 20 - 1;
    /// @dev One of each field, where it lies in the word.
    uint256 internal constant ONE_TRADE = 2 ** 32;
    uint256 internal constant ONE_OF_WEIGHT = 2 ** 52;
    uint256 internal constant ONE_OF_ASK = 2 ** 148;

    /// @dev A word is hour (32 bits, lowest) | trades (20) | sum of weights (96) | sum of asks (108). At most
    /// 2**20 - 1 trades of asks below 2**88 and weights below 2**74 enter an hour, so no sum can overflow its field.
    struct Ring {
        mapping(uint256 key => uint256 word) buckets;
    }

    struct Bucket {
        uint32 hour;
        uint32 trades;
        uint128 sumWeight;
        uint128 sumAsk;
    }

    /// @notice Adds a trade to the bucket of its hour. A bucket left over from an earlier round of the ring is reset.
    /// @param ask Wei, below 2**88.
    /// @param weight Freshness (WAD) x confidence (basis points).
    function recordTrade(Ring storage ring, uint256 market, uint256 timestamp, uint256 ask, uint256 weight) internal {
        unchecked {
            uint256 hour = timestamp / HOUR;
            uint256 key = _key(market, hour);
            uint256 word = ring.buckets[key];
            if (uint32(word) != hour) word = hour;
            // A full hour takes no further trades: the index is then already beyond a single trade's influence.
            if ((word >> 32) & MAX_TRADES == MAX_TRADES) return;
            ring.buckets[key] = withTrade(word, ask, weight);
        }
    }

    /// @notice The word of a bucket after one more trade.
    /// @dev Needs fewer than 2**20 - 1 trades in it, `ask < 2**88` and `weight < 2**74`.
    function withTrade(uint256 word, uint256 ask, uint256 weight) internal pure returns (uint256) {
        unchecked {
            return word + ask * ONE_OF_ASK + weight * ONE_OF_WEIGHT + ONE_TRADE;
        }
    }

    /// @notice The bucket of an hour (hours since 1970); zero sums where nothing was recorded or the ring moved on.
    function bucketAt(Ring storage ring, uint256 market, uint256 hour) internal view returns (Bucket memory bucket) {
        uint256 word = ring.buckets[_key(market, hour)];
        if (uint32(word) == hour) return unpack(word);
        bucket.hour = uint32(hour);
    }

    /// @notice The fields of a bucket's word.
    function unpack(uint256 word) internal pure returns (Bucket memory bucket) {
        bucket.hour = uint32(word);
        bucket.trades = uint32((word >> 32) & MAX_TRADES);
        bucket.sumWeight = uint96(word >> 52);
        bucket.sumAsk = uint128(word >> 148);
    }

    /// @notice Index price in wei per fresh unit at confidence 1.0 over hours `[from, to)`, rounded down; 0 when no
    /// weight was traded. Reads at most 1,024 buckets.
    function price(Ring storage ring, uint256 market, uint256 from, uint256 to) internal view returns (uint256) {
        uint256 sumAsk;
        uint256 sumWeight;
        for (uint256 hour = from; hour < to; ++hour) {
            Bucket memory bucket = bucketAt(ring, market, hour);
            sumAsk += bucket.sumAsk;
            sumWeight += bucket.sumWeight;
        }
        return sumWeight == 0 ? 0 : (sumAsk * WEIGHT_ONE) / sumWeight;
    }

    function _key(uint256 market, uint256 hour) private pure returns (uint256) {
        unchecked {
            return market * RING_HOURS + (hour % RING_HOURS);
        }
    }
}
