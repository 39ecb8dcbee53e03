// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MarketIndex} from "../index/MarketIndex.sol";
import {IDataMarketplace} from "../marketplace/IDataMarketplace.sol";
import {Market} from "../marketplace/MarketplaceStorage.sol";
import {BPS, HOUR} from "../math/Units.sol";

/// @title Open interest that moving the index can't pay for
/// @notice `0.5 m_min V_min (1 - k) / k`: the same integers as `openInterestCap` of the derivatives package.
library OpenInterestCap {
    uint256 private constant WINDOWS = 4;

    /// @notice The cap of a market that settles, from the thinnest of its last four settlement windows.
    /// @param terms Its calendar.
    /// @param bandBps k.
    /// @return Lots; one is one fresh unit at confidence 1.0.
    function measure(IDataMarketplace marketplace, uint256 market, Market memory terms, uint256 bandBps)
        internal
        view
        returns (uint256)
    {
        uint256 hour = block.timestamp / HOUR;
        uint256 period = terms.settlementPeriodHours;
        uint256 end = hour - (hour + period - terms.settlementOffsetHours) % period;
        uint256 least = type(uint256).max;
        for (uint256 i = 0; i < WINDOWS; ++i) {
            uint256 weight = _weight(marketplace, market, end - terms.settlementWindowHours, end, hour);
            if (weight < least) least = weight;
            end -= period;
        }
        uint256 margin = marketplace.minIndexMarginBps();
        return least * margin * (BPS - bandBps) / (2 * BPS * bandBps * MarketIndex.WEIGHT_ONE);
    }

    /// @dev What was traded in a window; nothing where the ring no longer holds it.
    function _weight(IDataMarketplace marketplace, uint256 market, uint256 from, uint256 to, uint256 hour)
        private
        view
        returns (uint256 sum)
    {
        if (hour - from >= MarketIndex.RING_HOURS) return 0;
        for (uint256 each = from; each < to; ++each) sum += marketplace.indexBucket(market, each).sumWeight;
    }
}
