// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable, Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Product} from "../gate/AccessMatrix.sol";
import {IDataMarketplace} from "../marketplace/IDataMarketplace.sol";
import {MulDiv} from "../math/MulDiv.sol";
import {BPS} from "../math/Units.sol";
import {IStreamingForward} from "./IStreamingForward.sol";
import {StreamBase} from "./StreamBase.sol";
import {StreamDeal, StreamDeals} from "./StreamDeal.sol";
import {StreamPostings} from "./StreamPostings.sol";

/// @title StreamingForward: see IStreamingForward for what every function promises
/// @dev Immutable. The owner names where fees go, and nothing else. PAT is a plain ERC-20 that calls nobody, so money is
/// paid where it is owed; state is written before.
contract StreamingForward is StreamPostings, Ownable2Step {
    using SafeERC20 for IERC20;
    using StreamDeals for StreamDeal;

    /// @inheritdoc IStreamingForward
    address public feeWallet;

    /// @param owner_ Names the fee wallet: a timelock.
    /// @param marketplace_ Whose PAT, gate and markets.
    /// @param feeWallet_ Where fees go at first.
    constructor(address owner_, IDataMarketplace marketplace_, address feeWallet_)
        StreamBase(marketplace_)
        Ownable(owner_)
    {
        _setFeeWallet(feeWallet_);
    }

    // ------------------------------------------------------------------ opening

    /// @inheritdoc IStreamingForward
    function open(StreamDeal calldata deal, bytes calldata signature) external returns (bytes32 stream) {
        string memory flaw = deal.flaw();
        if (bytes(flaw).length > 0) revert StreamingForward_InvalidTerm(flaw);
        stream = dealHash(deal);
        Stream storage opened = _streams[stream];
        if (opened.status != Status.None) revert StreamingForward_OfferSpent(opened.status);
        _requireOtherSigned(deal, stream, signature);
        uint256 deadline = deal.validUntil < deal.start ? uint256(deal.validUntil) + 1 : deal.start;
        if (block.timestamp >= deadline) revert StreamingForward_DeadlinePassed(block.timestamp, deadline);
        _gate.checkOpen(deal.buyer, Product.Forward);
        _gate.checkOpen(deal.provider, Product.Forward);
        opened.status = Status.Streaming;
        opened.pausedBefore = uint32(_gate.pausedSeconds(Product.Forward));
        opened.providerBond = uint112(deal.providerBond);
        uint256 channel = deal.channelOf();
        uint256 fee = MulDiv.mulDivUp(channel, deal.feeBps, BPS) + deal.timePremium;
        emit StreamOpened(stream, deal.buyer, deal.provider, channel, fee);
        _pat.safeTransferFrom(deal.buyer, address(this), channel);
        _pat.safeTransferFrom(deal.provider, address(this), deal.providerBond);
        if (fee > 0) _pat.safeTransferFrom(deal.buyer, feeWallet, fee);
    }

    /// @inheritdoc IStreamingForward
    function revoke(StreamDeal calldata deal) external {
        if (msg.sender != deal.buyer) _requireCaller(deal.provider);
        bytes32 stream = dealHash(deal);
        Stream storage offered = _streams[stream];
        if (offered.status != Status.None) revert StreamingForward_OfferSpent(offered.status);
        offered.status = Status.Revoked;
        emit OfferRevoked(stream, msg.sender);
    }

    // ------------------------------------------------------------------ streaming

    /// @inheritdoc IStreamingForward
    function redeem(StreamDeal calldata deal, uint64 cumulativeWeight, bytes calldata signature)
        external
        returns (uint256 paid)
    {
        (bytes32 stream, Stream storage live) = _live(deal);
        uint256 ordered = deal.orderedUnits() * BPS;
        if (cumulativeWeight > ordered) revert StreamingForward_VoucherExceedsOrder(cumulativeWeight, ordered);
        uint256 vouched = live.vouched;
        if (cumulativeWeight < vouched) revert StreamingForward_StaleVoucher(cumulativeWeight, vouched);
        if (cumulativeWeight > vouched) {
            _requireSigned(deal.buyer, voucherHash(stream, cumulativeWeight), signature);
            live.vouched = cumulativeWeight;
        }
        paid = _draw(deal, stream, live);
        emit VoucherRedeemed(stream, cumulativeWeight, paid);
    }

    // ------------------------------------------------------------------ the end

    /// @inheritdoc IStreamingForward
    function callClose(StreamDeal calldata deal) external {
        (bytes32 stream, Stream storage live) = _live(deal);
        if (live.status != Status.Streaming) revert StreamingForward_WrongStatus(live.status);
        uint256 extension = _extension(live);
        uint256 dealTime = block.timestamp - extension;
        uint256 required = deal.requiredWeight(dealTime);
        Reason reason = _reason(deal, live, dealTime, required, extension);
        (live.status, live.reason) = (Status.Closing, reason);
        (live.calledAt, live.required) = (uint40(dealTime), uint64(required));
        emit CloseCalled(stream, reason, dealTime, required);
    }

    /// @inheritdoc IStreamingForward
    function conclude(StreamDeal calldata deal) external {
        (bytes32 stream, Stream storage live) = _live(deal);
        if (live.status != Status.Closing) revert StreamingForward_WrongStatus(live.status);
        _requirePassed(_extension(live), uint256(live.calledAt) + deal.challengeWindow);
        if (live.pending > 0) revert StreamingForward_PostingsPending(live.pending);
        _draw(deal, stream, live);
        if (live.status == Status.Completed) return;
        uint256 left = deal.channelOf() - live.drawn;
        uint256 bond = live.providerBond;
        Reason reason = live.reason;
        if (reason == Reason.BuyerLeaves) {
            uint256 forfeit = MulDiv.mulDivUp(left, deal.forfeitBps, BPS);
            _end(deal, stream, live, Status.BuyerDefault, left - forfeit, forfeit + bond);
        } else if (reason == Reason.ProviderLeaves || _accounted(live) < live.required) {
            _end(deal, stream, live, Status.ProviderDefault, left + bond, 0);
        } else if (reason == Reason.End) {
            _end(deal, stream, live, Status.Completed, left, bond);
        } else {
            (live.status, live.reason) = (Status.Streaming, Reason.None);
            emit StreamResumed(stream);
        }
    }

    /// @inheritdoc IStreamingForward
    function cancel(StreamDeal calldata deal, bytes calldata signature) external {
        (bytes32 stream, Stream storage live) = _live(deal);
        _requireOtherSigned(deal, cancelHash(stream), signature);
        uint256 left = deal.channelOf() - live.drawn + uint256(live.disputed) * deal.disputeBond;
        _end(deal, stream, live, Status.Cancelled, left, live.providerBond);
    }

    /// @inheritdoc IStreamingForward
    function proveDoubleSale(
        StreamDeal calldata deal,
        UnitHeader[2] calldata headers,
        bytes[2] calldata signatures
    ) external {
        (bytes32 stream, Stream storage live) = _live(deal);
        for (uint256 i = 0; i < 2; ++i) {
            if (headers[i].provider != deal.provider) revert StreamingForward_ForeignHeader(headers[i].serial);
        }
        if (headers[0].stream != stream && headers[1].stream != stream) {
            revert StreamingForward_ForeignHeader(headers[0].serial);
        }
        if (headers[0].contentHash != headers[1].contentHash || headers[0].serial == headers[1].serial) {
            revert StreamingForward_NotDoubleSale(headers[0].serial, headers[1].serial);
        }
        for (uint256 i = 0; i < 2; ++i) _requireSigned(deal.provider, headerHash(headers[i]), signatures[i]);
        uint256 bond = live.providerBond;
        uint256 share = bond * deal.proverBps / BPS;
        uint256 left = deal.channelOf() - live.drawn + uint256(live.disputed) * deal.disputeBond;
        emit DoubleSaleProven(stream, msg.sender, share);
        _end(deal, stream, live, Status.ProviderDefault, left + bond - share, 0);
        _pay(msg.sender, share);
    }

    // ------------------------------------------------------------------ owner

    /// @inheritdoc IStreamingForward
    function setFeeWallet(address wallet) external onlyOwner {
        _setFeeWallet(wallet);
    }

    // ------------------------------------------------------------------ inside

    /// @dev The caller is one party, and the other has signed.
    function _requireOtherSigned(StreamDeal calldata deal, bytes32 digest, bytes calldata signature) private view {
        address other = deal.provider;
        if (msg.sender != deal.buyer) {
            _requireCaller(deal.provider);
            other = deal.buyer;
        }
        _requireSigned(other, digest, signature);
    }

    /// @dev What a call to close means now; a stranger's before the end needs a provider who looks late.
    function _reason(
        StreamDeal calldata deal,
        Stream storage live,
        uint256 dealTime,
        uint256 required,
        uint256 extension
    ) private view returns (Reason) {
        uint256 end = uint256(deal.start) + deal.duration + deal.grace;
        if (dealTime >= end) return Reason.End;
        if (_accounted(live) < required) return Reason.Behind;
        if (msg.sender == deal.buyer) return Reason.BuyerLeaves;
        if (msg.sender == deal.provider) return Reason.ProviderLeaves;
        revert StreamingForward_TooEarly(block.timestamp, end + extension);
    }

    function _setFeeWallet(address wallet) private {
        if (wallet == address(0)) revert StreamingForward_ZeroAddress("feeWallet");
        feeWallet = wallet;
        emit FeeWalletSet(wallet);
    }
}
