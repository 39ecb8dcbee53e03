// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Product} from "../gate/AccessMatrix.sol";
import {IPhaseGate} from "../gate/IPhaseGate.sol";
import {IDataMarketplace} from "../marketplace/IDataMarketplace.sol";
import {BPS} from "../math/Units.sol";
import {IStreamingForward} from "./IStreamingForward.sol";
import {StreamDeal, StreamDeals} from "./StreamDeal.sol";

/// @title What every act of a stream needs: its state, deal time, signatures, the draw and the end
abstract contract StreamBase is IStreamingForward, EIP712 {
    using SafeERC20 for IERC20;
    using StreamDeals for StreamDeal;

    uint256 private constant MAX_PAUSE_EXTENSION = 30 days;
    bytes32 private constant VOUCHER = keccak256("Voucher(bytes32 stream,uint64 cumulativeWeight)");
    bytes32 private constant CANCEL = keccak256("Cancel(bytes32 stream)");
    bytes32 private constant HEADER = keccak256(
        "UnitHeader(address provider,uint64 serial,bytes32 stream,uint16 market,bytes32 contentHash,uint40 issuedAt,uint16 confidenceBps)"
    );

    IERC20 internal immutable _pat;
    IPhaseGate internal immutable _gate;
    IDataMarketplace internal immutable _marketplace;

    mapping(bytes32 stream => Stream) internal _streams;
    mapping(bytes32 stream => mapping(uint256 posting => Posting)) internal _postings;

    constructor(IDataMarketplace marketplace_) EIP712("Phasegate StreamingForward", "1") {
        (_marketplace, _pat, _gate) = (marketplace_, marketplace_.pat(), marketplace_.phaseGate());
    }

    // ------------------------------------------------------------------ views

    /// @inheritdoc IStreamingForward
    function dealHash(StreamDeal calldata deal) public view returns (bytes32) {
        return _hashTypedDataV4(deal.structHash());
    }

    /// @inheritdoc IStreamingForward
    function voucherHash(bytes32 stream, uint64 cumulativeWeight) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(VOUCHER, stream, cumulativeWeight)));
    }

    /// @inheritdoc IStreamingForward
    function cancelHash(bytes32 stream) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(CANCEL, stream)));
    }

    /// @inheritdoc IStreamingForward
    function headerHash(UnitHeader calldata header) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(HEADER, header)));
    }

    /// @inheritdoc IStreamingForward
    function streamOf(bytes32 stream) external view returns (Stream memory) {
        return _streams[stream];
    }

    /// @inheritdoc IStreamingForward
    function postingOf(bytes32 stream, uint256 posting) external view returns (Posting memory) {
        return _postings[stream][posting];
    }

    // ------------------------------------------------------------------ inside

    /// @dev A stream that has not ended.
    function _live(StreamDeal calldata deal) internal view returns (bytes32 stream, Stream storage live) {
        stream = dealHash(deal);
        live = _streams[stream];
        if (live.status != Status.Streaming && live.status != Status.Closing) {
            revert StreamingForward_DealClosed(live.status);
        }
    }

    function _requireCaller(address required) internal view {
        if (msg.sender != required) revert StreamingForward_WrongParty(msg.sender, required);
    }

    function _requireSigned(address signer, bytes32 digest, bytes calldata signature) internal view {
        if (!SignatureChecker.isValidSignatureNowCalldata(signer, digest, signature)) {
            revert StreamingForward_InvalidSignature(signer);
        }
    }

    /// @dev Seconds for which forwards were paused while the stream lived, as far as they count.
    function _extension(Stream storage live) internal view returns (uint256 extension) {
        extension = _gate.pausedSeconds(Product.Forward) - live.pausedBefore;
        if (extension > MAX_PAUSE_EXTENSION) extension = MAX_PAUSE_EXTENSION;
    }

    /// @dev At the deadline's second of deal time it is too late.
    function _requireBefore(uint256 extension, uint256 deadline) internal view {
        if (block.timestamp >= deadline + extension) {
            revert StreamingForward_DeadlinePassed(block.timestamp, deadline + extension);
        }
    }

    function _requirePassed(uint256 extension, uint256 deadline) internal view {
        if (block.timestamp < deadline + extension) {
            revert StreamingForward_TooEarly(block.timestamp, deadline + extension);
        }
    }

    function _accounted(Stream storage live) internal view returns (uint256) {
        return uint256(live.vouched) + live.posted + live.excused + live.pendingWeight;
    }

    /// @dev Pays the provider what counts, is due and has not been paid; a channel that is empty with no posting open completes.
    function _draw(StreamDeal calldata deal, bytes32 stream, Stream storage live) internal returns (uint256 due) {
        uint256 counted = uint256(deal.pricePerUnit) * (uint256(live.vouched) + live.posted) / BPS;
        uint256 limit = deal.drawLimit(block.timestamp);
        uint256 reachable = counted < limit ? counted : limit;
        uint256 drawn = live.drawn;
        if (reachable > drawn) {
            due = reachable - drawn;
            drawn = reachable;
            live.drawn = uint112(drawn);
        }
        if (drawn < deal.channelOf() || live.pending > 0) {
            _pay(deal.provider, due);
            return due;
        }
        uint256 bond = live.providerBond;
        (live.status, live.reason, live.providerBond) = (Status.Completed, Reason.None, 0);
        emit StreamEnded(stream, Status.Completed, 0, bond);
        _pay(deal.provider, due + bond);
    }

    /// @dev The channel, the stakes and the bond are paid out.
    function _end(
        StreamDeal calldata deal,
        bytes32 stream,
        Stream storage live,
        Status status,
        uint256 toBuyer,
        uint256 toProvider
    ) internal {
        (live.status, live.reason, live.pending, live.disputed) = (status, Reason.None, 0, 0);
        (live.providerBond, live.pendingWeight) = (0, 0);
        emit StreamEnded(stream, status, toBuyer, toProvider);
        _pay(deal.buyer, toBuyer);
        _pay(deal.provider, toProvider);
    }

    function _pay(address to, uint256 amount) internal {
        if (amount > 0) _pat.safeTransfer(to, amount);
    }
}
