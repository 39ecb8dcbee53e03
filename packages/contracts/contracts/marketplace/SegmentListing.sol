// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MarketIndex} from "../index/MarketIndex.sol";
import {AskBand} from "../math/AskBand.sol";
import {FreshnessCurve} from "../math/FreshnessCurve.sol";
import {BPS, DAY, HOUR} from "../math/Units.sol";
import {IDataMarketplace, Role} from "./IDataMarketplace.sol";
import {MarketplaceBase} from "./MarketplaceBase.sol";
import {AskAnchor, Market, MarketplaceStorage, Registry} from "./MarketplaceStorage.sol";
import {Segment, SegmentWord, SegmentWordFields} from "./SegmentWord.sol";

/// @title Listing: curves, markets, reference asks and segments
abstract contract SegmentListing is MarketplaceBase {
    uint256 private constant MAX_CURVES = 256;
    /// @dev A new price stands at least so long, for every buyer.
    uint256 private constant REPRICE_INTERVAL = 1 hours;

    // ------------------------------------------------------------------ curves and markets

    /// @inheritdoc IDataMarketplace
    function addCurve(uint256 table) external onlyRole(Role.Pricer) returns (uint256 curve) {
        FreshnessCurve.validate(table);
        MarketplaceStorage.Layout storage $ = MarketplaceStorage.load();
        curve = $.registry.curves;
        if (curve == MAX_CURVES) revert DataMarketplace_TooManyCurves(MAX_CURVES);
        if (curve == 0 && firstCurve != 0) _requireFirstCurve(firstCurve, table);
        $.registry.curves = uint16(curve + 1);
        $.curves[curve] = table;
        emit CurveAdded(curve, table);
    }

    /// @inheritdoc IDataMarketplace
    function addMarket(MarketTerms calldata terms) external onlyOwner returns (uint256 market) {
        _requireTerms(terms);
        MarketplaceStorage.Layout storage $ = MarketplaceStorage.load();
        bytes32 key = keccak256(
            abi.encode(terms.segmentType, terms.window, terms.confidenceLowBps, terms.confidenceHighBps)
        );
        if ($.marketOf[key] != 0) revert DataMarketplace_MarketExists($.marketOf[key]);
        if ($.registry.markets == type(uint16).max) revert DataMarketplace_TooManyMarkets(type(uint16).max);
        unchecked {
            // Numbers start at 1, so that 0 means "no market".
            market = ++$.registry.markets;
        }
        $.marketOf[key] = market;
        $.markets[market] = Market({
            referenceAsk: terms.referenceAsk,
            anchorAsk: terms.referenceAsk,
            anchorAt: uint32(block.timestamp),
            bandBps: terms.bandBps,
            dailyMoveBps: terms.dailyMoveBps,
            window: terms.window,
            confidenceLowBps: terms.confidenceLowBps,
            confidenceHighBps: terms.confidenceHighBps,
            settlementPeriodHours: terms.settlementPeriodHours,
            settlementWindowHours: terms.settlementWindowHours,
            settlementOffsetHours: terms.settlementOffsetHours,
            segmentType: terms.segmentType
        });
        emit MarketAdded(market, terms);
    }

    /// @inheritdoc IDataMarketplace
    function setReferenceAsk(uint256 marketId, uint88 referenceAsk) external onlyRole(Role.Pricer) {
        Market storage market_ = _market(marketId);
        _requireNotFrozen(marketId, market_);
        if (block.timestamp >= market_.anchorAt + DAY) market_.anchorAsk = market_.referenceAsk;
        // The day runs from the last move: of fixed days, the moves of two could meet at their edge.
        market_.anchorAt = uint32(block.timestamp);
        (uint256 lowest, uint256 highest) = AskBand.around(market_.anchorAsk, market_.dailyMoveBps);
        if (referenceAsk < lowest || referenceAsk > highest) {
            revert DataMarketplace_ReferenceMoveTooLarge(marketId, referenceAsk, lowest, highest);
        }
        emit ReferenceAskChanged(marketId, market_.referenceAsk, referenceAsk);
        market_.referenceAsk = referenceAsk;
    }

    // ------------------------------------------------------------------ segments

    /// @inheritdoc IDataMarketplace
    function registerSegment(Listing calldata listing)
        external
        onlyRole(Role.Lister)
        whenNotPaused
        returns (uint256 id)
    {
        MarketplaceStorage.Layout storage $ = MarketplaceStorage.load();
        Registry memory registry = $.registry;
        id = _register($, registry, listing);
        $.registry = registry;
    }

    /// @inheritdoc IDataMarketplace
    function registerSegments(Listing[] calldata listings)
        external
        onlyRole(Role.Lister)
        whenNotPaused
        returns (uint256 firstId)
    {
        if (listings.length == 0 || listings.length > MAX_BATCH) {
            revert DataMarketplace_BatchSize(listings.length, MAX_BATCH);
        }
        MarketplaceStorage.Layout storage $ = MarketplaceStorage.load();
        Registry memory registry = $.registry;
        unchecked {
            firstId = uint256(registry.segments) + 1;
        }
        for (uint256 i = 0; i < listings.length; ++i) {
            _register($, registry, listings[i]);
        }
        $.registry = registry;
    }

    /// @inheritdoc IDataMarketplace
    function repriceSegment(uint256 id, uint88 freshAsk, uint16 marginBps) external onlyRole(Role.Pricer) {
        MarketplaceStorage.Layout storage $ = MarketplaceStorage.load();
        SegmentWord word = $.segments[id];
        if (!word.exists()) revert DataMarketplace_SegmentUnknown(id);
        if (block.timestamp >= word.expiry()) {
            revert DataMarketplace_SegmentExpired(id, word.expiry(), block.timestamp);
        }
        _requireMarginInBand(marginBps);
        uint256 marketId = word.market();
        Market storage market_ = $.markets[marketId];
        _requireNotFrozen(marketId, market_);
        _requireInBand(marketId, freshAsk);
        $.askAnchors[id] = _movedAnchor(id, word, market_.dailyMoveBps, freshAsk);
        $.segments[id] = word.repriced(freshAsk, marginBps);
        emit SegmentRepriced(id, freshAsk, marginBps);
    }

    /// @dev As the reference does: within a day's move of where the ask stood when it had last rested for a day. And
    /// not again at once, so that a price can't be lowered, bought at and put back before anybody else sees it.
    function _movedAnchor(uint256 id, SegmentWord word, uint256 dailyMoveBps, uint256 freshAsk)
        private
        view
        returns (AskAnchor memory anchor)
    {
        anchor = MarketplaceStorage.load().askAnchors[id];
        uint256 next = anchor.movedAt + REPRICE_INTERVAL;
        if (block.timestamp < next) revert DataMarketplace_RepricedTooSoon(id, next, block.timestamp);
        if (block.timestamp >= anchor.movedAt + DAY) anchor.ask = uint88(word.freshAsk());
        (uint256 lowest, uint256 highest) = AskBand.around(anchor.ask, dailyMoveBps);
        if (freshAsk < lowest || freshAsk > highest) {
            revert DataMarketplace_AskMoveTooLarge(id, freshAsk, lowest, highest);
        }
        anchor.movedAt = uint32(block.timestamp);
    }

    function _register(MarketplaceStorage.Layout storage $, Registry memory registry, Listing calldata listing)
        private
        returns (uint256 id)
    {
        Market storage market_ = _market(listing.market);
        uint256 window = market_.window;
        _requireInBand(listing.market, listing.freshAsk);
        _requireConfidence(listing.market, market_, listing.confidenceBps);
        _requireIssuedAt(listing.issuedAt, window, registry.maxBackdate);
        if (listing.curve >= registry.curves) revert DataMarketplace_CurveUnknown(listing.curve);
        if (listing.capacity == 0) revert DataMarketplace_ZeroCapacity(listing.contentHash);

        if (registry.segments == type(uint64).max) revert DataMarketplace_TooManySegments(type(uint64).max);
        unchecked {
            id = ++registry.segments;
        }
        _seal($, listing.contentHash, id);
        uint32 accountId = _openAccount($, registry, listing, id);
        $.segments[id] = SegmentWordFields.pack(Segment({
            freshAsk: listing.freshAsk,
            issuedAt: listing.issuedAt,
            window: uint24(window),
            confidenceBps: listing.confidenceBps,
            market: listing.market,
            marginBps: registry.brokerMarginBps,
            remaining: listing.capacity,
            curve: listing.curve,
            account: accountId
        }));
        emit SegmentRegistered(
            id,
            listing.market,
            accountId,
            listing.contentHash,
            listing.freshAsk,
            listing.issuedAt,
            listing.confidenceBps,
            registry.brokerMarginBps,
            listing.capacity,
            listing.curve
        );
    }

    /// @dev A hash is registered once, globally: the same data can't be listed, and so sold, twice.
    function _seal(MarketplaceStorage.Layout storage $, bytes32 contentHash, uint256 id) private {
        if (contentHash == 0) revert DataMarketplace_ZeroContentHash();
        if ($.seals[contentHash] != 0) {
            revert DataMarketplace_ContentAlreadySealed(contentHash, $.seals[contentHash]);
        }
        $.seals[contentHash] = id;
    }

    /// @dev A provider keeps one account for all its segments; a distribution gets one of its own.
    function _openAccount(
        MarketplaceStorage.Layout storage $,
        Registry memory registry,
        Listing calldata listing,
        uint256 id
    ) private returns (uint32 accountId) {
        address provider = listing.provider;
        bytes32 root = listing.distributionRoot;
        if ((provider == address(0)) == (root == 0)) {
            revert DataMarketplace_OneOfProviderAndDistribution(provider, root);
        }
        // It could earn, and never withdraw.
        if (provider == address(this)) revert DataMarketplace_ProviderIsMarketplace();
        accountId = uint32($.accountOf[provider]);
        if (root == 0 && accountId != 0) return accountId;
        if (registry.accounts == type(uint32).max) revert DataMarketplace_TooManyAccounts(type(uint32).max);
        unchecked {
            accountId = ++registry.accounts;
        }
        emit AccountOpened(accountId, provider);
        if (root == 0) {
            $.accountOf[provider] = accountId;
            $.accounts[accountId].owner = provider;
        } else {
            $.distributions[accountId].root = root;
            emit DistributionRegistered(id, accountId, root);
        }
    }

    // ------------------------------------------------------------------ checks

    function _market(uint256 marketId) private view returns (Market storage market_) {
        market_ = MarketplaceStorage.load().markets[marketId];
        if (market_.window == 0) revert DataMarketplace_MarketUnknown(marketId);
    }

    function _requireTerms(MarketTerms calldata terms) private pure {
        bool banded = terms.bandBps < BPS && terms.dailyMoveBps < BPS;
        bool confident =
            terms.confidenceLowBps < terms.confidenceHighBps && terms.confidenceHighBps <= BPS;
        // A settlement window shorter than its period and within the ring, or no settlements at all.
        bool settles = terms.settlementWindowHours < terms.settlementPeriodHours
            && terms.settlementOffsetHours < terms.settlementPeriodHours
            && terms.settlementPeriodHours <= MarketIndex.RING_HOURS;
        bool never = terms.settlementPeriodHours == 0 && terms.settlementWindowHours == 0
            && terms.settlementOffsetHours == 0;
        bool named = terms.segmentType != 0 && terms.window != 0 && terms.referenceAsk != 0;
        if (!(named && banded && confident && (settles || never))) revert DataMarketplace_InvalidMarketTerms(terms);
    }

    function _requireInBand(uint256 marketId, uint256 freshAsk) private view {
        Market storage market_ = MarketplaceStorage.load().markets[marketId];
        (uint256 lowest, uint256 highest) = AskBand.around(market_.referenceAsk, market_.bandBps);
        if (freshAsk < lowest || freshAsk > highest) {
            revert DataMarketplace_AskOutsideBand(marketId, freshAsk, lowest, highest);
        }
    }

    /// @dev `[low, high)`, the last band closed at 10,000.
    function _requireConfidence(uint256 marketId, Market storage market_, uint256 confidenceBps) private view {
        uint256 low = market_.confidenceLowBps;
        uint256 high = market_.confidenceHighBps;
        bool below = confidenceBps < high || (high == BPS && confidenceBps == BPS);
        // Confidence 0 carries no weight in the index and nothing to sell.
        if (confidenceBps < low || !below || confidenceBps == 0) {
            revert DataMarketplace_ConfidenceOutsideBand(marketId, confidenceBps, low, high);
        }
    }

    function _requireIssuedAt(uint256 issuedAt, uint256 window, uint256 maxBackdate) private view {
        // Whichever is later: the limit on backdating or the oldest segment that has not expired yet.
        uint256 backdate = maxBackdate < window ? maxBackdate : window - 1;
        uint256 earliest = block.timestamp - backdate;
        if (issuedAt < earliest || issuedAt > block.timestamp) {
            revert DataMarketplace_IssuedAtOutOfRange(issuedAt, earliest, block.timestamp);
        }
    }

    /// @dev What the index settles on must not move while it is being measured: neither reference nor segments.
    function _requireNotFrozen(uint256 marketId, Market storage market_) private view {
        uint256 frozenUntil = _frozenUntil(market_);
        if (frozenUntil != 0) revert DataMarketplace_PricesFrozen(marketId, frozenUntil);
    }

    function _requireMarginInBand(uint256 marginBps) private view {
        _requireMargin(marginBps);
        Registry memory registry_ = MarketplaceStorage.load().registry;
        uint256 middle = registry_.brokerMarginBps;
        uint256 band = registry_.marginBandBps;
        uint256 lowest = middle > band ? middle - band : 0;
        if (marginBps < lowest || marginBps > middle + band) {
            revert DataMarketplace_MarginOutsideBand(marginBps, lowest, middle + band);
        }
    }

    /// @dev The end of the settlement window that runs now, or 0.
    function _frozenUntil(Market storage market_) private view returns (uint256) {
        uint256 period = market_.settlementPeriodHours;
        if (period == 0) return 0;
        uint256 hour = block.timestamp / HOUR;
        uint256 sinceSettlement = (hour + period - market_.settlementOffsetHours) % period;
        uint256 left = period - sinceSettlement;
        return left <= market_.settlementWindowHours ? (hour + left) * HOUR : 0;
    }
}
