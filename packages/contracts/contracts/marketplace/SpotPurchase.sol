// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20, IERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {MarketIndex} from "../index/MarketIndex.sol";
import {Ask} from "../math/Ask.sol";
import {AskBand} from "../math/AskBand.sol";
import {FreshnessCurve} from "../math/FreshnessCurve.sol";
import {AccessRights} from "./AccessRights.sol";
import {IDataMarketplace} from "./IDataMarketplace.sol";
import {Market, MarketplaceStorage, OUTSIDE_INDEX, Till} from "./MarketplaceStorage.sol";
import {SegmentWord} from "./SegmentWord.sol";

/// @title Buying: atomic settlement of one access right or a batch
/// @dev Every entry point reads, checks, writes, emits and only then moves tokens.
abstract contract SpotPurchase is AccessRights {
    using MarketIndex for MarketIndex.Ring;
    using SafeERC20 for IERC20;

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
            uint256 maxAsk = orders[i].maxAsk;
            (Unavailable reason, uint256 bits, uint256 freshness, uint256 ask) =
                _offer($, id, word, maxAsk, recipient);
            if (reason != Unavailable.No) {
                if (strict) _revertUnavailable(reason, id, word, recipient, ask, maxAsk);
                emit OrderSkipped(id, recipient, reason);
                continue;
            }
            totalAsk += ask;
            _grant($, id, word, recipient, bits);
            totalPayout += _fill($, id, word, recipient, ask, freshness, counts);
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
        Unavailable reason;
        (reason,,, ask) = _offer($, id, word, type(uint256).max, address(0));
        if (reason != Unavailable.No) _revertUnavailable(reason, id, word, address(0), ask, 0);
        (payout, brokerSpread) = Ask.split(ask, word.marginBps());
    }

    // ------------------------------------------------------------------ the purchase, step by step

    function _buy(uint256 id, uint256 maxAsk, address recipient) private returns (uint256 ask) {
        MarketplaceStorage.Layout storage $ = MarketplaceStorage.load();
        Till memory till = _openTill($);
        SegmentWord word = $.segments[id];
        Unavailable reason;
        uint256 bits;
        uint256 freshness;
        (reason, bits, freshness, ask) = _offer($, id, word, maxAsk, recipient);
        if (reason != Unavailable.No) _revertUnavailable(reason, id, word, recipient, ask, maxAsk);
        _grant($, id, word, recipient, bits);
        uint256 payout = _fill($, id, word, recipient, ask, freshness, _countsForIndex($, recipient));
        _settle($, till, ask, payout);
    }

    function _openTill(MarketplaceStorage.Layout storage $) private returns (Till memory till) {
        till = $.till;
        if (till.pauseLevels == 0) return till;
        _endLapsedPause(till.pauseLevels);
        till.pauseLevels = 0;
    }

    /// @dev What the segment costs now, or the first reason for which it can't be bought. `bits` is the recipient's access
    /// word. Four values and no struct: one in memory would cost every purchase 260.
    function _offer(
        MarketplaceStorage.Layout storage $,
        uint256 id,
        SegmentWord word,
        uint256 maxAsk,
        address recipient
    ) private view returns (Unavailable reason, uint256 bits, uint256 freshness, uint256 ask) {
        (reason, bits) = _right($, id, word, recipient);
        if (reason != Unavailable.No) return (reason, bits, 0, 0);
        unchecked {
            // No segment is registered with `issuedAt` ahead of the clock.
            uint256 age = block.timestamp - word.issuedAt();
            freshness = FreshnessCurve.freshnessAt(_curve($, word.curve()), age, word.window());
        }
        ask = Ask.decay(word.freshAsk(), freshness);
        if (ask > maxAsk) reason = Unavailable.AskAboveMax;
    }

    /// @dev Credits the provider and feeds the index. Moves no tokens.
    function _fill(
        MarketplaceStorage.Layout storage $,
        uint256 id,
        SegmentWord word,
        address recipient,
        uint256 ask,
        uint256 freshness,
        bool counts
    ) private returns (uint256 payout) {
        (payout,) = Ask.split(ask, word.marginBps());
        unchecked {
            // Earnings stay below PAT's cap, which fits 88 bits.
            $.accounts[word.account()].earnings += uint96(payout);
        }
        if (counts && ask >= minIndexAsk && word.marginBps() >= minIndexMarginBps && _isInBand($, word)) {
            $.index.recordTrade(word.market(), block.timestamp, ask, freshness * word.confidenceBps());
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
            till.liabilities += uint88(payout);
        }
        // Whole, so that nothing is read again.
        $.till = till;
        pat.safeTransferFrom(msg.sender, address(this), ask);
        if (ask != payout) pat.safeTransfer(till.brokerWallet, ask - payout);
    }

    /// @dev For the broker and its affiliates washing is free, and those with a role make prices or deliveries: neither as payer
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
}
