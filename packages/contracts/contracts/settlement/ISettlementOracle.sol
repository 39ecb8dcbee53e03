// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title SettlementOracle: what the series of a market and expiry settle at
/// @notice A ladder, each step open to anyone: the index's VWAP over the settlement window; over the shortest longer period, of at
/// most 168 hours, that is not thin; the median of the signers' fixings; the last good index from before the window. A price, once
/// settled, never changes, and from 72 hours after an expiry on `settle` always succeeds. Prices are wei of PAT per lot, and a lot is
/// one fresh unit at confidence 1.0; hours and days are counted from 1970.
interface ISettlementOracle {
    /// @notice How a price was found.
    enum Rung {
        None,
        Window,
        ExtendedWindow,
        Fixings,
        Fallback
    }

    /// @notice The settlement of one market and expiry.
    /// @param price Wei per lot, once settled.
    /// @param rung How it was found; `None` while it is not.
    /// @param fallbackPrice The last good index.
    /// @param fallbackHour The hour before which that was taken; 0 when the settlement was never opened.
    /// @param signerSet Number of the list of signers that it was opened with.
    /// @param fixings How many of them have fixed a price.
    struct Settlement {
        uint128 price;
        Rung rung;
        uint128 fallbackPrice;
        uint32 fallbackHour;
        uint32 signerSet;
        uint8 fixings;
    }

    // ------------------------------------------------------------------ events

    /// @notice Series of this market and expiry can be listed.
    /// @param market Whose index settles them.
    /// @param expiry Unix second.
    /// @param fallbackPrice The index of the last 24 hours, the last rung of the ladder.
    /// @param signerSet Number of the list of signers.
    event SettlementOpened(
        uint256 indexed market, uint256 indexed expiry, uint256 fallbackPrice, uint256 signerSet
    );

    /// @notice The fallback is newer.
    /// @param market Whose index.
    /// @param expiry Unix second.
    /// @param fallbackPrice The index of the last 24 hours.
    event FallbackRefreshed(uint256 indexed market, uint256 indexed expiry, uint256 fallbackPrice);

    /// @notice A signer has fixed a price, its first and only one.
    /// @param market Whose settlement.
    /// @param expiry Unix second.
    /// @param signer Who fixed it.
    /// @param price Wei per lot.
    event FixingSubmitted(uint256 indexed market, uint256 indexed expiry, address indexed signer, uint256 price);

    /// @notice The price of a market and expiry, for ever.
    /// @param market Whose settlement.
    /// @param expiry Unix second.
    /// @param price Wei per lot.
    /// @param rung How it was found.
    event Settled(uint256 indexed market, uint256 indexed expiry, uint256 price, Rung rung);

    /// @notice The owner has announced who signs fixings of expiries opened later.
    /// @param signers In rising order.
    /// @param applicableFrom Unix second from which anyone may put them in force.
    event SignersAnnounced(address[] signers, uint256 applicableFrom);

    /// @notice Signers are in force.
    /// @param signerSet Number of their list.
    /// @param signers In rising order.
    event SignersApplied(uint256 indexed signerSet, address[] signers);

    /// @notice The open interest that a market bears was measured.
    /// @param market Whose.
    /// @param lots The most lots.
    /// @param day When.
    event CapRefreshed(uint256 indexed market, uint256 lots, uint256 day);

    // ------------------------------------------------------------------ errors

    /// @notice The market does not settle then, or never.
    /// @param market Which.
    /// @param expiry Unix second.
    error SettlementOracle_OffCalendar(uint256 market, uint256 expiry);

    /// @notice The window has begun, or the expiry lies more than 92 days ahead.
    /// @param windowStart Unix second in which the window begins.
    /// @param latest The latest expiry that can be opened now.
    /// @param timestamp Now.
    error SettlementOracle_TenorOutOfBounds(uint256 windowStart, uint256 latest, uint256 timestamp);

    /// @notice No trade entered the index in the 24 hours before this one.
    /// @param market Whose index.
    /// @param hour The hour it is.
    error SettlementOracle_IndexStale(uint256 market, uint256 hour);

    /// @notice The fallback is of this hour already.
    /// @param hour Its hour.
    error SettlementOracle_FallbackCurrent(uint256 hour);

    /// @notice The settlement was never opened.
    /// @param market Whose.
    /// @param expiry Unix second.
    error SettlementOracle_SettlementNotOpen(uint256 market, uint256 expiry);

    /// @notice Before the expiry nothing is fixed or settled.
    /// @param expiry Unix second.
    /// @param timestamp Now.
    error SettlementOracle_NotExpired(uint256 expiry, uint256 timestamp);

    /// @notice The price is settled.
    /// @param price Wei per lot.
    error SettlementOracle_AlreadySettled(uint256 price);

    /// @notice Trading was too thin, and the next rung is not open yet.
    /// @param settleableAt Unix second from which it is.
    /// @param timestamp Now.
    error SettlementOracle_SettlementPending(uint256 settleableAt, uint256 timestamp);

    /// @notice No signer of this expiry.
    /// @param account Who fixed or signed.
    error SettlementOracle_NotSigner(address account);

    /// @notice The first fixing counts.
    /// @param account Who has one already.
    error SettlementOracle_AlreadyFixed(address account);

    /// @notice A signature that is not the signer's.
    /// @param signer Whose it should be.
    error SettlementOracle_InvalidSignature(address signer);

    /// @notice Signers are none, or 3 to 9 addresses in rising order, none of them zero.
    /// @param count How many were given.
    error SettlementOracle_SignersOutOfBounds(uint256 count);

    /// @notice Nobody is announced.
    error SettlementOracle_NoSignersAnnounced();

    /// @notice The announced signers are not in force yet.
    /// @param applicableFrom Unix second from which they can be.
    /// @param timestamp Now.
    error SettlementOracle_SignersPending(uint256 applicableFrom, uint256 timestamp);

    /// @notice The cap is of this day already.
    /// @param day When it was measured.
    /// @param lots The cap.
    error SettlementOracle_CapCurrent(uint256 day, uint256 lots);

    /// @notice A construction parameter out of bounds.
    /// @param bandBps Given.
    /// @param low Least.
    /// @param high Most.
    error SettlementOracle_BandOutOfBounds(uint256 bandBps, uint256 low, uint256 high);

    // ------------------------------------------------------------------ steps

    /// @notice Opens an expiry before its window: stores the last good index and the signers in force. Does nothing when it is open.
    /// @param market Whose index settles it.
    /// @param expiry One of the market's settlement hours, at most 92 days ahead.
    function open(uint256 market, uint256 expiry) external;

    /// @notice Stores the last good index again, until the window begins.
    /// @param market Whose settlement.
    /// @param expiry Unix second.
    function refreshFallback(uint256 market, uint256 expiry) external;

    /// @notice A signer's price, after the expiry.
    /// @param market Whose settlement.
    /// @param expiry Unix second.
    /// @param price Wei per lot.
    function submitFixing(uint256 market, uint256 expiry, uint128 price) external;

    /// @notice The same brought by anyone, with the signer's EIP-712 signature.
    /// @param market Whose settlement.
    /// @param expiry Unix second.
    /// @param price Wei per lot.
    /// @param signer Whose fixing; a contract by ERC-1271.
    /// @param signature Of `Fixing(uint256 market,uint256 expiry,uint128 price)`.
    function submitFixingBySig(
        uint256 market,
        uint256 expiry,
        uint128 price,
        address signer,
        bytes calldata signature
    ) external;

    /// @notice Settles by the first rung that holds.
    /// @param market Whose settlement.
    /// @param expiry Unix second.
    /// @return price Wei per lot.
    function settle(uint256 market, uint256 expiry) external returns (uint256 price);

    /// @notice Measures the open interest that a market bears, once a day.
    /// @param market Which.
    /// @return lots The most lots.
    function refreshCap(uint256 market) external returns (uint256 lots);

    /// @notice Says who will sign fixings of expiries opened once they are in force. Only the owner.
    /// @param signers None, or 3 to 9 in rising order.
    function announceSigners(address[] calldata signers) external;

    /// @notice Puts announced signers in force, 7 days later.
    function applySigners() external;

    // ------------------------------------------------------------------ views

    /// @notice Everything about a settlement.
    /// @param market Whose.
    /// @param expiry Unix second.
    /// @return The settlement; a fallback hour of 0 when it was never opened.
    function settlement(uint256 market, uint256 expiry) external view returns (Settlement memory);

    /// @notice A signer's fixing.
    /// @param market Whose settlement.
    /// @param expiry Unix second.
    /// @param signer Who.
    /// @return isFixed Whether there is one.
    /// @return price Wei per lot.
    function fixingOf(uint256 market, uint256 expiry, address signer)
        external
        view
        returns (bool isFixed, uint256 price);

    /// @notice The first second of an expiry's settlement window, in which opening ends.
    /// @param market Whose calendar.
    /// @param expiry One of its settlement hours.
    /// @return Unix second.
    function windowStart(uint256 market, uint256 expiry) external view returns (uint256);

    /// @notice The most lots of open interest that a market bears: 0 when that was measured more than 8 days ago.
    /// @param market Which.
    /// @return lots One lot is one fresh unit at confidence 1.0.
    function openInterestCap(uint256 market) external view returns (uint256 lots);

    /// @notice Who signs fixings.
    /// @param signerSet Number of a list.
    /// @return In rising order.
    function signersOf(uint256 signerSet) external view returns (address[] memory);

    /// @notice The list in force.
    /// @return Its number; 0 is the empty one.
    function signerSetInForce() external view returns (uint256);
}
