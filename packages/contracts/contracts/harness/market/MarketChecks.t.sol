// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMarketplace} from "../MarketplaceFixture.t.sol";
import {MarketIndex} from "../../index/MarketIndex.sol";
import {Distribution, Market, Registry, Till} from "../../marketplace/MarketplaceStorage.sol";
import {Segment} from "../../marketplace/SegmentWord.sol";
import {MarketSums} from "./MarketSums.t.sol";
import {MarketplaceLens} from "../../lens/MarketplaceLens.sol";

/// @notice Everything that the marketplace shows, against the books.
abstract contract MarketChecks is MarketSums {
    using MarketplaceLens for IMarketplace;

    function check() external view {
        check_I1_I2_I4_I6_solvency();
        check_I5_distributions();
        check_I7_I9_access();
        check_I8_I16_I17_I24_segments();
        check_I11_I19_settings();
        check_I21_I22_I23_index();
    }

    /// @notice I1, I2, I4, I6: every balance is what the books say; the marketplace holds its liabilities and what was
    /// donated.
    function check_I1_I2_I4_I6_solvency() public view {
        uint256 sum;
        for (uint256 i = 1; i < earners.length; ++i) {
            vm.assertEq(cast.marketplace.account(i).earnings, _owed(i), "I2: earnings");
            vm.assertEq(cast.marketplace.account(i).owner, earners[i].owner, "I2: whose");
            if (earners[i].owner != address(0)) {
                vm.assertEq(cast.marketplace.accountOf(earners[i].owner), i, "I2: account");
            }
            sum += _owed(i);
        }
        vm.assertEq(cast.marketplace.till().liabilities, sum, "I2: liabilities");
        vm.assertEq(held[_marketplace()], sum + donated, "I1, I6: the books agree with themselves");
        vm.assertEq(cast.pat.balanceOf(_marketplace()), sum + donated, "I1, I6: held");
        for (uint256 i = 0; i < ACTORS; ++i) {
            vm.assertEq(cast.pat.balanceOf(actors[i]), held[actors[i]], "I4: balance");
            vm.assertEq(cast.pat.allowance(actors[i], _marketplace()), allowed[actors[i]], "I4: allowance");
            vm.assertEq(cast.votePat.balanceOf(actors[i]), wrapped[actors[i]], "I35: wrapped");
        }
        vm.assertEq(cast.pat.balanceOf(cast.wallet), held[cast.wallet], "I4: wallet");
        vm.assertEq(cast.pat.balanceOf(cast.treasury), held[cast.treasury], "I4: treasury");
        vm.assertEq(cast.pat.balanceOf(address(cast.votePat)), wrappedSum, "I35: backed");
    }

    /// @notice I5: a distribution paid out what its leaves claimed, never more than it received.
    function check_I5_distributions() public view {
        for (uint256 i = 1; i < earners.length; ++i) {
            if (earners[i].owner != address(0)) continue;
            uint256 sum;
            for (uint256 leaf = 0; leaf < 4; ++leaf) {
                vm.assertEq(cast.marketplace.claimedBy(i, leaf), claimed[i][leaf], "I5: by leaf");
                sum += claimed[i][leaf];
            }
            Distribution memory shown = cast.marketplace.distribution(i);
            vm.assertEq(shown.claimed, sum, "I5: claimed");
            vm.assertTrue(shown.root != 0, "I5: root");
            vm.assertEq(sum + cast.marketplace.account(i).earnings, earners[i].received, "I5: received");
        }
    }

    /// @notice I7, I9: access if and only if a paid purchase or a delivery put it there and the window has not ended.
    function check_I7_I9_access() public view {
        for (uint256 id = 0; id <= segments.length; ++id) {
            bool live = id != 0 && id < segments.length && time < _expiry(id);
            for (uint256 i = 0; i < ACTORS; ++i) {
                bool expected = live && granted[actors[i]][id];
                vm.assertTrue(cast.marketplace.hasAccess(actors[i], id) == expected, "I7, I9: access");
            }
            vm.assertFalse(cast.marketplace.hasAccess(cast.owner, id), "I7: the owner bought nothing");
        }
    }

    /// @notice I8, I16, I17, I24: each field of each segment as listed, repriced and sold.
    function check_I8_I16_I17_I24_segments() public view {
        for (uint256 id = 1; id < segments.length; ++id) {
            Listed storage listed = segments[id];
            Segment memory shown = cast.marketplace.segment(id);
            vm.assertEq(shown.remaining + listed.sold, listed.capacity, "I8: capacity");
            vm.assertEq(shown.marginBps, listed.margin, "I17: margin");
            vm.assertEq(shown.freshAsk, listed.freshAsk, "I17: ask");
            vm.assertEq(shown.issuedAt, listed.issuedAt, "I17: issued");
            vm.assertEq(shown.window, listed.window, "I17: window");
            vm.assertEq(shown.confidenceBps, listed.confidence, "I17: confidence");
            vm.assertEq(shown.market, listed.market, "I17: market");
            vm.assertEq(shown.curve, listed.curve, "I17: curve");
            vm.assertEq(shown.account, listed.account, "I17: account");
            vm.assertLe(shown.marginBps, 5_000, "I16: margin");
            vm.assertEq(cast.marketplace.sealOf(listed.content), id, "I24: seal");
            vm.assertEq(cast.marketplace.askAnchor(id).movedAt, listed.movedAt, "I40: moved");
            vm.assertEq(cast.marketplace.askAnchor(id).ask, listed.anchorAsk, "I38: anchor");
        }
    }

    /// @notice I11, I19: phase, counts, settings, references, standings and pauses.
    function check_I11_I19_settings() public view {
        vm.assertEq(cast.gate.phase(), phase, "I11: phase");
        Registry memory counts = cast.marketplace.registry();
        vm.assertEq(counts.segments, segments.length - 1, "I24: segments");
        vm.assertEq(counts.accounts, earners.length - 1, "accounts");
        vm.assertEq(counts.markets, venues.length - 1, "markets");
        vm.assertEq(counts.curves, curves.length, "curves");
        vm.assertEq(counts.brokerMarginBps, brokerMargin, "broker's margin");
        vm.assertEq(counts.marginBandBps, marginBand, "margin band");
        Till memory till = cast.marketplace.till();
        vm.assertEq(till.brokerWallet, wallet, "wallet");
        vm.assertEq(till.pauseLevels, (ownerPaused ? 1 : 0) + (copiedPause ? 2 : 0), "I30: pauses");
        for (uint256 i = 1; i < venues.length; ++i) {
            Market memory shown = cast.marketplace.market(i);
            vm.assertEq(shown.referenceAsk, venues[i].referenceAsk, "I19: reference");
            vm.assertEq(shown.anchorAsk, venues[i].anchorAsk, "I19: anchor");
            vm.assertEq(shown.anchorAt, venues[i].anchorAt, "I19: anchored");
        }
        for (uint256 i = 0; i < ACTORS; ++i) {
            vm.assertTrue(cast.marketplace.isOutsideIndex(actors[i]) == _isOutside(actors[i]), "I22: standing");
        }
    }

    /// @notice I21, I22, I23: every bucket holds the sums of the trades of its hour that count, or nothing once the ring
    /// has moved on.
    function check_I21_I22_I23_index() public view {
        for (uint256 i = 1; i < traded.length; ++i) _checkBucket(traded[i].market, traded[i].hour);
        for (uint256 market = 1; market < venues.length; ++market) {
            _checkBucket(market, time / 3_600);
            _checkBucket(market, time / 3_600 - 1);
        }
    }

    function _checkBucket(uint256 market, uint256 hour) private view {
        Traded memory sums = _bucket(market, hour);
        MarketIndex.Bucket memory shown = cast.marketplace.indexBucket(market, hour);
        vm.assertEq(shown.trades, sums.trades, "I21: trades");
        vm.assertEq(shown.sumAsk, sums.ask, "I21: asks");
        vm.assertEq(shown.sumWeight, sums.weight, "I21: weights");
    }
}
