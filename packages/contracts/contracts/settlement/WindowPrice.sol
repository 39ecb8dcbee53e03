// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MarketIndex} from "../index/MarketIndex.sol";
import {IDataMarketplace} from "../marketplace/IDataMarketplace.sol";
import {BPS} from "../math/Units.sol";

/// @title What the index says of a settlement window
/// @notice The same integers as `settlement/` of the derivatives package: `hourCap`, `windowPrice`, `indexSettlement`.
library WindowPrice {
    /// @dev How far back the reference and an extended window reach.
    uint256 internal constant LOOK_BACK_HOURS = 168;
    uint256 private constant GOOD_HOURS = 24;

    /// @dev The traded hours of a period, in the order in which they were read.
    struct Traded {
        uint256[] asks;
        uint256[] weights;
        uint256 count;
        uint256 volume;
        uint256 weight;
    }

    /// @notice The index price of the 24 hours before `hour`, or 0.
    function goodIndex(IDataMarketplace marketplace, uint256 market, uint256 hour) internal view returns (uint128) {
        return _saturated(marketplace.indexPrice(market, hour - GOOD_HOURS, hour));
    }

    /// @notice The clamped price of the window, or of the shortest longer period of at most 168 hours that ends with it and is not thin.
    /// @param from First hour of the window.
    /// @param to The hour after it.
    /// @param hour The hour it is.
    /// @param fallbackPrice Reference where the index has none.
    /// @param bandBps How far the price may lie from the reference.
    /// @param minVolume Wei of PAT without which trading is thin.
    /// @return price Of a lot; 0 where all is thin, or the ring no longer holds it.
    /// @return isFound Whether it is one.
    /// @return isExtended Whether the window alone was thin.
    function find(
        IDataMarketplace marketplace,
        uint256 market,
        uint256 from,
        uint256 to,
        uint256 hour,
        uint256 fallbackPrice,
        uint256 bandBps,
        uint256 minVolume
    ) internal view returns (uint128 price, bool isFound, bool isExtended) {
        uint256 earliest = from - LOOK_BACK_HOURS;
        if (hour - earliest >= MarketIndex.RING_HOURS) return (0, false, false);
        Traded memory traded = Traded(new uint256[](LOOK_BACK_HOURS), new uint256[](LOOK_BACK_HOURS), 0, 0, 0);
        uint256 start = to;
        // A window longer than the look-back is read whole, and never extended.
        uint256 last = to - from > LOOK_BACK_HOURS ? from : to - LOOK_BACK_HOURS;
        if (to - from > LOOK_BACK_HOURS) {
            (traded.asks, traded.weights) = (new uint256[](to - from), new uint256[](to - from));
        }
        while (start > last) {
            _add(traded, marketplace.indexBucket(market, --start));
            if (start > from || 2 * traded.count < to - from || traded.volume < minVolume) continue;
            (isFound, price) = _price(traded, to - from);
            if (!isFound) continue;
            uint256 vwap = marketplace.indexPrice(market, earliest, from);
            return (clamped(price, vwap == 0 ? fallbackPrice : vwap, bandBps), true, start < from);
        }
        return (0, false, false);
    }

    /// @notice A price brought within `bandBps` of a middle, both ends rounded down.
    function clamped(uint256 price, uint256 middle, uint256 bandBps) internal pure returns (uint128) {
        uint256 low = middle * (BPS - bandBps) / BPS;
        uint256 high = middle * (BPS + bandBps) / BPS;
        return _saturated(price < low ? low : price > high ? high : price);
    }

    function _add(Traded memory traded, MarketIndex.Bucket memory bucket) private pure {
        if (bucket.trades == 0) return;
        traded.asks[traded.count] = bucket.sumAsk;
        traded.weights[traded.count] = bucket.sumWeight;
        ++traded.count;
        traded.volume += bucket.sumAsk;
        traded.weight += bucket.sumWeight;
    }

    /// @dev The quotient of asks and weights, where an hour of more than 2/N of the weight counts as if it had just that.
    function _price(Traded memory traded, uint256 hours_) private pure returns (bool isFound, uint128) {
        uint256 cap = _hourCap(traded, hours_);
        if (cap == 0) return (false, 0);
        uint256 asks;
        uint256 weights;
        for (uint256 i = 0; i < traded.count; ++i) {
            (uint256 ask, uint256 weight) = (traded.asks[i], traded.weights[i]);
            asks += weight > cap ? ask * cap / weight : ask;
            weights += weight > cap ? cap : weight;
        }
        return (true, _saturated(asks * MarketIndex.WEIGHT_ONE / weights));
    }

    /// @dev The largest cap with `min(w, cap) <= 2/N sum(min(w, cap))`: what is above it is capped, which lowers it, until nothing
    /// more is above. 0 where fewer than N/2 hours carry weight.
    function _hourCap(Traded memory traded, uint256 hours_) private pure returns (uint256) {
        uint256 capped;
        uint256 sum = traded.weight;
        while (2 * capped < hours_) {
            uint256 cap = 2 * sum / (hours_ - 2 * capped);
            (uint256 above, uint256 below) = (0, 0);
            for (uint256 i = 0; i < traded.count; ++i) {
                uint256 weight = traded.weights[i];
                if (weight > cap) ++above;
                else below += weight;
            }
            if (above == capped) return cap;
            (capped, sum) = (above, below);
        }
        return 0;
    }

    function _saturated(uint256 price) private pure returns (uint128) {
        return price > type(uint128).max ? type(uint128).max : uint128(price);
    }
}
