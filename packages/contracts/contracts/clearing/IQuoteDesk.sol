// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IClearingHouse} from "./IClearingHouse.sol";

/// @title QuoteDesk: firm prices signed off chain, filled in whole or in part by who takes them
/// @notice A matcher of the clearing house. A maker signs a quote (EIP-712, a contract by ERC-1271); its taker, or anyone, fills it
/// up to its lots. Every field is bound by the signature: no field can be changed, no lot filled twice, nothing filled after the
/// deadline, after cancellation, or while the index lies outside the quote's band. The desk holds nothing and is nobody's.
interface IQuoteDesk {
    /// @notice A firm price for lots of a series.
    /// @param maker Who signs, and is the other side of every fill.
    /// @param taker Who alone may fill; the zero address lets everybody.
    /// @param seriesId What is traded.
    /// @param takerBuys Whether the taker's lots rise.
    /// @param lots All that may ever be filled.
    /// @param minimumLots The least of one fill, unless it takes all that is left.
    /// @param premiumPerLot Wei that the buyer pays the seller a lot; below zero, for collars and swaps, the other way.
    /// @param deadline Last Unix second in which it can be filled; at most 300 seconds ahead.
    /// @param indexLow Lowest index at which it can be filled, wei per lot; of a swap the difference of both.
    /// @param indexHigh Highest. The whole range of an int256 asks for no index at all.
    /// @param nonce Names the quote to its maker's cancellations; quotes may share one.
    struct RfqQuote {
        address maker;
        address taker;
        uint256 seriesId;
        bool takerBuys;
        uint64 lots;
        uint64 minimumLots;
        int80 premiumPerLot;
        uint40 deadline;
        int256 indexLow;
        int256 indexHigh;
        uint256 nonce;
    }

    // ------------------------------------------------------------------ events

    /// @notice Lots of a quote were traded; the clearing house says at what price.
    /// @param quoteHash The quote's EIP-712 hash.
    /// @param maker Who signed it.
    /// @param taker Who filled it.
    /// @param lots How many.
    /// @param left How many are left of it.
    event QuoteTaken(bytes32 indexed quoteHash, address indexed maker, address indexed taker, uint256 lots, uint256 left);

    /// @notice A maker cancelled quotes.
    /// @param maker Whose.
    /// @param wordPosition The nonces' upper 248 bits.
    /// @param mask A bit for each of the word's nonces, those that were cancelled before left as they were.
    event NoncesCancelled(address indexed maker, uint256 wordPosition, uint256 mask);

    // ------------------------------------------------------------------ errors, in the order in which a fill is refused

    /// @notice The last second has passed.
    /// @param deadline Of the quote.
    /// @param timestamp Now.
    error QuoteDesk_QuoteExpired(uint256 deadline, uint256 timestamp);
    /// @notice A quote would be open for too long.
    /// @param deadline Of the quote.
    /// @param latest The latest there can be now.
    error QuoteDesk_DeadlineTooFar(uint256 deadline, uint256 latest);
    /// @notice The quote is for somebody else.
    /// @param caller Who would fill it.
    /// @param taker Who may.
    error QuoteDesk_NotTaker(address caller, address taker);
    /// @notice The maker has cancelled the nonce.
    /// @param maker Who.
    /// @param nonce Which.
    error QuoteDesk_QuoteCancelled(address maker, uint256 nonce);
    /// @notice More than is left.
    /// @param lots Asked for.
    /// @param left Of the quote.
    error QuoteDesk_QuoteFilled(uint256 lots, uint256 left);
    /// @notice Less than the maker trades at once.
    /// @param lots Asked for.
    /// @param minimum The quote's, or all that is left.
    error QuoteDesk_FillTooSmall(uint256 lots, uint256 minimum);
    /// @notice The maker has not signed this.
    /// @param maker Who should have.
    error QuoteDesk_InvalidSignature(address maker);
    /// @notice No trade in this hour and the last, so nothing says what the index is.
    /// @param market Whose.
    error QuoteDesk_NoIndex(uint256 market);
    /// @notice The index has left the band.
    /// @param index Now, wei per lot.
    /// @param low Of the quote.
    /// @param high Of the quote.
    error QuoteDesk_IndexOutOfBand(int256 index, int256 low, int256 high);
    /// @notice Nobody is the zero address.
    /// @param field What was zero.
    error QuoteDesk_ZeroAddress(string field);

    // ------------------------------------------------------------------ takers and makers

    /// @notice Trades lots of a quote between its maker and the caller. Refused by the desk first, then by the clearing house.
    /// @param quote As it was signed.
    /// @param signature The maker's.
    /// @param lots At least the quote's minimum, or all that is left.
    function fill(RfqQuote calldata quote, bytes calldata signature, uint64 lots) external;

    /// @notice Ends the caller's quotes of some nonces, whatever was filled of them, for ever.
    /// @param wordPosition `nonce >> 8` of all of them.
    /// @param mask `1 << (nonce & 255)` of each.
    function cancel(uint256 wordPosition, uint256 mask) external;

    // ------------------------------------------------------------------ views

    /// @notice Where trades go.
    /// @return The clearing house.
    function clearing() external view returns (IClearingHouse);

    /// @notice What a maker signs.
    /// @param quote Any.
    /// @return Its EIP-712 hash for this desk and chain.
    function quoteHash(RfqQuote calldata quote) external view returns (bytes32);

    /// @notice How much of a quote has been filled.
    /// @param hash The quote's EIP-712 hash.
    /// @return Lots.
    function filledLots(bytes32 hash) external view returns (uint256);

    /// @notice The cancelled nonces of a word.
    /// @param maker Whose.
    /// @param wordPosition The nonces' upper 248 bits.
    /// @return A bit for each that is cancelled.
    function cancelledNonces(address maker, uint256 wordPosition) external view returns (uint256);

    /// @notice The index that bands are compared with: the trades of this hour and the last, of a swap less the other market's.
    /// @param seriesId Any whose markets exist.
    /// @return Wei per lot.
    function indexOf(uint256 seriesId) external view returns (int256);
}
