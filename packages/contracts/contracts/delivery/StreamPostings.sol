// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {BPS} from "../math/Units.sol";
import {IStreamingForward} from "./IStreamingForward.sol";
import {StreamBase} from "./StreamBase.sol";
import {StreamDeal, StreamDeals} from "./StreamDeal.sol";

/// @title Deliveries posted on chain, which count unless they are disputed
/// @notice The same rules as `postings` and `proofs` of the derivatives package.
abstract contract StreamPostings is StreamBase {
    using SafeERC20 for IERC20;
    using StreamDeals for StreamDeal;

    /// @inheritdoc IStreamingForward
    mapping(address provider => uint256) public nextSerialOf;

    /// @inheritdoc IStreamingForward
    function post(StreamDeal calldata deal, bytes32 commitment, uint64 firstSerial, uint48 units, uint64 weight)
        external
    {
        (bytes32 stream, Stream storage live) = _live(deal);
        _requireCaller(deal.provider);
        uint256 extension = _extension(live);
        _requireDeliverable(deal, live, extension);
        if (live.pending >= StreamDeals.MAX_PENDING) revert StreamingForward_TooManyPostings(live.pending);
        _requireWeight(deal, units, weight);
        uint256 due = deal.scheduledWeight(block.timestamp);
        uint256 accounted = _accounted(live);
        uint256 remaining = due > accounted ? due - accounted : 0;
        if (weight > remaining) revert StreamingForward_OverDelivery(weight, remaining);
        if (firstSerial != nextSerialOf[deal.provider]) {
            revert StreamingForward_SerialGap(firstSerial, nextSerialOf[deal.provider]);
        }
        nextSerialOf[deal.provider] = uint256(firstSerial) + units;
        uint256 posting = live.nextPosting++;
        ++live.pending;
        live.pendingWeight += weight;
        _postings[stream][posting] = Posting({
            weight: weight,
            units: units,
            firstSerial: firstSerial,
            postedAt: uint40(block.timestamp - extension),
            madeAt: uint40(block.timestamp),
            disputedAt: 0
        });
        emit DeliveriesPosted(stream, posting, commitment, firstSerial, units, weight);
    }

    /// @inheritdoc IStreamingForward
    function dispute(StreamDeal calldata deal, uint256 posting) external {
        (bytes32 stream, Stream storage live) = _live(deal);
        _requireCaller(deal.buyer);
        Posting storage posted = _posting(stream, posting);
        if (posted.disputedAt != 0) revert StreamingForward_DisputeState(posting, true);
        uint256 extension = _extension(live);
        _requireBefore(extension, uint256(posted.postedAt) + deal.disputeWindow);
        posted.disputedAt = uint40(block.timestamp - extension);
        ++live.disputed;
        emit PostingDisputed(stream, posting);
        _pat.safeTransferFrom(msg.sender, address(this), deal.disputeBond);
    }

    /// @inheritdoc IStreamingForward
    function rule(StreamDeal calldata deal, uint256 posting, bool upheld) external {
        (bytes32 stream, Stream storage live) = _live(deal);
        _requireCaller(deal.arbiter);
        Posting storage posted = _posting(stream, posting);
        if (posted.disputedAt == 0) revert StreamingForward_DisputeState(posting, false);
        _requireBefore(_extension(live), uint256(posted.disputedAt) + deal.resolutionWindow);
        uint256 weight = posted.weight;
        _remove(stream, live, posting);
        if (!upheld) {
            live.posted += uint64(weight);
            emit PostingSettled(stream, posting, weight, 0);
            _pay(deal.provider, deal.disputeBond);
            _draw(deal, stream, live);
            return;
        }
        emit PostingSettled(stream, posting, 0, 0);
        _pay(deal.buyer, deal.disputeBond + _penalty(deal, live));
        _draw(deal, stream, live);
    }

    /// @inheritdoc IStreamingForward
    function refute(
        StreamDeal calldata deal,
        uint256 posting,
        UnitHeader calldata header,
        bytes calldata signature
    ) external {
        (bytes32 stream, Stream storage live) = _live(deal);
        _requireCaller(deal.buyer);
        Posting memory posted = _posting(stream, posting);
        bool isOfPosting = header.provider == deal.provider && header.stream == stream
            && header.serial >= posted.firstSerial && header.serial < uint256(posted.firstSerial) + posted.units;
        if (!isOfPosting) revert StreamingForward_ForeignHeader(header.serial);
        _requireSigned(deal.provider, headerHash(header), signature);
        if (_keepsTerms(deal, posted, header)) revert StreamingForward_HeaderKeepsTerms(header.serial);
        uint256 stake = posted.disputedAt == 0 ? 0 : deal.disputeBond;
        _remove(stream, live, posting);
        emit PostingSettled(stream, posting, 0, 0);
        _pay(deal.buyer, stake + _penalty(deal, live));
    }

    /// @inheritdoc IStreamingForward
    function settlePosting(StreamDeal calldata deal, uint256 posting) external {
        (bytes32 stream, Stream storage live) = _live(deal);
        Posting memory posted = _posting(stream, posting);
        uint256 counted = posted.weight;
        if (posted.disputedAt == 0) {
            _requirePassed(_extension(live), uint256(posted.postedAt) + deal.disputeWindow);
        } else {
            _requirePassed(_extension(live), uint256(posted.disputedAt) + deal.resolutionWindow);
            counted = counted * deal.silentSplitBps / BPS;
        }
        _remove(stream, live, posting);
        live.posted += uint64(counted);
        live.excused += uint64(posted.weight - counted);
        emit PostingSettled(stream, posting, counted, posted.weight - counted);
        if (posted.disputedAt != 0) _pay(deal.buyer, deal.disputeBond);
        _draw(deal, stream, live);
    }

    // ------------------------------------------------------------------ inside

    /// @dev In a stream, and while a provider called to account may catch up.
    function _requireDeliverable(StreamDeal calldata deal, Stream storage live, uint256 extension) private view {
        bool isClosing = live.status == Status.Closing;
        if (isClosing && live.reason != Reason.Behind) revert StreamingForward_WrongStatus(live.status);
        if (block.timestamp < deal.start) revert StreamingForward_TooEarly(block.timestamp, deal.start);
        _requireBefore(extension, uint256(deal.start) + deal.duration + deal.grace);
        if (isClosing) _requireBefore(extension, uint256(live.calledAt) + deal.challengeWindow);
    }

    function _requireWeight(StreamDeal calldata deal, uint256 units, uint256 weight) private pure {
        bool isPossible = units > 0 && weight >= units * deal.minimumConfidenceBps
            && weight <= units * deal.maximumConfidenceBps;
        if (!isPossible) revert StreamingForward_InvalidWeight(units, weight);
    }

    function _posting(bytes32 stream, uint256 posting) private view returns (Posting storage posted) {
        posted = _postings[stream][posting];
        if (posted.units == 0) revert StreamingForward_UnknownPosting(posting);
    }

    function _remove(bytes32 stream, Stream storage live, uint256 posting) private {
        Posting storage posted = _postings[stream][posting];
        --live.pending;
        live.pendingWeight -= posted.weight;
        if (posted.disputedAt != 0) --live.disputed;
        delete _postings[stream][posting];
    }

    /// @dev As much as a dispute stakes, as far as the bond goes.
    function _penalty(StreamDeal calldata deal, Stream storage live) private returns (uint256 penalty) {
        penalty = live.providerBond < deal.disputeBond ? live.providerBond : deal.disputeBond;
        live.providerBond -= uint112(penalty);
    }

    /// @dev Life counts in real time, by the window of the header's market.
    function _keepsTerms(StreamDeal calldata deal, Posting memory posted, UnitHeader calldata header)
        private
        view
        returns (bool)
    {
        if (header.market != deal.market || header.confidenceBps < deal.minimumConfidenceBps) return false;
        uint256 expiry = uint256(header.issuedAt) + _marketplace.market(header.market).window;
        return expiry >= uint256(posted.madeAt) + deal.minimumRemainingLife;
    }
}
