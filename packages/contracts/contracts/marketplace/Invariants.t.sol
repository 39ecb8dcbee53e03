// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MarketplaceFixture} from "../harness/MarketplaceFixture.t.sol";
import {Cast, MarketplaceHandler} from "../harness/MarketplaceHandler.t.sol";
import {MarketIndex} from "../index/MarketIndex.sol";
import {Account, Distribution, Market} from "./MarketplaceStorage.sol";
import {Segment} from "./SegmentWord.sol";

/// @notice The numbered invariants after any sequence of listing, buying alone, for others and in batches, repricing,
/// withdrawing, claiming, pausing, upgrading, margin changes, donations, surplus recovery, phase and time.
contract MarketplaceInvariants is MarketplaceFixture {
    MarketplaceHandler private handler;

    function setUp() public override {
        super.setUp();
        address second = address(_implementation(address(pat), address(gate)));
        handler = new MarketplaceHandler(
            Cast({
                marketplace: marketplace,
                pat: pat,
                gate: gate,
                owner: owner,
                treasury: treasury,
                lister: lister,
                pricer: pricer,
                wallet: wallet,
                implementations: [address(implementation), second]
            }),
            START
        );
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// @notice I1, I2, I6: PAT held = liabilities + donations, liabilities = sum of earnings, earnings = received less
    /// taken out.
    function invariant_I1_I2_I6_solvency() public view {
        uint256 sum;
        uint256 accounts = marketplace.registry().accounts;
        for (uint256 i = 0; i <= accounts; ++i) {
            uint256 earnings = marketplace.account(i).earnings;
            vm.assertEq(earnings, handler.received(i) - handler.takenOut(i), "I2: earnings");
            sum += earnings;
        }
        vm.assertEq(_liabilities(), sum, "I2: liabilities");
        vm.assertEq(pat.balanceOf(address(marketplace)), sum + handler.donated(), "I1, I6: held");
    }

    /// @notice I5: a distribution paid out what its leaves claimed, never more than it received.
    function invariant_I5_distributions() public view {
        uint256 accounts = marketplace.registry().accounts;
        for (uint256 i = 1; i <= accounts; ++i) {
            Distribution memory distribution = marketplace.distribution(i);
            if (distribution.root == 0) continue;
            uint256 claimed;
            for (uint256 leaf = 0; leaf < 4; ++leaf) claimed += marketplace.claimedBy(i, leaf);
            vm.assertEq(distribution.claimed, claimed, "by leaf");
            vm.assertEq(claimed + marketplace.account(i).earnings, handler.received(i), "received");
        }
    }

    /// @notice I7, I9: access if and only if a paid purchase put it there and the window has not ended.
    function invariant_I7_I9_access() public view {
        uint256 segments = handler.segments();
        for (uint256 id = 0; id <= segments + 1; ++id) {
            bool live = handler.time() < handler.issuedAt(id) + WINDOW;
            for (uint256 i = 0; i < handler.ACTORS(); ++i) {
                address actor = handler.actors(i);
                bool expected = handler.paid(actor, id) && live;
                vm.assertTrue(marketplace.hasAccess(actor, id) == expected, "access");
            }
            vm.assertFalse(marketplace.hasAccess(owner, id), "the owner bought nothing");
            vm.assertFalse(marketplace.hasAccess(wallet, id), "nor did the broker");
        }
    }

    /// @notice I8, I16, I17: sold + remaining = capacity; margin and ask as stamped or repriced.
    function invariant_I8_I17_segments() public view {
        uint256 segments = handler.segments();
        vm.assertEq(marketplace.registry().segments, segments, "segments");
        for (uint256 id = 1; id <= segments; ++id) {
            Segment memory segment = marketplace.segment(id);
            vm.assertEq(segment.remaining + handler.sold(id), handler.capacity(id), "I8: capacity");
            vm.assertEq(segment.marginBps, handler.stampedMargin(id), "I17: margin");
            vm.assertEq(segment.freshAsk, handler.freshAsk(id), "I17: ask");
            vm.assertEq(segment.issuedAt, handler.issuedAt(id), "I17: issued");
            vm.assertLe(segment.marginBps, 5_000, "I16: margin");
            vm.assertEq(marketplace.sealOf(handler.content(id)), id, "I24: seal");
        }
    }

    /// @notice I10: in whatever state, every provider can take all it is owed at once.
    function invariant_I10_exitsAreOpen() public {
        for (uint256 i = 0; i < handler.ACTORS(); ++i) {
            address actor = handler.actors(i);
            uint256 owed = marketplace.account(marketplace.accountOf(actor)).earnings;
            if (owed == 0) continue;
            uint256 before = pat.balanceOf(actor);
            vm.prank(actor);
            vm.assertEq(marketplace.withdrawEarnings(), owed, "paid");
            vm.assertEq(pat.balanceOf(actor) - before, owed, "received");
        }
    }

    /// @notice I11: the phase is where its advances left it.
    function invariant_I11_phase() public view {
        vm.assertEq(gate.phase(), handler.phase(), "phase");
    }

    /// @notice I19: the reference lies within the daily move of its anchor.
    function invariant_I19_reference() public view {
        Market memory market = marketplace.market(MARKET);
        vm.assertLe(uint256(market.referenceAsk) * 10_000, uint256(market.anchorAsk) * 10_500, "above");
        vm.assertGe(uint256(market.referenceAsk) * 10_000, uint256(market.anchorAsk) * 9_500, "below");
    }

    /// @notice I21, I22: every bucket holds the sums of the independent trades of its hour.
    function invariant_I21_I22_index() public view {
        uint256 last = handler.time() / 3_600;
        for (uint256 hour = START / 3_600; hour <= last; ++hour) {
            MarketplaceHandler.IndexSums memory sums = handler.indexSums(hour);
            MarketIndex.Bucket memory bucket = marketplace.indexBucket(MARKET, hour);
            vm.assertEq(bucket.trades, sums.trades, "trades");
            vm.assertEq(bucket.sumAsk, sums.ask, "asks");
            vm.assertEq(bucket.sumWeight, sums.weight, "weights");
        }
    }

    /// @notice The actions reach every corner: without this, the invariants above could hold of nothing.
    function test_behavior_theHandlerTrades() public {
        for (uint256 i = 0; i < 40; ++i) {
            uint256 seed = uint256(keccak256(abi.encode(i)));
            handler.list(seed);
            handler.listDistribution(seed >> 1);
            handler.pass(seed >> 2);
            for (uint256 j = 0; j < 3; ++j) handler.buy(seed >> (8 * j), seed >> (16 * j));
            handler.buyBatch(seed >> 3, seed >> 4);
            handler.buyFor(seed >> 5, seed >> 6, seed >> 7);
            handler.reprice(seed >> 8, seed >> 9, seed >> 10);
            handler.moveReference(seed >> 11);
            handler.withdraw(seed >> 12, i % 2 == 0);
            for (uint256 j = 0; j < 4; ++j) handler.claim(seed >> (13 * j), j);
            handler.donate(seed >> 14, seed >> 15);
            if (i % 3 == 0) handler.recoverSurplus();
            if (i % 5 == 0) handler.upgrade();
            handler.markAffiliate(seed >> 16, i % 4 == 0);
        }
        handler.advancePhase();
        handler.togglePause();
        handler.buy(1, 2);
        handler.list(3);
        handler.advancePhase();
        vm.assertGe(handler.purchases(), 60, "purchases");
        vm.assertGe(marketplace.registry().accounts, 40, "accounts");
        invariant_I1_I2_I6_solvency();
        invariant_I5_distributions();
        invariant_I7_I9_access();
        invariant_I8_I17_segments();
        invariant_I11_phase();
        invariant_I19_reference();
        invariant_I21_I22_index();
        invariant_I10_exitsAreOpen();
    }
}
