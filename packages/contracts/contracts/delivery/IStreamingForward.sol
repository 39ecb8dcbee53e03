// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {StreamDeal} from "./StreamDeal.sol";

/// @title StreamingForward: units at a fixed price and rate, paid from a channel that the buyer funds up front
/// @notice The normal path runs off chain: the buyer signs cumulative vouchers, the provider redeems the latest. When the buyer goes
/// silent the provider posts its deliveries here; they count unless they are disputed. When the provider stops, anyone calls it to
/// account, and the rest of the channel and the bond go to the buyer. A streamed unit is sold once: postings claim a provider's serials
/// in order, and two of its headers of one content prove a double sale.
///
/// A deal is its terms: each call brings them, and their hash is the stream's number. Windows are half open in deal time, which stands
/// still while forwards are paused, for at most 30 days in all. Nothing but opening asks phase, class or pause.
interface IStreamingForward {
    /// @notice Where a stream stands.
    enum Status {
        None,
        Streaming,
        Closing,
        Completed,
        ProviderDefault,
        BuyerDefault,
        Cancelled,
        Revoked
    }

    /// @notice Why a stream closes.
    enum Reason {
        None,
        End,
        Behind,
        BuyerLeaves,
        ProviderLeaves
    }

    /// @notice A stream in life.
    /// @param status Where it stands.
    /// @param reason Why it closes, while it does.
    /// @param vouched Weight of the best voucher redeemed.
    /// @param posted Weight of postings that count.
    /// @param excused Weight of postings that neither count nor are missing.
    /// @param pausedBefore Seconds for which forwards had been paused when it opened, at most 2**32 - 1.
    /// @param drawn Wei paid out of the channel.
    /// @param providerBond Wei.
    /// @param pending Postings that are open.
    /// @param disputed Of them, the disputed ones.
    /// @param nextPosting Number of the next one.
    /// @param pendingWeight Weight of the open ones.
    /// @param calledAt Second of deal time in which it was called to a close.
    /// @param required Weight that must then be accounted for.
    struct Stream {
        Status status;
        Reason reason;
        uint64 vouched;
        uint64 posted;
        uint64 excused;
        uint32 pausedBefore;
        uint112 drawn;
        uint112 providerBond;
        uint8 pending;
        uint8 disputed;
        uint32 nextPosting;
        uint64 pendingWeight;
        uint40 calledAt;
        uint64 required;
    }

    /// @notice A delivery posted on chain.
    /// @param weight Of its units.
    /// @param units How many; 0 once it is settled.
    /// @param firstSerial Of the provider's serials that it claims.
    /// @param postedAt Second of deal time.
    /// @param madeAt Unix second.
    /// @param disputedAt Second of deal time; 0: it is not.
    struct Posting {
        uint64 weight;
        uint48 units;
        uint64 firstSerial;
        uint40 postedAt;
        uint40 madeAt;
        uint40 disputedAt;
    }

    /// @notice What a provider signs of each unit.
    /// @param provider Who signed it.
    /// @param serial One numbering across all its streams.
    /// @param stream Number of the stream.
    /// @param market Whose unit.
    /// @param contentHash Of the data.
    /// @param issuedAt Unix second.
    /// @param confidenceBps Basis points.
    struct UnitHeader {
        address provider;
        uint64 serial;
        bytes32 stream;
        uint16 market;
        bytes32 contentHash;
        uint40 issuedAt;
        uint16 confidenceBps;
    }

    // ------------------------------------------------------------------ events

    /// @notice A stream has opened.
    /// @param stream Number.
    /// @param buyer Buyer.
    /// @param provider Provider.
    /// @param channel Wei funded.
    /// @param fee Wei to the broker.
    event StreamOpened(
        bytes32 indexed stream, address indexed buyer, address indexed provider, uint256 channel, uint256 fee
    );

    /// @notice An offer can't be opened any more.
    /// @param stream Number that it would have had.
    /// @param party Who took it back.
    event OfferRevoked(bytes32 indexed stream, address indexed party);

    /// @notice A voucher was redeemed.
    /// @param stream Number.
    /// @param cumulativeWeight What is vouched for.
    /// @param paid Wei to the provider.
    event VoucherRedeemed(bytes32 indexed stream, uint256 cumulativeWeight, uint256 paid);

    /// @notice Deliveries were posted.
    /// @param stream Number.
    /// @param posting Number.
    /// @param commitment To the units' headers.
    /// @param firstSerial First of the serials claimed.
    /// @param units How many.
    /// @param weight Theirs.
    event DeliveriesPosted(
        bytes32 indexed stream,
        uint256 indexed posting,
        bytes32 commitment,
        uint256 firstSerial,
        uint256 units,
        uint256 weight
    );

    /// @notice A posting was disputed.
    /// @param stream Number.
    /// @param posting Number.
    event PostingDisputed(bytes32 indexed stream, uint256 indexed posting);

    /// @notice A posting is over.
    /// @param stream Number.
    /// @param posting Number.
    /// @param counted Weight that counts.
    /// @param excused Weight that is neither paid nor missing.
    event PostingSettled(bytes32 indexed stream, uint256 indexed posting, uint256 counted, uint256 excused);

    /// @notice A stream was called to a close.
    /// @param stream Number.
    /// @param reason Why.
    /// @param calledAt Second of deal time.
    /// @param required Weight that must be accounted for.
    event CloseCalled(bytes32 indexed stream, Reason reason, uint256 calledAt, uint256 required);

    /// @notice A provider called to account has caught up.
    /// @param stream Number.
    event StreamResumed(bytes32 indexed stream);

    /// @notice A stream has ended.
    /// @param stream Number.
    /// @param status How.
    /// @param toBuyer Wei of channel, stakes and bond that went to the buyer with it.
    /// @param toProvider Wei that went to the provider.
    event StreamEnded(bytes32 indexed stream, Status status, uint256 toBuyer, uint256 toProvider);

    /// @notice A double sale was proven.
    /// @param stream Number.
    /// @param prover Who showed it.
    /// @param share Wei of the bond.
    event DoubleSaleProven(bytes32 indexed stream, address indexed prover, uint256 share);

    /// @notice Fees go to another wallet.
    /// @param wallet From now on.
    event FeeWalletSet(address indexed wallet);

    // ------------------------------------------------------------------ errors

    /// @notice A term is out of bounds.
    /// @param term Which.
    error StreamingForward_InvalidTerm(string term);

    /// @notice The stream was never opened, or has ended.
    /// @param status Where it stands.
    error StreamingForward_DealClosed(Status status);

    /// @notice It was opened, or its offer taken back.
    /// @param status Where it stands.
    error StreamingForward_OfferSpent(Status status);

    /// @notice Not in this status.
    /// @param status Where it stands.
    error StreamingForward_WrongStatus(Status status);

    /// @notice Not this caller.
    /// @param caller Who tried.
    /// @param required Who may.
    error StreamingForward_WrongParty(address caller, address required);

    /// @notice Too late.
    /// @param timestamp Now.
    /// @param deadline From when it is.
    error StreamingForward_DeadlinePassed(uint256 timestamp, uint256 deadline);

    /// @notice Too early.
    /// @param timestamp Now.
    /// @param earliest From when it can be done.
    error StreamingForward_TooEarly(uint256 timestamp, uint256 earliest);

    /// @notice A signature is not that party's.
    /// @param signer Whose it should be.
    error StreamingForward_InvalidSignature(address signer);

    /// @notice An older voucher than one redeemed.
    /// @param cumulativeWeight Its weight.
    /// @param vouched What is vouched for.
    error StreamingForward_StaleVoucher(uint256 cumulativeWeight, uint256 vouched);

    /// @notice A voucher for more than the order.
    /// @param cumulativeWeight Its weight.
    /// @param ordered The order's.
    error StreamingForward_VoucherExceedsOrder(uint256 cumulativeWeight, uint256 ordered);

    /// @notice As many postings are open as may be.
    /// @param pending How many.
    error StreamingForward_TooManyPostings(uint256 pending);

    /// @notice No such posting is open.
    /// @param posting Number.
    error StreamingForward_UnknownPosting(uint256 posting);

    /// @notice More weight than is due, or a weight that so many units can't have.
    /// @param offered Weight.
    /// @param remaining Weight that is due.
    error StreamingForward_OverDelivery(uint256 offered, uint256 remaining);

    /// @notice A weight that so many units can't have.
    /// @param units How many.
    /// @param weight Theirs.
    error StreamingForward_InvalidWeight(uint256 units, uint256 weight);

    /// @notice The serials don't begin where the provider's last ended.
    /// @param first Where they begin.
    /// @param next Where they must.
    error StreamingForward_SerialGap(uint256 first, uint256 next);

    /// @notice Disputed already, or not disputed.
    /// @param posting Number.
    /// @param disputed Which.
    error StreamingForward_DisputeState(uint256 posting, bool disputed);

    /// @notice Postings are open: they are settled first.
    /// @param pending How many.
    error StreamingForward_PostingsPending(uint256 pending);

    /// @notice The header is of another provider, stream or posting.
    /// @param serial Its serial.
    error StreamingForward_ForeignHeader(uint256 serial);

    /// @notice The unit is what was ordered.
    /// @param serial Its serial.
    error StreamingForward_HeaderKeepsTerms(uint256 serial);

    /// @notice The headers prove no double sale.
    /// @param serial One's serial.
    /// @param other The other's.
    error StreamingForward_NotDoubleSale(uint256 serial, uint256 other);

    /// @notice An address that must be one is zero.
    /// @param field Which.
    error StreamingForward_ZeroAddress(string field);

    // ------------------------------------------------------------------ opening

    /// @notice Opens a stream: the caller is one party, the signature the other's over the deal. Both have allowed their PAT.
    /// @param deal Terms and parties.
    /// @param signature EIP-712, ERC-1271 accepted.
    /// @return stream Number.
    function open(StreamDeal calldata deal, bytes calldata signature) external returns (bytes32 stream);

    /// @notice Takes an offer back before it is opened. Either party may.
    /// @param deal Terms and parties.
    function revoke(StreamDeal calldata deal) external;

    // ------------------------------------------------------------------ streaming

    /// @notice Redeems a voucher: pays the provider what counts and has not been paid, as far as time has come. Anyone may bring it.
    /// @param deal Terms and parties.
    /// @param cumulativeWeight What the buyer vouches for.
    /// @param signature The buyer's; empty for the weight vouched for already, which draws what time has brought since.
    /// @return paid Wei to the provider.
    function redeem(StreamDeal calldata deal, uint64 cumulativeWeight, bytes calldata signature)
        external
        returns (uint256 paid);

    /// @notice Posts deliveries, the next of the provider's serials. Only the provider.
    /// @param deal Terms and parties.
    /// @param commitment To the units' headers.
    /// @param firstSerial The provider's next.
    /// @param units How many.
    /// @param weight Theirs, never ahead of the schedule.
    function post(StreamDeal calldata deal, bytes32 commitment, uint64 firstSerial, uint48 units, uint64 weight)
        external;

    /// @notice Disputes a posting and stakes the dispute bond. Only the buyer.
    /// @param deal Terms and parties.
    /// @param posting Number.
    function dispute(StreamDeal calldata deal, uint256 posting) external;

    /// @notice Rules on a dispute. Only the arbiter.
    /// @param deal Terms and parties.
    /// @param posting Number.
    /// @param upheld Whether the buyer is right.
    function rule(StreamDeal calldata deal, uint256 posting, bool upheld) external;

    /// @notice Voids a posting by a header of one of its units that breaks the terms. Only the buyer.
    /// @param deal Terms and parties.
    /// @param posting Number.
    /// @param header Signed by the provider.
    /// @param signature The provider's.
    function refute(
        StreamDeal calldata deal,
        uint256 posting,
        UnitHeader calldata header,
        bytes calldata signature
    ) external;

    /// @notice Settles a posting whose time is over. Anyone may.
    /// @param deal Terms and parties.
    /// @param posting Number.
    function settlePosting(StreamDeal calldata deal, uint256 posting) external;

    // ------------------------------------------------------------------ the end

    /// @notice Calls a stream to a close: at its end, or a provider to account who looks late; a party may walk away.
    /// @param deal Terms and parties.
    function callClose(StreamDeal calldata deal) external;

    /// @notice Concludes a call to close. Anyone may, once the challenge is over.
    /// @param deal Terms and parties.
    function conclude(StreamDeal calldata deal) external;

    /// @notice Both call it off: the caller is one party, the signature the other's.
    /// @param deal Terms and parties.
    /// @param signature EIP-712 over the stream's number.
    function cancel(StreamDeal calldata deal, bytes calldata signature) external;

    /// @notice Ends the stream of a provider that sold one content under two serials.
    /// @param deal Terms and parties.
    /// @param headers Two of the provider's, one of this stream.
    /// @param signatures The provider's.
    function proveDoubleSale(
        StreamDeal calldata deal,
        UnitHeader[2] calldata headers,
        bytes[2] calldata signatures
    ) external;

    // ------------------------------------------------------------------ owner

    /// @notice Sends fees to another wallet. Only the owner.
    /// @param wallet From now on.
    function setFeeWallet(address wallet) external;

    // ------------------------------------------------------------------ views

    /// @notice What parties sign to open a deal, and its number.
    /// @param deal Terms and parties.
    /// @return EIP-712 digest.
    function dealHash(StreamDeal calldata deal) external view returns (bytes32);

    /// @notice What the buyer signs as a voucher.
    /// @param stream Number.
    /// @param cumulativeWeight Weight.
    /// @return EIP-712 digest.
    function voucherHash(bytes32 stream, uint64 cumulativeWeight) external view returns (bytes32);

    /// @notice What a party signs to call a stream off.
    /// @param stream Number.
    /// @return EIP-712 digest.
    function cancelHash(bytes32 stream) external view returns (bytes32);

    /// @notice What a provider signs of a unit.
    /// @param header It.
    /// @return EIP-712 digest.
    function headerHash(UnitHeader calldata header) external view returns (bytes32);

    /// @notice A stream.
    /// @param stream Number.
    /// @return Where it stands.
    function streamOf(bytes32 stream) external view returns (Stream memory);

    /// @notice A posting.
    /// @param stream Number of the stream.
    /// @param posting Number.
    /// @return See `Posting`.
    function postingOf(bytes32 stream, uint256 posting) external view returns (Posting memory);

    /// @notice A provider's next serial.
    /// @param provider Whose.
    /// @return Serial.
    function nextSerialOf(address provider) external view returns (uint256);

    /// @notice Where fees go.
    /// @return Wallet.
    function feeWallet() external view returns (address);
}
