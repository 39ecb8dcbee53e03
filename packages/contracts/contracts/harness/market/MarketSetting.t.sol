// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataMarketplace} from "../../marketplace/IDataMarketplace.sol";
import {MarketBooks} from "./MarketBooks.t.sol";

/// @notice The markets and curves of a walk.
abstract contract MarketSetting is MarketBooks {
    /// @dev The first is the deployment's. The second settles daily, expires in hours and moves further in a day than its
    /// band is wide, so that segments are left behind; the third is of dust, around the least ask of the index.
    function _openMarkets() internal {
        // Numbers of segments, markets, accounts and places of trades start at 1.
        segments.push();
        venues.push();
        earners.push();
        traded.push();
        _openMarket(cast.terms, false);
        _openMarket(
            IDataMarketplace.MarketTerms({
                segmentType: keccak256("LOCATION"),
                window: 21_601,
                confidenceLowBps: 8_500,
                confidenceHighBps: 10_000,
                referenceAsk: 3e18 + 7,
                bandBps: 500,
                dailyMoveBps: 700,
                settlementPeriodHours: 24,
                settlementWindowHours: 5,
                settlementOffsetHours: 3
            }),
            true
        );
        _openMarket(
            IDataMarketplace.MarketTerms({
                segmentType: keccak256("DWELL_TIME"),
                window: 100_003,
                confidenceLowBps: 1,
                confidenceHighBps: 5_000,
                referenceAsk: 1e16 + 13,
                bandBps: 1_000,
                dailyMoveBps: 333,
                settlementPeriodHours: 0,
                settlementWindowHours: 0,
                settlementOffsetHours: 0
            }),
            true
        );
    }

    function _openMarket(IDataMarketplace.MarketTerms memory terms, bool isNew) private {
        venues.push(Venue(terms, terms.referenceAsk, terms.referenceAsk, time));
        if (!isNew) return;
        vm.prank(cast.owner);
        cast.marketplace.addMarket(terms);
    }

    /// @dev Flat and falling are the deployment's; the third falls steeply, then hardly.
    function _addCurves() internal {
        uint256 table;
        uint256[16] memory flat;
        uint256[16] memory falling;
        uint256[16] memory steep;
        for (uint256 i = 0; i < 16; ++i) {
            (flat[i], falling[i], steep[i]) = (65_535, 65_535 - 4_000 * i, 65_535 / ((i + 1) * (i + 1)));
            table |= steep[i] << (16 * i);
        }
        curves.push(flat);
        curves.push(falling);
        curves.push(steep);
        vm.prank(cast.pricer);
        cast.marketplace.addCurve(table);
    }
}
