// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20, IERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {MarketIndex} from "../index/MarketIndex.sol";
import {Ask} from "../math/Ask.sol";
import {AskBand} from "../math/AskBand.sol";
import {FreshnessCurve} from "../math/FreshnessCurve.sol";
import {IDataMarketplace} from "./IDataMarketplace.sol";
import {MarketplaceBase} from "./MarketplaceBase.sol";
import {Market, MarketplaceStorage, OUTSIDE_INDEX, Till} from "./MarketplaceStorage.sol";
import {SegmentWord} from "./SegmentWord.sol";

/// @title Buying: atomic settlement of one access right or a batch
/// @dev Every entry point reads, checks, writes, emits and only then moves tokens.
abstract contract SpotPurchase is MarketplaceBase {
    using MarketIndex for MarketIndex.Ring;
    using SafeERC20 for IERC20;

    /// @dev What a segment costs at this moment and why it can't be bought, if it can't.
    struct Offer {
        Unavailable reason;
        uint256 freshness;
        uint256 ask;
        uint256 accessWord;
    }

    // ------------------------------------------------------------------ entry points

    /// @inheritdoc IDataMarketplace
    function buySegment(uint256 id) external nonReentrant returns (uint256 ask) {
        return _buy(id, type(uint256).max, msg.sender);
    }

    /// @inheritdoc IDataMarketplace
    function buySegment(uint256 id, uint256 maxAsk) external nonReentrant returns (uint256 ask) {
        return _buy(id, maxAsk, msg.sender);
    }

    /// @inheritdoc IDataMarketplace
    function buySegmentFor(uint256 id, uint256 maxAsk, address recipient)
        external
        nonReentrant
        returns (uint256 ask)
    {
        _requireConsent(recipient);
        return _buy(id, maxAsk, recipient);
    }

    /// @inheritdoc IDataMarketplace
    function buySegmentWithPermit(uint256 id, uint256 maxAsk, Permit calldata permit)
        external
        nonReentrant
        returns (uint256 ask)
    {
        // Whoever saw the permit in the mempool may have used it already: then its allowance stands and this goes on.
        try IERC20Permit(address(pat)).permit(
            msg.sender, address(this), permit.value, permit.deadline, permit.v, permit.r, permit.s
        ) {} catch {}
        return _buy(id, maxAsk, msg.sender);
    }

    /// @inheritdoc IDataMarketplace
    function buySegments(Order[] calldata orders, bool strict, address recipient)
        external
        nonReentrant
        returns (uint256 totalAsk, uint256 filled)
    {
        if (orders.length == 0 || orders.length > MAX_BATCH) {
            revert DataMarketplace_BatchSize(orders.length, MAX_BATCH);
        }
        _requireConsent(recipient);
        MarketplaceStorage.Layout storage $ = MarketplaceStorage.load();
        Till memory till = _openTill($);
        bool counts = _countsForIndex($, recipient);
        uint256 totalPayout;
        for (uint256 i = 0; i < orders.length; ++i) {
            uint256 id = orders[i].id;
            SegmentWord word = $.segments[id];
            Offer memory offer = _offer($, id, word, orders[i].maxAsk, recipient);
            if (offer.reason != Unavailable.No) {
                if (strict) _revertUnavailable(id, word, offer, orders[i].maxAsk, recipient);
                emit OrderSkipped(id, recipient, offer.reason);
                continue;
            }
            totalAsk += offer.ask;
            totalPayout += _fill($, id, word, offer, recipient, counts);
            ++filled;
        }
        if (filled != 0) _settle($, till, totalAsk, totalPayout);
    }

    /// @inheritdoc IDataMarketplace
    function setPurchaseConsent(address payer, bool consented) external {
        if (payer == address(0)) revert DataMarketplace_ZeroAddress("payer");
        MarketplaceStorage.load().consents[msg.sender][payer] = consented;
        emit PurchaseConsentSet(msg.sender, payer, consented);
    }

    /// @inheritdoc IDataMarketplace
    function refreshIndexStanding(address account) external {
        bool outside = !phaseGate.countsForIndex(account);
        MarketplaceStorage.Layout storage $ = MarketplaceStorage.load();
        $.standings[account] = outside ? $.standings[account] | OUTSIDE_INDEX : $.standings[account] & ~OUTSIDE_INDEX;
        emit IndexStandingRefreshed(account, outside);
    }

    /// @inheritdoc IDataMarketplace
    function askOf(uint256 id) external view returns (uint256 ask, uint256 payout, uint256 brokerSpread) {
        MarketplaceStorage.Layout storage $ = MarketplaceStorage.load();
        SegmentWord word = $.segments[id];
        // Nobody holds access as the zero address, so ownership never stands in the way here.
        Offer memory offer = _offer($, id, word, type(uint256).max, address(0));
        if (offer.reason != Unavailable.No) _revertUnavailable(id, word, offer, 0, address(0));
        ask = offer.ask;
        (payout, brokerSpread) = Ask.split(ask, word.marginBps());
    }

    // ------------------------------------------------------------------ the purchase, step by step

    function _buy(uint256 id, uint256 maxAsk, address recipient) private returns (uint256 ask) {
        MarketplaceStorage.Layout storage $ = MarketplaceStorage.load();
        Till memory till = _openTill($);
        SegmentWord word = $.segments[id];
        Offer memory offer = _offer($, id, word, maxAsk, recipient);
        if (offer.reason != Unavailable.No) _revertUnavailable(id, word, offer, maxAsk, recipient);
        ask = offer.ask;
        uint256 payout = _fill($, id, word, offer, recipient, _countsForIndex($, recipient));
        _settle($, till, ask, payout);
    }

    function _openTill(MarketplaceStorage.Layout storage $) private returns (Till memory till) {
        till = $.till;
        if (till.pauseLevels != 0) _endLapsedPause(till.pauseLevels);
    }

    /// @dev What the segment costs now, or the first reason for which it can't be bought.
    function _offer(
        MarketplaceStorage.Layout storage $,
        uint256 id,
        SegmentWord word,
        uint256 maxAsk,
        address recipient
    ) private view returns (Offer memory offer) {
        unchecked {
            if (!word.exists()) {
                offer.reason = Unavailable.Unknown;
                return offer;
            }
            // No segment is registered with `issuedAt` ahead of the clock.
            uint256 age = block.timestamp - word.issuedAt();
            uint256 window = word.window();
            if (age >= window) {
                offer.reason = Unavailable.Expired;
                return offer;
            }
            if (word.remaining() == 0) {
                offer.reason = Unavailable.SoldOut;
                return offer;
            }
            offer.accessWord = $.access[recipient][id >> 8];
            if ((offer.accessWord >> (id & 0xff)) & 1 == 1) {
                offer.reason = Unavailable.AlreadyOwned;
                return offer;
            }
            offer.freshness = FreshnessCurve.freshnessAt(_curve($, word.curve()), age, window);
            offer.ask = Ask.decay(word.freshAsk(), offer.freshness);
            if (offer.ask > maxAsk) offer.reason = Unavailable.AskAboveMax;
        }
    }

    /// @dev Grants access, credits the provider and feeds the index. Moves no tokens.
    function _fill(
        MarketplaceStorage.Layout storage $,
        uint256 id,
        SegmentWord word,
        Offer memory offer,
        address recipient,
        bool counts
    ) private returns (uint256 payout) {
        uint256 ask = offer.ask;
        (payout,) = Ask.split(ask, word.marginBps());
        unchecked {
            $.segments[id] = word.sold();
            $.access[recipient][id >> 8] = offer.accessWord | (1 << (id & 0xff));
            // Earnings stay below PAT's cap, which fits 88 bits.
            $.accounts[word.account()].earnings += uint96(payout);
        }
        if (counts && ask >= minIndexAsk && word.marginBps() >= minIndexMarginBps && _isInBand($, word)) {
            $.index.recordTrade(word.market(), block.timestamp, ask, offer.freshness * word.confidenceBps());
        }
        emit SegmentPurchased(id, recipient, ask, payout);
    }

    /// @dev A segment that the reference has left behind, or that was listed before it moved, says nothing about now.
    function _isInBand(MarketplaceStorage.Layout storage $, SegmentWord word) private view returns (bool) {
        Market storage market_ = $.markets[word.market()];
        return AskBand.contains(market_.referenceAsk, market_.bandBps, word.freshAsk());
    }

    /// @dev Curve 0 may be in the code: what its slot would cost pays for the reference's.
    function _curve(MarketplaceStorage.Layout storage $, uint256 curve) private view returns (uint256 table) {
        return curve == 0 && firstCurve != 0 ? firstCurve : $.curves[curve];
    }

    /// @dev Two transfers, however many segments: all of the ask in, the broker's part out.
    function _settle(MarketplaceStorage.Layout storage $, Till memory till, uint256 ask, uint256 payout) private {
        unchecked {
            // Liabilities stay below PAT's cap, which fits 88 bits: the transfer below brings in what is added here.
            $.till.liabilities = till.liabilities + uint88(payout);
        }
        pat.safeTransferFrom(msg.sender, address(this), ask);
        if (ask != payout) pat.safeTransfer(till.brokerWallet, ask - payout);
    }

    /// @dev For the broker and its affiliates washing is free, and listers and pricers make the prices: neither as payer
    /// nor as recipient do they count.
    function _countsForIndex(MarketplaceStorage.Layout storage $, address recipient) private view returns (bool) {
        if ($.standings[msg.sender] != 0) return false;
        return recipient == msg.sender || $.standings[recipient] == 0;
    }

    /// @dev Nobody is made the holder of an access right by somebody else's doing.
    function _requireConsent(address recipient) private view {
        if (recipient == msg.sender) return;
        if (!MarketplaceStorage.load().consents[recipient][msg.sender]) {
            revert DataMarketplace_NoConsent(recipient, msg.sender);
        }
    }

    function _revertUnavailable(
        uint256 id,
        SegmentWord word,
        Offer memory offer,
        uint256 maxAsk,
        address recipient
    ) private view {
        if (offer.reason == Unavailable.Unknown) revert DataMarketplace_SegmentUnknown(id);
        if (offer.reason == Unavailable.Expired) {
            revert DataMarketplace_SegmentExpired(id, word.expiry(), block.timestamp);
        }
        if (offer.reason == Unavailable.SoldOut) revert DataMarketplace_SegmentSoldOut(id);
        if (offer.reason == Unavailable.AlreadyOwned) revert DataMarketplace_SegmentAlreadyOwned(id, recipient);
        revert DataMarketplace_AskAboveMax(id, offer.ask, maxAsk);
    }
}
