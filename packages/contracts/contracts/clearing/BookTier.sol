// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataMarketplace} from "../marketplace/IDataMarketplace.sol";
import {HOUR} from "../math/Units.sol";

/// @title By how much a thinly traded market's worst case is multiplied
/// @notice The same integers as `liquidityTierMultiplier` of the risk package at its default tiers.
library BookTier {
    uint256 private constant WEEK_HOURS = 168;
    uint256 private constant LIQUID = 100_000e18;
    uint256 private constant THIN = 10_000e18;

    /// @notice Basis points, from the asks that entered the market's index in the 168 hours before this one.
    function multiplierBps(IDataMarketplace marketplace, uint256 market) internal view returns (uint256) {
        uint256 volume;
        uint256 hour = block.timestamp / HOUR;
        for (uint256 i = hour - WEEK_HOURS; i < hour; ++i) volume += marketplace.indexBucket(market, i).sumAsk;
        return volume >= LIQUID ? 10_000 : volume >= THIN ? 11_000 : 12_500;
    }
}
