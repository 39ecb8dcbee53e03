// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMarketplace, MarketplaceFixture} from "../harness/MarketplaceFixture.t.sol";
import {FreshnessCurve} from "../math/FreshnessCurve.sol";
import {AskAnchor} from "./MarketplaceStorage.sol";
import {IDataMarketplace, Role} from "./IDataMarketplace.sol";
import {Account, Market} from "./MarketplaceStorage.sol";
import {Segment} from "./SegmentWord.sol";
import {MarketplaceLens} from "../lens/MarketplaceLens.sol";

/// @notice I17-I20, I24: curves, markets, reference asks and listings, both sides of every boundary.
contract SegmentListingTest is MarketplaceFixture {
    using MarketplaceLens for IMarketplace;

    uint256 private constant HOUR = 3_600;

    // ------------------------------------------------------------------ curves

    function test_default_addCurve() public {
        vm.expectEmit(address(marketplace));
        emit IDataMarketplace.CurveAdded(2, _falling());
        vm.prank(pricer);
        vm.assertEq(marketplace.addCurve(_falling()), 2, "number");
        vm.assertEq(marketplace.curveTable(2), _falling(), "table");
        vm.assertEq(marketplace.curveTable(3), 0, "the next is empty");
    }

    function test_behavior_firstCurveInTheCode() public {
        IMarketplace other = IMarketplace(_proxy(address(implementation), _initializer()));
        vm.assertEq(other.firstCurve(), type(uint256).max, "in the code");
        vm.prank(owner);
        other.setRole(Role.Pricer, pricer, true);
        _expectFirstCurveMismatch(type(uint256).max, _falling());
        vm.prank(pricer);
        other.addCurve(_falling());
        // Before there is a stored one an upgrade may bring any; after that, the stored one or none.
        address falling = _withFirstCurve(_falling());
        vm.prank(owner);
        other.updateBrokerContract(falling);
        vm.prank(pricer);
        vm.assertEq(other.addCurve(_falling()), 0, "the first");
        address flat = _withFirstCurve(type(uint256).max);
        _expectFirstCurveMismatch(type(uint256).max, _falling());
        vm.prank(owner);
        other.updateBrokerContract(flat);
        vm.expectRevert(abi.encodeWithSelector(FreshnessCurve.FreshnessCurve_InvalidKnot.selector, 0, 1));
        this.withFirstCurve(1);
    }

    function withFirstCurve(uint256 table) external returns (address) {
        return _withFirstCurve(table);
    }

    function _withFirstCurve(uint256 table) private returns (address) {
        bytes memory arguments = abi.encode(pat, gate, MIN_INDEX_ASK, MIN_INDEX_MARGIN, table);
        return _create("DataMarketplace.sol:DataMarketplace", arguments);
    }

    function _expectFirstCurveMismatch(uint256 inCode, uint256 stored) private {
        vm.expectRevert(
            abi.encodeWithSelector(IDataMarketplace.DataMarketplace_FirstCurveMismatch.selector, inCode, stored)
        );
    }

    function test_error_addCurve() public {
        vm.expectRevert(abi.encodeWithSelector(FreshnessCurve.FreshnessCurve_InvalidKnot.selector, 0, 0));
        vm.prank(pricer);
        marketplace.addCurve(0);
        _expectNotRole(lister, Role.Pricer);
        vm.prank(lister);
        marketplace.addCurve(_falling());
    }

    /// @notice 256 curves fit a segment's eight bits, and no more.
    function test_error_TooManyCurves() public {
        vm.startPrank(pricer);
        for (uint256 i = 2; i < 256; ++i) vm.assertEq(marketplace.addCurve(_falling()), i, "number");
        vm.expectRevert(
            abi.encodeWithSelector(IDataMarketplace.DataMarketplace_TooManyCurves.selector, 256)
        );
        marketplace.addCurve(_falling());
        vm.stopPrank();
        vm.assertEq(_list(255, 1), 1, "the last curve is usable");
    }

    // ------------------------------------------------------------------ markets

    function test_default_addMarket() public {
        IDataMarketplace.MarketTerms memory terms = _terms();
        terms.segmentType = "OTHER";
        terms.settlementPeriodHours = 168;
        terms.settlementWindowHours = 24;
        terms.settlementOffsetHours = 8;
        vm.expectEmit(address(marketplace));
        emit IDataMarketplace.MarketAdded(2, terms);
        vm.prank(owner);
        vm.assertEq(marketplace.addMarket(terms), 2, "number");
        Market memory market = marketplace.market(2);
        vm.assertEq(market.referenceAsk, ASK, "referenceAsk");
        vm.assertEq(market.anchorAsk, ASK, "anchorAsk");
        vm.assertEq(market.anchorAt, START, "anchorAt");
        vm.assertEq(market.bandBps, 2_000, "bandBps");
        vm.assertEq(market.dailyMoveBps, 500, "dailyMoveBps");
        vm.assertEq(market.window, WINDOW, "window");
        vm.assertEq(market.confidenceLowBps, 7_000, "low");
        vm.assertEq(market.confidenceHighBps, 8_500, "high");
        vm.assertEq(market.settlementPeriodHours, 168, "period");
        vm.assertEq(market.settlementWindowHours, 24, "settlement window");
        vm.assertEq(market.settlementOffsetHours, 8, "offset");
        vm.assertEq(market.segmentType, bytes32("OTHER"), "type");
    }

    function test_error_addMarket_callers() public {
        address[3] memory callers = [lister, pricer, stranger];
        for (uint256 i = 0; i < 3; ++i) {
            _expectNotOwner(callers[i]);
            vm.prank(callers[i]);
            marketplace.addMarket(_terms());
        }
    }

    /// @notice The key is type, window and confidence band: a change of any of them is another market.
    function test_error_MarketExists() public {
        IDataMarketplace.MarketTerms memory terms = _terms();
        terms.referenceAsk = 1;
        terms.bandBps = 1;
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(IDataMarketplace.DataMarketplace_MarketExists.selector, 1));
        marketplace.addMarket(terms);
        terms.window += 1;
        vm.assertEq(marketplace.addMarket(terms), 2, "window");
        terms.confidenceLowBps += 1;
        vm.assertEq(marketplace.addMarket(terms), 3, "low");
        terms.confidenceHighBps += 1;
        vm.assertEq(marketplace.addMarket(terms), 4, "high");
        terms.segmentType = "OTHER";
        vm.assertEq(marketplace.addMarket(terms), 5, "type");
        vm.stopPrank();
    }

    function test_behavior_termsAtTheirLimits() public {
        IDataMarketplace.MarketTerms memory terms = _terms();
        terms.segmentType = bytes32(uint256(1));
        terms.window = 1;
        terms.confidenceLowBps = 9_999;
        terms.confidenceHighBps = 10_000;
        terms.referenceAsk = type(uint88).max;
        terms.bandBps = 9_999;
        terms.dailyMoveBps = 9_999;
        terms.settlementPeriodHours = 1_024;
        terms.settlementWindowHours = 1_023;
        terms.settlementOffsetHours = 1_023;
        vm.startPrank(owner);
        vm.assertEq(marketplace.addMarket(terms), 2, "highest");
        terms.window = type(uint24).max;
        terms.confidenceLowBps = 0;
        terms.confidenceHighBps = 1;
        terms.referenceAsk = 1;
        terms.bandBps = 0;
        terms.dailyMoveBps = 0;
        terms.settlementPeriodHours = 1;
        terms.settlementWindowHours = 0;
        terms.settlementOffsetHours = 0;
        vm.assertEq(marketplace.addMarket(terms), 3, "lowest");
        vm.stopPrank();
    }

    function test_error_InvalidMarketTerms() public {
        IDataMarketplace.MarketTerms[12] memory wrong;
        for (uint256 i = 0; i < 12; ++i) {
            wrong[i] = _terms();
            wrong[i].segmentType = "OTHER";
        }
        wrong[0].segmentType = 0;
        wrong[1].window = 0;
        wrong[2].referenceAsk = 0;
        wrong[3].bandBps = 10_000;
        wrong[4].dailyMoveBps = 10_000;
        wrong[5].confidenceLowBps = wrong[5].confidenceHighBps;
        wrong[6].confidenceHighBps = 10_001;
        wrong[7].settlementWindowHours = 1;
        wrong[8].settlementOffsetHours = 1;
        (wrong[9].settlementPeriodHours, wrong[9].settlementWindowHours) = (24, 24);
        (wrong[10].settlementPeriodHours, wrong[10].settlementOffsetHours) = (24, 24);
        wrong[11].settlementPeriodHours = 1_025;
        for (uint256 i = 0; i < 12; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    IDataMarketplace.DataMarketplace_InvalidMarketTerms.selector, wrong[i]
                )
            );
            vm.prank(owner);
            marketplace.addMarket(wrong[i]);
        }
        vm.assertEq(marketplace.registry().markets, 1, "nothing changed");
    }

    // ------------------------------------------------------------------ reference ask

    /// @notice I19: 5 % of 100 PAT, to the wei, in both directions.
    function test_behavior_referenceMovesWithinItsDay() public {
        _setReference(105e18);
        _expectMove(105e18 + 1, 95e18, 105e18);
        _setReference(105e18 + 1);
        _setReference(95e18);
        _expectMove(95e18 - 1, 95e18, 105e18);
        _setReference(95e18 - 1);
        vm.assertEq(marketplace.market(MARKET).referenceAsk, 95e18, "reference");
        vm.assertEq(marketplace.market(MARKET).anchorAsk, ASK, "the day's anchor stays");
    }

    /// @notice The day ends 86,400 seconds after it began, not one earlier.
    function test_behavior_theNextDayMeasuresFromTheNewReference() public {
        _setReference(105e18);
        vm.warp(START + 86_399);
        _expectMove(105e18 + 1, 95e18, 105e18);
        _setReference(105e18 + 1);
        vm.warp(START + 86_400);
        vm.expectEmit(address(marketplace));
        emit IDataMarketplace.ReferenceAskChanged(MARKET, 105e18, 110.25e18);
        _setReference(110.25e18);
        vm.assertEq(marketplace.market(MARKET).anchorAsk, 105e18, "anchor");
        vm.assertEq(marketplace.market(MARKET).anchorAt, START + 86_400, "anchor's time");
        _expectMove(110.25e18 + 1, 99.75e18, 110.25e18);
        _setReference(110.25e18 + 1);
    }

    /// @notice The band rounds inwards, so a reference of one wei never reaches zero.
    function test_behavior_smallReferencesRoundInwards() public {
        IDataMarketplace.MarketTerms memory terms = _terms();
        terms.segmentType = "SMALL";
        terms.referenceAsk = 1;
        terms.dailyMoveBps = 9_999;
        vm.prank(owner);
        uint256 market = marketplace.addMarket(terms);
        vm.startPrank(pricer);
        marketplace.setReferenceAsk(market, 1);
        for (uint88 wrong = 0; wrong <= 2; wrong += 2) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    IDataMarketplace.DataMarketplace_ReferenceMoveTooLarge.selector, market, wrong, 1, 1
                )
            );
            marketplace.setReferenceAsk(market, wrong);
        }
        vm.stopPrank();
    }

    function test_error_setReferenceAsk() public {
        _expectNotRole(lister, Role.Pricer);
        vm.prank(lister);
        marketplace.setReferenceAsk(MARKET, ASK);
        uint256[3] memory unknown = [uint256(0), 2, type(uint256).max];
        for (uint256 i = 0; i < 3; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(IDataMarketplace.DataMarketplace_MarketUnknown.selector, unknown[i])
            );
            vm.prank(pricer);
            marketplace.setReferenceAsk(unknown[i], ASK);
        }
    }

    /// @notice I20: frozen from the first second of a settlement window to the last before the settlement.
    function test_error_PricesFrozen() public {
        IDataMarketplace.MarketTerms memory terms = _terms();
        terms.segmentType = "SETTLED";
        terms.settlementPeriodHours = 24;
        terms.settlementWindowHours = 6;
        terms.settlementOffsetHours = 8;
        vm.prank(owner);
        uint256 market = marketplace.addMarket(terms);
        // Settlements at 08:00; the window runs from 02:00 to 08:00.
        for (uint256 day = 0; day < 2; ++day) {
            uint256 midnight = START + 86_400 * day;
            _checkFrozen(market, midnight + 2 * HOUR - 1, 0);
            _checkFrozen(market, midnight + 2 * HOUR, midnight + 8 * HOUR);
            _checkFrozen(market, midnight + 8 * HOUR - 1, midnight + 8 * HOUR);
            _checkFrozen(market, midnight + 8 * HOUR, 0);
        }
    }

    /// @notice I20 for every schedule: frozen exactly in the hours just before a settlement hour.
    function testFuzz_frozenExactlyBeforeSettlements(uint256 period, uint256 window, uint256 offset, uint256 at)
        public
    {
        IDataMarketplace.MarketTerms memory terms = _terms();
        terms.segmentType = "SETTLED";
        terms.settlementPeriodHours = uint16(_within(period, 1, 1_024));
        terms.settlementWindowHours = uint16(_within(window, 0, terms.settlementPeriodHours - 1));
        terms.settlementOffsetHours = uint16(_within(offset, 0, terms.settlementPeriodHours - 1));
        vm.prank(owner);
        uint256 market = marketplace.addMarket(terms);
        at = START + _within(at, 0, 3_000 * HOUR);
        // Twin: walks from this hour to the next settlement hour.
        uint256 settlement = at / HOUR + 1;
        while (settlement % terms.settlementPeriodHours != terms.settlementOffsetHours) ++settlement;
        bool frozen = settlement - at / HOUR <= terms.settlementWindowHours;
        _checkFrozen(market, at, frozen ? settlement * HOUR : 0);
    }

    // ------------------------------------------------------------------ registration

    function test_default_registerSegment() public {
        IDataMarketplace.Listing memory listing = _listing();
        listing.capacity = 5;
        listing.curve = FALLING;
        vm.expectEmit(address(marketplace));
        emit IDataMarketplace.AccountOpened(1, provider);
        vm.expectEmit(address(marketplace));
        emit IDataMarketplace.SegmentRegistered(
            1, MARKET, 1, listing.contentHash, ASK, START, CONFIDENCE, MARGIN, 5, FALLING
        );
        vm.assertEq(_register(listing), 1, "ids start at 1");
        Segment memory expected = Segment(ASK, uint32(START), WINDOW, CONFIDENCE, MARKET, MARGIN, 5, FALLING, 1);
        vm.assertEq(abi.encode(marketplace.segment(1)), abi.encode(expected), "segment");
        vm.assertEq(marketplace.sealOf(listing.contentHash), 1, "seal");
        vm.assertEq(marketplace.accountOf(provider), 1, "account");
        Account memory account = marketplace.account(1);
        vm.assertEq(account.owner, provider, "owner");
        vm.assertEq(account.earnings, 0, "earnings");
        vm.assertEq(_list(), 2, "sequential");
        vm.assertEq(marketplace.segment(2).account, 1, "one account for each provider");
        vm.assertEq(marketplace.registry().accounts, 1, "accounts");
    }

    function test_default_registerSegments() public {
        IDataMarketplace.Listing[] memory listings = _listings(100);
        listings[99].provider = stranger;
        vm.prank(lister);
        vm.assertEq(marketplace.registerSegments(listings), 1, "firstId");
        vm.assertEq(marketplace.registry().segments, 100, "segments");
        vm.assertEq(marketplace.registry().accounts, 2, "accounts");
        vm.assertEq(marketplace.sealOf(listings[99].contentHash), 100, "last");
        vm.prank(lister);
        vm.assertEq(marketplace.registerSegments(_listings(1)), 101, "firstId of the next");
    }

    function test_error_BatchSize() public {
        uint256[2] memory sizes = [uint256(0), 101];
        for (uint256 i = 0; i < 2; ++i) {
            IDataMarketplace.Listing[] memory listings = _listings(sizes[i]);
            vm.expectRevert(
                abi.encodeWithSelector(IDataMarketplace.DataMarketplace_BatchSize.selector, sizes[i], 100)
            );
            vm.prank(lister);
            marketplace.registerSegments(listings);
        }
    }

    /// @notice All or nothing: one bad listing and none is registered.
    function test_behavior_aBatchIsAtomic() public {
        IDataMarketplace.Listing[] memory listings = _listings(3);
        listings[2].contentHash = listings[0].contentHash;
        vm.expectRevert(
            abi.encodeWithSelector(
                IDataMarketplace.DataMarketplace_ContentAlreadySealed.selector, listings[0].contentHash, 1
            )
        );
        vm.prank(lister);
        marketplace.registerSegments(listings);
        vm.assertEq(marketplace.registry().segments, 0, "segments");
        vm.assertEq(marketplace.sealOf(listings[0].contentHash), 0, "seal");
    }

    function test_error_register_callers() public {
        IDataMarketplace.Listing[] memory listings = _listings(1);
        address[3] memory callers = [owner, pricer, stranger];
        for (uint256 i = 0; i < 3; ++i) {
            _expectNotRole(callers[i], Role.Lister);
            vm.prank(callers[i]);
            marketplace.registerSegment(listings[0]);
            _expectNotRole(callers[i], Role.Lister);
            vm.prank(callers[i]);
            marketplace.registerSegments(listings);
        }
    }

    function test_error_register_Paused() public {
        IDataMarketplace.Listing[] memory listings = _listings(1);
        _pause(true);
        _expectPaused();
        _register(listings[0]);
        _expectPaused();
        vm.prank(lister);
        marketplace.registerSegments(listings);
        _pause(false);
        vm.assertEq(_register(listings[0]), 1, "resumed");
    }

    function test_error_register_MarketUnknown() public {
        uint16[3] memory unknown = [0, 2, type(uint16).max];
        for (uint256 i = 0; i < 3; ++i) {
            IDataMarketplace.Listing memory listing = _listing();
            listing.market = unknown[i];
            vm.expectRevert(
                abi.encodeWithSelector(IDataMarketplace.DataMarketplace_MarketUnknown.selector, unknown[i])
            );
            _register(listing);
        }
    }

    /// @notice I18: 20 % around 100 PAT, to the wei.
    function test_error_AskOutsideBand() public {
        uint88[2] memory inside = [uint88(80e18), uint88(120e18)];
        uint88[4] memory outside = [uint88(0), 80e18 - 1, 120e18 + 1, type(uint88).max];
        for (uint256 i = 0; i < 2; ++i) {
            IDataMarketplace.Listing memory listing = _listing();
            listing.freshAsk = inside[i];
            vm.assertEq(_register(listing), i + 1, "inside");
        }
        for (uint256 i = 0; i < 4; ++i) {
            IDataMarketplace.Listing memory listing = _listing();
            listing.freshAsk = outside[i];
            _expectOutsideBand(outside[i]);
            _register(listing);
        }
    }

    /// @notice `[low, high)` for an inner band.
    function test_error_ConfidenceOutsideBand() public {
        uint16[2] memory inside = [uint16(7_000), 8_499];
        uint16[4] memory outside = [uint16(0), 6_999, 8_500, type(uint16).max];
        for (uint256 i = 0; i < 2; ++i) {
            _registerConfidence(MARKET, inside[i]);
            vm.assertEq(marketplace.segment(i + 1).confidenceBps, inside[i], "confidence");
        }
        for (uint256 i = 0; i < 4; ++i) {
            _expectConfidence(MARKET, outside[i], 7_000, 8_500);
            _registerConfidence(MARKET, outside[i]);
        }
    }

    /// @notice The last band is closed; the first never includes 0.
    function test_behavior_firstAndLastConfidenceBand() public {
        IDataMarketplace.MarketTerms memory terms = _terms();
        (terms.confidenceLowBps, terms.confidenceHighBps) = (8_500, 10_000);
        vm.prank(owner);
        uint16 last = uint16(marketplace.addMarket(terms));
        _registerConfidence(last, 10_000);
        _expectConfidence(last, 10_001, 8_500, 10_000);
        _registerConfidence(last, 10_001);
        (terms.confidenceLowBps, terms.confidenceHighBps) = (0, 7_000);
        vm.prank(owner);
        uint16 first = uint16(marketplace.addMarket(terms));
        _registerConfidence(first, 1);
        _expectConfidence(first, 0, 0, 7_000);
        _registerConfidence(first, 0);
    }

    function test_error_IssuedAtOutOfRange() public {
        uint256 now_ = START + 10 * 86_400;
        vm.warp(now_);
        _registerIssuedAt(now_);
        _registerIssuedAt(now_ - MAX_BACKDATE);
        vm.assertEq(marketplace.segment(2).issuedAt, now_ - MAX_BACKDATE, "the oldest");
        uint256[4] memory outside = [now_ - MAX_BACKDATE - 1, now_ + 1, 0, type(uint32).max];
        for (uint256 i = 0; i < 4; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    IDataMarketplace.DataMarketplace_IssuedAtOutOfRange.selector,
                    outside[i],
                    now_ - MAX_BACKDATE,
                    now_
                )
            );
            _registerIssuedAt(outside[i]);
        }
    }

    /// @notice Where the window is shorter than the backdating limit, the oldest listing has one second to live.
    function test_behavior_noSegmentIsListedExpired() public {
        IDataMarketplace.MarketTerms memory terms = _terms();
        terms.window = 3_600;
        vm.prank(owner);
        uint16 market = uint16(marketplace.addMarket(terms));
        IDataMarketplace.Listing memory listing = _listing();
        listing.market = market;
        listing.issuedAt = uint32(START - 3_600);
        vm.expectRevert(
            abi.encodeWithSelector(
                IDataMarketplace.DataMarketplace_IssuedAtOutOfRange.selector, START - 3_600, START - 3_599, START
            )
        );
        _register(listing);
        listing.issuedAt = uint32(START - 3_599);
        vm.assertEq(_buy(buyer, _register(listing)), ASK, "its last second");
    }

    function test_error_CurveUnknown() public {
        uint8[2] memory unknown = [2, 255];
        for (uint256 i = 0; i < 2; ++i) {
            IDataMarketplace.Listing memory listing = _listing();
            listing.curve = unknown[i];
            vm.expectRevert(
                abi.encodeWithSelector(IDataMarketplace.DataMarketplace_CurveUnknown.selector, unknown[i])
            );
            _register(listing);
        }
    }

    function test_error_capacityAndContent() public {
        IDataMarketplace.Listing memory listing = _listing();
        listing.capacity = 0;
        vm.expectRevert(
            abi.encodeWithSelector(IDataMarketplace.DataMarketplace_ZeroCapacity.selector, listing.contentHash)
        );
        _register(listing);
        listing.capacity = type(uint24).max;
        vm.assertEq(_register(listing), 1, "the largest capacity");
        vm.expectRevert(
            abi.encodeWithSelector(
                IDataMarketplace.DataMarketplace_ContentAlreadySealed.selector, listing.contentHash, 1
            )
        );
        _register(listing);
        listing.contentHash = 0;
        _expect(IDataMarketplace.DataMarketplace_ZeroContentHash.selector);
        _register(listing);
    }

    function test_error_OneOfProviderAndDistribution() public {
        IDataMarketplace.Listing memory listing = _listing();
        listing.distributionRoot = "root";
        _expectOneOf(provider, "root");
        _register(listing);
        listing.provider = address(0);
        listing.distributionRoot = 0;
        _expectOneOf(address(0), 0);
        _register(listing);
    }

    /// @notice A distribution has an account of its own, which nobody owns.
    function test_behavior_distributionsOpenTheirOwnAccounts() public {
        for (uint256 i = 1; i <= 2; ++i) {
            IDataMarketplace.Listing memory listing = _listing();
            listing.provider = address(0);
            listing.distributionRoot = "root";
            vm.expectEmit(address(marketplace));
            emit IDataMarketplace.AccountOpened(i, address(0));
            vm.expectEmit(address(marketplace));
            emit IDataMarketplace.DistributionRegistered(i, i, "root");
            _register(listing);
            vm.assertEq(marketplace.segment(i).account, i, "account");
            vm.assertEq(marketplace.account(i).owner, address(0), "nobody's");
            vm.assertEq(marketplace.distribution(i).root, bytes32("root"), "root");
        }
        vm.assertEq(marketplace.accountOf(address(0)), 0, "the zero address has none");
    }

    // ------------------------------------------------------------------ repricing

    /// @notice I17: ask and margin change, everything else stays; the owner's margin does not reach back.
    function test_default_repriceSegment() public {
        uint256 id = _list(FALLING, 5);
        Segment memory before = marketplace.segment(id);
        vm.prank(owner);
        marketplace.setBrokerMargin(5_000);
        vm.assertEq(marketplace.segment(id).marginBps, MARGIN, "stamped");
        vm.expectEmit(address(marketplace));
        emit IDataMarketplace.SegmentRepriced(id, 105e18, 5_000);
        vm.prank(pricer);
        marketplace.repriceSegment(id, 105e18, 5_000);
        (before.freshAsk, before.marginBps) = (105e18, 5_000);
        vm.assertEq(abi.encode(marketplace.segment(id)), abi.encode(before), "segment");
        AskAnchor memory anchor = marketplace.askAnchor(id);
        vm.assertEq(anchor.ask, ASK, "anchor");
        vm.assertEq(anchor.movedAt, START, "moved");
    }

    function test_error_repriceSegment() public {
        uint256 id = _list();
        _expectNotRole(lister, Role.Pricer);
        vm.prank(lister);
        marketplace.repriceSegment(id, ASK, MARGIN);
        vm.startPrank(pricer);
        uint256[3] memory unknown = [uint256(0), id + 1, type(uint256).max];
        for (uint256 i = 0; i < 3; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(IDataMarketplace.DataMarketplace_SegmentUnknown.selector, unknown[i])
            );
            marketplace.repriceSegment(unknown[i], ASK, MARGIN);
        }
        vm.expectRevert(
            abi.encodeWithSelector(IDataMarketplace.DataMarketplace_MarginTooHigh.selector, 5_001, 5_000)
        );
        marketplace.repriceSegment(id, ASK, 5_001);
        _expectOutsideBand(80e18 - 1);
        marketplace.repriceSegment(id, 80e18 - 1, MARGIN);
        _expectOutsideBand(120e18 + 1);
        marketplace.repriceSegment(id, 120e18 + 1, MARGIN);
        vm.stopPrank();
    }

    /// @notice I41: both sides of the margin band, which the owner moves.
    function test_behavior_marginBand() public {
        uint256 id = _list();
        _expectMarginOutside(999, 1_000, 5_000);
        vm.prank(pricer);
        marketplace.repriceSegment(id, ASK, 999);
        vm.expectEmit(address(marketplace));
        emit IDataMarketplace.MarginBandSet(2_000, 500);
        vm.prank(owner);
        marketplace.setMarginBand(500);
        _expectMarginOutside(3_501, 2_500, 3_500);
        vm.prank(pricer);
        marketplace.repriceSegment(id, ASK, 3_501);
        vm.prank(pricer);
        marketplace.repriceSegment(id, ASK, 3_500);
        vm.assertEq(marketplace.segment(id).marginBps, 3_500, "the highest");
        vm.expectRevert(
            abi.encodeWithSelector(IDataMarketplace.DataMarketplace_MarginBandTooWide.selector, 5_001, 5_000)
        );
        vm.prank(owner);
        marketplace.setMarginBand(5_001);
    }

    /// @notice I38: two asks less than a day apart differ by no more than the day's move allows.
    function testFuzz_askStaysWithinItsDay(uint256 seed) public {
        uint256 id = _list();
        uint256 time = START;
        (uint256 ask, uint256 rested, uint256 movedAt) = (ASK, ASK, 0);
        for (uint256 i = 0; i < 12; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            time += seed % 50_000;
            vm.warp(time);
            uint256 base = time >= movedAt + 86_400 ? ask : rested;
            uint88 next = uint88(_within(seed >> 32, 80e18, 120e18));
            bool isNear = next * 100 >= base * 95 && uint256(next) * 100 <= base * 105;
            bool isLate = time >= movedAt + 3_600;
            vm.prank(pricer);
            (bool done,) = address(marketplace).call(
                abi.encodeCall(IDataMarketplace.repriceSegment, (id, next, MARGIN))
            );
            vm.assertTrue(done == (isNear && isLate), "exactly the near and late ones");
            if (done) (ask, rested, movedAt) = (next, base, time);
        }
        vm.assertEq(marketplace.segment(id).freshAsk, ask, "ask");
    }

    function test_error_providerIsMarketplace() public {
        IDataMarketplace.Listing memory listing = _listing();
        listing.provider = address(marketplace);
        _expect(IDataMarketplace.DataMarketplace_ProviderIsMarketplace.selector);
        _register(listing);
    }

    /// @notice A number that no market has shows no other market's buckets.
    function test_error_unknownMarketsHaveNoIndex() public {
        _buy(buyer, _list());
        uint256[3] memory unknown = [uint256(0), 2, 65_537];
        for (uint256 i = 0; i < 3; ++i) {
            bytes memory error_ =
                abi.encodeWithSelector(IDataMarketplace.DataMarketplace_MarketUnknown.selector, unknown[i]);
            vm.expectRevert(error_);
            marketplace.indexBucket(unknown[i], START / 3_600);
            vm.expectRevert(error_);
            marketplace.indexPrice(unknown[i], START / 3_600, START / 3_600 + 1);
        }
    }

    // ------------------------------------------------------------------ shorthands

    function _expectMarginOutside(uint256 margin, uint256 lowest, uint256 highest) private pure {
        vm.expectRevert(
            abi.encodeWithSelector(
                IDataMarketplace.DataMarketplace_MarginOutsideBand.selector, margin, lowest, highest
            )
        );
    }

    function _listings(uint256 count) private returns (IDataMarketplace.Listing[] memory listings) {
        listings = new IDataMarketplace.Listing[](count);
        for (uint256 i = 0; i < count; ++i) listings[i] = _listing();
    }

    function _registerConfidence(uint16 market, uint16 confidenceBps) private {
        IDataMarketplace.Listing memory listing = _listing();
        (listing.market, listing.confidenceBps) = (market, confidenceBps);
        _register(listing);
    }

    function _registerIssuedAt(uint256 issuedAt) private {
        IDataMarketplace.Listing memory listing = _listing();
        listing.issuedAt = uint32(issuedAt);
        _register(listing);
    }

    function _setReference(uint88 referenceAsk) private {
        vm.prank(pricer);
        marketplace.setReferenceAsk(MARKET, referenceAsk);
    }

    function _checkFrozen(uint256 market, uint256 at, uint256 until) private {
        vm.warp(at);
        if (until != 0) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    IDataMarketplace.DataMarketplace_PricesFrozen.selector, market, until
                )
            );
        }
        vm.prank(pricer);
        marketplace.setReferenceAsk(market, ASK);
    }

    function _expectMove(uint256 ask, uint256 lowest, uint256 highest) private pure {
        vm.expectRevert(
            abi.encodeWithSelector(
                IDataMarketplace.DataMarketplace_ReferenceMoveTooLarge.selector, MARKET, ask, lowest, highest
            )
        );
    }

    function _expectOutsideBand(uint256 ask) private pure {
        vm.expectRevert(
            abi.encodeWithSelector(
                IDataMarketplace.DataMarketplace_AskOutsideBand.selector, MARKET, ask, 80e18, 120e18
            )
        );
    }

    function _expectConfidence(uint256 market, uint256 confidence, uint256 low, uint256 high) private pure {
        vm.expectRevert(
            abi.encodeWithSelector(
                IDataMarketplace.DataMarketplace_ConfidenceOutsideBand.selector, market, confidence, low, high
            )
        );
    }

    function _expectOneOf(address provider_, bytes32 root) private pure {
        vm.expectRevert(
            abi.encodeWithSelector(
                IDataMarketplace.DataMarketplace_OneOfProviderAndDistribution.selector, provider_, root
            )
        );
    }
}
