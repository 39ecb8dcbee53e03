// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IMarketplace, MarketplaceFixture} from "../harness/MarketplaceFixture.t.sol";
import {MarketIndex} from "../index/MarketIndex.sol";
import {IDataMarketplace} from "./IDataMarketplace.sol";
import {MarketplaceLens} from "../lens/MarketplaceLens.sol";

/// @notice I3, I4, I7-I9, I14, I22: buying, both sides of every boundary.
contract SpotPurchaseTest is MarketplaceFixture {
    using MarketplaceLens for IMarketplace;

    uint256 private constant HOUR = START / 3_600;
    uint256 private constant NO_LIMIT = type(uint256).max;
    address private immutable friend = _actor("friend");

    // ------------------------------------------------------------------ one purchase

    /// @notice I4: 100 PAT at a margin of 30 % pay 70 to the provider and 30 to the broker.
    function test_default() public {
        uint256 id = _list(FLAT, 5);
        vm.expectEmit(address(marketplace));
        emit IDataMarketplace.SegmentPurchased(id, buyer, 100e18, 70e18);
        vm.prank(buyer);
        vm.assertEq(marketplace.buySegment(id), 100e18, "ask");
        vm.assertEq(pat.balanceOf(buyer), RICH - 100e18, "buyer");
        vm.assertEq(pat.balanceOf(wallet), 30e18, "broker");
        vm.assertEq(pat.balanceOf(address(marketplace)), 70e18, "held");
        vm.assertEq(_liabilities(), 70e18, "owed");
        vm.assertEq(_earnings(provider), 70e18, "earnings");
        vm.assertEq(marketplace.segment(id).remaining, 4, "capacity");
        vm.assertTrue(marketplace.hasAccess(buyer, id), "access");
        vm.assertFalse(marketplace.hasAccess(provider, id), "nobody else's");
        MarketIndex.Bucket memory bucket = marketplace.indexBucket(MARKET, HOUR);
        vm.assertEq(bucket.trades, 1, "trades");
        vm.assertEq(bucket.sumAsk, 100e18, "sumAsk");
        vm.assertEq(bucket.sumWeight, 1e18 * uint256(CONFIDENCE), "sumWeight");
    }

    /// @notice I9: bought and read to the last second of the window, neither in the next.
    function test_behavior_windowEnds() public {
        uint256 id = _list(FALLING, 3);
        _buy(buyer, id);
        _fund(friend);
        vm.warp(START + WINDOW - 1);
        vm.assertTrue(marketplace.hasAccess(buyer, id), "read in the last second");
        vm.assertGe(_buy(friend, id), 1, "bought in the last second");
        vm.warp(START + WINDOW);
        vm.assertFalse(marketplace.hasAccess(buyer, id), "not read after");
        bytes memory expired = abi.encodeWithSelector(
            IDataMarketplace.DataMarketplace_SegmentExpired.selector, id, START + WINDOW, START + WINDOW
        );
        vm.expectRevert(expired);
        _buy(provider, id);
        vm.expectRevert(expired);
        marketplace.askOf(id);
    }

    /// @notice I14: the ask decays along its curve: half-way between knots 7 and 8, `37535 - 2000 = 35535 / 65535`.
    function test_behavior_askDecays() public {
        uint256 id = _list(FALLING, 1);
        vm.warp(START + WINDOW / 2);
        uint256 freshness = (uint256(35_535) * 1e18 + 65_534) / 65_535;
        uint256 ask = (100e18 * freshness + 1e18 - 1) / 1e18;
        (uint256 shown, uint256 payout, uint256 spread) = marketplace.askOf(id);
        vm.assertEq(shown, ask, "askOf");
        vm.assertEq(payout, ask * 7 / 10, "payout");
        vm.assertEq(payout + spread, ask, "I3");
        vm.assertEq(_buy(buyer, id), ask, "paid");
        vm.assertEq(marketplace.indexBucket(MARKET, HOUR + 84).sumWeight, freshness * CONFIDENCE, "weight");
    }

    function test_behavior_maxAskIsInclusive() public {
        uint256 id = _list(FLAT, 2);
        vm.startPrank(buyer);
        uint256[2] memory limits = [uint256(0), 100e18 - 1];
        for (uint256 i = 0; i < 2; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    IDataMarketplace.DataMarketplace_AskAboveMax.selector, id, 100e18, limits[i]
                )
            );
            marketplace.buySegment(id, limits[i]);
        }
        vm.assertEq(marketplace.buySegment(id, 100e18), 100e18, "at the limit");
        vm.stopPrank();
    }

    function test_error_SegmentUnknown() public {
        uint256 id = _list();
        uint256[4] memory unknown = [uint256(0), id + 1, 2 ** 64, NO_LIMIT];
        for (uint256 i = 0; i < 4; ++i) {
            bytes memory reason = abi.encodeWithSelector(
                IDataMarketplace.DataMarketplace_SegmentUnknown.selector, unknown[i]
            );
            vm.expectRevert(reason);
            _buy(buyer, unknown[i]);
            vm.expectRevert(reason);
            marketplace.askOf(unknown[i]);
            vm.assertFalse(marketplace.hasAccess(buyer, unknown[i]), "access");
        }
    }

    /// @notice I8: as many access rights as there were, not one more.
    function test_error_SegmentSoldOut() public {
        uint256 id = _list(FLAT, 2);
        _fund(friend);
        _buy(buyer, id);
        _buy(friend, id);
        vm.assertEq(marketplace.segment(id).remaining, 0, "remaining");
        bytes memory soldOut =
            abi.encodeWithSelector(IDataMarketplace.DataMarketplace_SegmentSoldOut.selector, id);
        vm.expectRevert(soldOut);
        _buy(stranger, id);
        vm.expectRevert(soldOut);
        marketplace.askOf(id);
        vm.assertTrue(marketplace.hasAccess(friend, id), "what was sold stays");
    }

    function test_error_SegmentAlreadyOwned() public {
        uint256 id = _list(FLAT, 2);
        _buy(buyer, id);
        vm.expectRevert(
            abi.encodeWithSelector(IDataMarketplace.DataMarketplace_SegmentAlreadyOwned.selector, id, buyer)
        );
        _buy(buyer, id);
        vm.assertEq(pat.balanceOf(buyer), RICH - 100e18, "paid once");
    }

    /// @notice Ids on both sides of an access word's edge keep their own bits.
    function test_behavior_accessWords() public {
        for (uint256 i = 1; i <= 257; ++i) _list();
        uint256[4] memory bought = [uint256(1), 255, 256, 257];
        for (uint256 i = 0; i < 4; ++i) _buy(buyer, bought[i]);
        for (uint256 id = 0; id <= 258; ++id) {
            bool owned = id == 1 || (id >= 255 && id <= 257);
            vm.assertTrue(marketplace.hasAccess(buyer, id) == owned, "bit");
        }
    }

    function test_error_insufficientBalanceOrAllowance() public {
        uint256 id = _list();
        _give(friend, 100e18 - 1);
        vm.startPrank(friend);
        pat.approve(address(marketplace), 100e18 - 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientAllowance.selector, address(marketplace), 100e18 - 1, 100e18
            )
        );
        marketplace.buySegment(id);
        pat.approve(address(marketplace), 100e18);
        vm.expectRevert(
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientBalance.selector, friend, 100e18 - 1, 100e18
            )
        );
        marketplace.buySegment(id);
        vm.stopPrank();
        vm.assertFalse(marketplace.hasAccess(friend, id), "no access");
        vm.assertEq(marketplace.segment(id).remaining, 1, "no capacity used");
        vm.assertEq(_liabilities() + _earnings(provider), 0, "nothing owed");
        vm.assertEq(marketplace.indexBucket(MARKET, HOUR).trades, 0, "no trade");
    }

    function test_error_Paused() public {
        uint256 id = _list();
        _pause(true);
        bytes[5] memory purchases = _purchases(id);
        for (uint256 i = 0; i < 5; ++i) {
            vm.prank(buyer);
            (bool done, bytes memory data) = address(marketplace).call(purchases[i]);
            vm.assertFalse(done, "went through");
            vm.assertEq(data, _paused(true, 0), "reason");
        }
        (uint256 ask,,) = marketplace.askOf(id);
        vm.assertEq(ask, 100e18, "a price is still shown");
        _pause(false);
        _buy(buyer, id);
    }

    /// @notice Spot is open to every class from phase 1 and stays so.
    function test_behavior_everyClassBuysSpot() public {
        uint256 id = _list(FLAT, 4);
        address[4] memory accounts = [_actor("retail"), _actor("institution"), _actor("broker"), _actor("lapsed")];
        vm.startPrank(registrar);
        gate.admitInstitution(accounts[1], uint40(START + 1_000), 0);
        gate.admitInstitution(accounts[3], uint40(START + 1), 0);
        vm.stopPrank();
        vm.startPrank(owner);
        gate.setBroker(accounts[2], true);
        gate.advancePhase();
        vm.stopPrank();
        vm.warp(START + 1);
        for (uint256 i = 0; i < 4; ++i) {
            _fund(accounts[i]);
            _buy(accounts[i], id);
            vm.assertTrue(marketplace.hasAccess(accounts[i], id), "access");
        }
    }

    /// @notice I3, I4 for any ask, margin and age: balances move by exactly the parts, and the supply stays.
    function testFuzz_purchaseConserves(uint256 ask, uint256 margin, uint256 age) public {
        uint88 freshAsk = uint88(_within(ask, 80e18, 120e18));
        uint256 id = _listAt(FALLING, 1, freshAsk, uint16(_within(margin, MIN_INDEX_MARGIN, 5_000)));
        vm.warp(START + _within(age, 0, WINDOW - 1));
        uint256 paid = _buy(buyer, id);
        uint256 owed = _liabilities();
        vm.assertEq(RICH - pat.balanceOf(buyer), paid, "buyer");
        vm.assertEq(pat.balanceOf(wallet), paid - owed, "broker");
        vm.assertEq(pat.balanceOf(address(marketplace)), owed, "held");
        vm.assertEq(_earnings(provider), owed, "earnings");
        vm.assertEq(owed, (paid * (10_000 - marketplace.segment(id).marginBps)) / 10_000, "I3");
        vm.assertLe(paid, freshAsk, "I14");
    }

    // ------------------------------------------------------------------ index thresholds

    /// @notice I22: an ask or margin at the threshold enters, one below does not; both are sold all the same.
    function test_behavior_indexThresholds() public {
        uint16 market = _smallMarket();
        _buySmall(market, uint88(MIN_INDEX_ASK), uint16(MIN_INDEX_MARGIN));
        vm.assertEq(marketplace.indexBucket(market, HOUR).trades, 1, "at both");
        _buySmall(market, uint88(MIN_INDEX_ASK - 1), uint16(MIN_INDEX_MARGIN));
        vm.assertEq(marketplace.indexBucket(market, HOUR).trades, 1, "ask below");
        // No segment is listed or repriced below the least margin; an upgrade may raise it above what is listed.
        bytes memory arguments = abi.encode(pat, gate, MIN_INDEX_ASK, MIN_INDEX_MARGIN + 1, 0);
        address stricter = _create("DataMarketplace.sol:DataMarketplace", arguments);
        vm.prank(owner);
        marketplace.updateBrokerContract(stricter);
        IDataMarketplace.Listing memory listing = _listing();
        (listing.market, listing.freshAsk) = (market, uint88(MIN_INDEX_ASK));
        _buy(buyer, _register(listing));
        vm.assertEq(marketplace.indexBucket(market, HOUR).trades, 1, "margin below");
    }

    // ------------------------------------------------------------------ for a recipient

    function test_default_buySegmentFor() public {
        uint256 id = _list();
        vm.expectEmit(address(marketplace));
        emit IDataMarketplace.PurchaseConsentSet(friend, buyer, true);
        vm.prank(friend);
        marketplace.setPurchaseConsent(buyer, true);
        vm.assertTrue(marketplace.purchaseConsent(friend, buyer), "consent");
        vm.prank(buyer);
        vm.assertEq(marketplace.buySegmentFor(id, 100e18, friend), 100e18, "ask");
        vm.assertTrue(marketplace.hasAccess(friend, id), "recipient");
        vm.assertFalse(marketplace.hasAccess(buyer, id), "payer");
        vm.assertEq(pat.balanceOf(buyer), RICH - 100e18, "the caller pays");
    }

    function test_error_NoConsent() public {
        uint256 id = _list(FLAT, 3);
        _expectNoConsent(friend);
        _buyFor(id, friend);
        // Consent is by payer and one way.
        vm.prank(friend);
        marketplace.setPurchaseConsent(stranger, true);
        vm.prank(buyer);
        marketplace.setPurchaseConsent(friend, true);
        _expectNoConsent(friend);
        _buyFor(id, friend);
        vm.prank(friend);
        marketplace.setPurchaseConsent(buyer, true);
        _buyFor(id, friend);
        vm.prank(friend);
        marketplace.setPurchaseConsent(buyer, false);
        _expectNoConsent(friend);
        _buyFor(id, friend);
        _expectNoConsent(address(0));
        _buyFor(id, address(0));
        // Oneself needs none.
        _buyFor(id, buyer);
        vm.assertTrue(marketplace.hasAccess(buyer, id), "oneself");
    }

    function test_error_setPurchaseConsent() public {
        _expectZeroAddress("payer");
        marketplace.setPurchaseConsent(address(0), true);
    }

    // ------------------------------------------------------------------ batches

    function test_default_buySegments() public {
        IDataMarketplace.Order[] memory orders = _orders(20, NO_LIMIT);
        vm.prank(buyer);
        (uint256 totalAsk, uint256 filled) = marketplace.buySegments(orders, true, buyer);
        vm.assertEq(totalAsk, 2_000e18, "totalAsk");
        vm.assertEq(filled, 20, "filled");
        vm.assertEq(pat.balanceOf(wallet), 600e18, "broker");
        vm.assertEq(_liabilities(), 1_400e18, "owed");
        vm.assertEq(_earnings(provider), 1_400e18, "earnings");
        vm.assertEq(marketplace.indexBucket(MARKET, HOUR).trades, 20, "trades");
        for (uint256 i = 0; i < 20; ++i) vm.assertTrue(marketplace.hasAccess(buyer, orders[i].id), "access");
    }

    /// @notice Skipping names every reason, charges the filled ones only and goes on.
    function test_behavior_skipping() public {
        IDataMarketplace.Order[] memory orders = _mixedOrders();
        IDataMarketplace.Unavailable[7] memory reasons = _mixedReasons();
        for (uint256 i = 0; i < 7; ++i) {
            if (reasons[i] == IDataMarketplace.Unavailable.No) continue;
            vm.expectEmit(address(marketplace));
            emit IDataMarketplace.OrderSkipped(orders[i].id, buyer, reasons[i]);
        }
        uint256 before = pat.balanceOf(buyer);
        vm.prank(buyer);
        (uint256 totalAsk, uint256 filled) = marketplace.buySegments(orders, false, buyer);
        vm.assertEq(filled, 1, "filled");
        vm.assertEq(before - pat.balanceOf(buyer), totalAsk, "charged");
        vm.assertTrue(marketplace.hasAccess(buyer, orders[5].id), "the one that could be bought");
    }

    /// @notice Strict reverts with the reason of the first unavailable item and changes nothing.
    function test_behavior_strict() public {
        IDataMarketplace.Order[] memory orders = _mixedOrders();
        bytes[7] memory reasons = [
            abi.encodeWithSelector(IDataMarketplace.DataMarketplace_SegmentUnknown.selector, orders[0].id),
            abi.encodeWithSelector(
                IDataMarketplace.DataMarketplace_SegmentExpired.selector,
                orders[1].id,
                START + WINDOW,
                block.timestamp
            ),
            abi.encodeWithSelector(IDataMarketplace.DataMarketplace_SegmentSoldOut.selector, orders[2].id),
            abi.encodeWithSelector(
                IDataMarketplace.DataMarketplace_SegmentAlreadyOwned.selector, orders[3].id, buyer
            ),
            abi.encodeWithSelector(
                IDataMarketplace.DataMarketplace_AskAboveMax.selector, orders[4].id, 100e18, 100e18 - 1
            ),
            bytes(""),
            abi.encodeWithSelector(
                IDataMarketplace.DataMarketplace_SegmentAlreadyOwned.selector, orders[6].id, buyer
            )
        ];
        uint256 before = pat.balanceOf(buyer);
        for (uint256 i = 0; i < 7; ++i) {
            if (i == 5) continue;
            IDataMarketplace.Order[] memory two = new IDataMarketplace.Order[](2);
            (two[0], two[1]) = (orders[5], orders[i]);
            vm.expectRevert(reasons[i]);
            vm.prank(buyer);
            marketplace.buySegments(two, true, buyer);
        }
        vm.assertEq(pat.balanceOf(buyer), before, "charged nothing");
        vm.assertFalse(marketplace.hasAccess(buyer, orders[5].id), "granted nothing");
    }

    function test_behavior_aBatchOfNothingFillsNothing() public {
        IDataMarketplace.Order[] memory orders = new IDataMarketplace.Order[](1);
        orders[0] = IDataMarketplace.Order(99, NO_LIMIT);
        vm.prank(stranger);
        (uint256 totalAsk, uint256 filled) = marketplace.buySegments(orders, false, stranger);
        vm.assertEq(totalAsk + filled, 0, "nothing");
    }

    function test_behavior_batchSizes() public {
        uint256[2] memory wrong = [uint256(0), 101];
        for (uint256 i = 0; i < 2; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(IDataMarketplace.DataMarketplace_BatchSize.selector, wrong[i], 100)
            );
            marketplace.buySegments(new IDataMarketplace.Order[](wrong[i]), false, buyer);
        }
        IDataMarketplace.Order[] memory orders = _orders(100, 100e18);
        vm.prank(buyer);
        (, uint256 filled) = marketplace.buySegments(orders, true, buyer);
        vm.assertEq(filled, 100, "the largest");
    }

    function test_behavior_batchForARecipient() public {
        IDataMarketplace.Order[] memory orders = _orders(2, NO_LIMIT);
        _expectNoConsent(friend);
        vm.prank(buyer);
        marketplace.buySegments(orders, true, friend);
        vm.prank(friend);
        marketplace.setPurchaseConsent(buyer, true);
        vm.prank(buyer);
        marketplace.buySegments(orders, true, friend);
        vm.assertTrue(marketplace.hasAccess(friend, orders[1].id), "recipient");
    }

    /// @notice A batch is the same as its purchases one by one: balances, earnings, index.
    function testFuzz_batchEqualsSinglePurchases(uint256 seed, uint256 count) public {
        count = _within(count, 1, 8);
        _fund(friend);
        IDataMarketplace.Order[] memory orders = new IDataMarketplace.Order[](count);
        for (uint256 i = 0; i < count; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint88 freshAsk = uint88(_within(seed >> 8, 80e18, 120e18));
            uint16 margin = uint16(_within(seed >> 100, MIN_INDEX_MARGIN, 5_000));
            orders[i] = IDataMarketplace.Order(_listAt(uint8(seed % 2), 2, freshAsk, margin), NO_LIMIT);
        }
        vm.warp(START + _within(seed, 0, WINDOW - 1));
        uint256 single;
        for (uint256 i = 0; i < count; ++i) single += _buy(friend, orders[i].id);
        (uint256 owed, uint256 spread) = (_liabilities(), pat.balanceOf(wallet));
        uint256 hour = block.timestamp / 3_600;
        MarketIndex.Bucket memory once = marketplace.indexBucket(MARKET, hour);
        vm.prank(buyer);
        (uint256 totalAsk,) = marketplace.buySegments(orders, true, buyer);
        vm.assertEq(totalAsk, single, "ask");
        vm.assertEq(_liabilities(), 2 * owed, "owed");
        vm.assertEq(pat.balanceOf(wallet), 2 * spread, "broker");
        MarketIndex.Bucket memory twice = marketplace.indexBucket(MARKET, hour);
        vm.assertEq(twice.sumAsk, 2 * once.sumAsk, "index asks");
        vm.assertEq(twice.sumWeight, 2 * once.sumWeight, "index weights");
        vm.assertEq(twice.trades, 2 * once.trades, "index trades");
    }

    // ------------------------------------------------------------------ shorthands

    function _buyFor(uint256 id, address recipient) private {
        vm.prank(buyer);
        marketplace.buySegmentFor(id, NO_LIMIT, recipient);
    }

    function _expectNoConsent(address recipient) private view {
        vm.expectRevert(
            abi.encodeWithSelector(IDataMarketplace.DataMarketplace_NoConsent.selector, recipient, buyer)
        );
    }

    function _orders(uint256 count, uint256 maxAsk) private returns (IDataMarketplace.Order[] memory orders) {
        orders = new IDataMarketplace.Order[](count);
        for (uint256 i = 0; i < count; ++i) orders[i] = IDataMarketplace.Order(_list(), maxAsk);
    }

    /// @dev One order for each reason, then one that can be bought, then the same once more.
    function _mixedOrders() private returns (IDataMarketplace.Order[] memory orders) {
        orders = new IDataMarketplace.Order[](7);
        uint256 expired = _list();
        vm.warp(START + WINDOW);
        uint256 soldOut = _list();
        _fund(friend);
        _buy(friend, soldOut);
        uint256 owned = _list(FLAT, 2);
        _buy(buyer, owned);
        uint256 free = _list(FLAT, 3);
        orders[0] = IDataMarketplace.Order(1_000, NO_LIMIT);
        orders[1] = IDataMarketplace.Order(expired, NO_LIMIT);
        orders[2] = IDataMarketplace.Order(soldOut, NO_LIMIT);
        orders[3] = IDataMarketplace.Order(owned, NO_LIMIT);
        orders[4] = IDataMarketplace.Order(_list(), 100e18 - 1);
        orders[5] = IDataMarketplace.Order(free, 100e18);
        orders[6] = IDataMarketplace.Order(free, 100e18);
    }

    function _mixedReasons() private pure returns (IDataMarketplace.Unavailable[7] memory) {
        return [
            IDataMarketplace.Unavailable.Unknown,
            IDataMarketplace.Unavailable.Expired,
            IDataMarketplace.Unavailable.SoldOut,
            IDataMarketplace.Unavailable.AlreadyOwned,
            IDataMarketplace.Unavailable.AskAboveMax,
            IDataMarketplace.Unavailable.No,
            IDataMarketplace.Unavailable.AlreadyOwned
        ];
    }

    function _purchases(uint256 id) private view returns (bytes[5] memory) {
        IDataMarketplace.Order[] memory orders = new IDataMarketplace.Order[](1);
        orders[0] = IDataMarketplace.Order(id, NO_LIMIT);
        IDataMarketplace.Permit memory none;
        return [
            abi.encodeWithSignature("buySegment(uint256)", id),
            abi.encodeWithSignature("buySegment(uint256,uint256)", id, NO_LIMIT),
            abi.encodeCall(marketplace.buySegmentFor, (id, NO_LIMIT, buyer)),
            abi.encodeCall(marketplace.buySegmentWithPermit, (id, NO_LIMIT, none)),
            abi.encodeCall(marketplace.buySegments, (orders, false, buyer))
        ];
    }

    /// @dev A market around the smallest ask that enters the index.
    function _smallMarket() private returns (uint16) {
        IDataMarketplace.MarketTerms memory terms = _terms();
        terms.segmentType = "SMALL";
        terms.referenceAsk = uint88(MIN_INDEX_ASK);
        vm.prank(owner);
        return uint16(marketplace.addMarket(terms));
    }

    function _buySmall(uint16 market, uint88 ask, uint16 margin) private {
        vm.prank(owner);
        marketplace.setBrokerMargin(margin);
        IDataMarketplace.Listing memory listing = _listing();
        (listing.market, listing.freshAsk) = (market, ask);
        vm.assertEq(_buy(buyer, _register(listing)), ask, "sold");
    }
}
