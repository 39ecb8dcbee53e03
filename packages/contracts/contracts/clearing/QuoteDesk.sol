// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IDataMarketplace} from "../marketplace/IDataMarketplace.sol";
import {HOUR} from "../math/Units.sol";
import {BookIds} from "./BookIds.sol";
import {IClearingHouse} from "./IClearingHouse.sol";
import {IQuoteDesk} from "./IQuoteDesk.sol";

/// @title QuoteDesk: see IQuoteDesk for what every function promises
/// @dev Immutable, without an owner and without money. The twin is `reduceQuoteDesk` of the derivatives package.
contract QuoteDesk is IQuoteDesk, EIP712 {
    /// @dev A signed price is a free option for its taker.
    uint256 private constant MAX_LIFETIME = 300;
    bytes32 private constant QUOTE = keccak256(
        "RfqQuote(address maker,address taker,uint256 seriesId,bool takerBuys,uint64 lots,uint64 minimumLots,int80 premiumPerLot,uint40 deadline,int256 indexLow,int256 indexHigh,uint256 nonce)"
    );

    /// @inheritdoc IQuoteDesk
    IClearingHouse public immutable clearing;
    IDataMarketplace private immutable _marketplace;

    /// @inheritdoc IQuoteDesk
    mapping(bytes32 quoteHash => uint256) public filledLots;
    /// @inheritdoc IQuoteDesk
    mapping(address maker => mapping(uint256 wordPosition => uint256)) public cancelledNonces;

    /// @param clearing_ Where trades go; this desk has to become its matcher.
    constructor(IClearingHouse clearing_) EIP712("Phasegate QuoteDesk", "1") {
        if (address(clearing_) == address(0)) revert QuoteDesk_ZeroAddress("clearing");
        (clearing, _marketplace) = (clearing_, clearing_.marketplace());
    }

    // ------------------------------------------------------------------ takers and makers

    /// @inheritdoc IQuoteDesk
    function fill(RfqQuote calldata quote, bytes calldata signature, uint64 lots) external {
        _requireOpen(quote);
        bytes32 hash = quoteHash(quote);
        uint256 left = _requireSize(quote, filledLots[hash], lots);
        if (!SignatureChecker.isValidSignatureNowCalldata(quote.maker, hash, signature)) {
            revert QuoteDesk_InvalidSignature(quote.maker);
        }
        _requireIndex(quote);
        // Stored before anybody is called who could come back.
        filledLots[hash] = quote.lots - left;
        clearing.fill(
            IClearingHouse.Fill({
                seriesId: quote.seriesId,
                maker: quote.maker,
                taker: msg.sender,
                takerBuys: quote.takerBuys,
                lots: lots,
                premium: int256(uint256(lots)) * quote.premiumPerLot
            })
        );
        emit QuoteTaken(hash, quote.maker, msg.sender, lots, left);
    }

    /// @inheritdoc IQuoteDesk
    function cancel(uint256 wordPosition, uint256 mask) external {
        cancelledNonces[msg.sender][wordPosition] |= mask;
        emit NoncesCancelled(msg.sender, wordPosition, mask);
    }

    // ------------------------------------------------------------------ views

    /// @inheritdoc IQuoteDesk
    function quoteHash(RfqQuote calldata quote) public view returns (bytes32) {
        // A static struct is encoded field by field, as EIP-712 asks.
        return _hashTypedDataV4(keccak256(abi.encode(QUOTE, quote)));
    }

    /// @inheritdoc IQuoteDesk
    function indexOf(uint256 seriesId) public view returns (int256 index) {
        uint256 bookId = BookIds.bookOf(seriesId);
        index = _recentIndex(BookIds.market(bookId));
        if (BookIds.isPair(bookId)) index -= _recentIndex(BookIds.against(bookId));
    }

    // ------------------------------------------------------------------ what a fill needs

    /// @dev Time, taker and nonce: what is known without the quote's hash.
    function _requireOpen(RfqQuote calldata quote) private view {
        if (block.timestamp > quote.deadline) revert QuoteDesk_QuoteExpired(quote.deadline, block.timestamp);
        uint256 latest = block.timestamp + MAX_LIFETIME;
        if (quote.deadline > latest) revert QuoteDesk_DeadlineTooFar(quote.deadline, latest);
        if (quote.taker != address(0) && quote.taker != msg.sender) {
            revert QuoteDesk_NotTaker(msg.sender, quote.taker);
        }
        uint256 word = cancelledNonces[quote.maker][quote.nonce >> 8];
        if (word >> (quote.nonce & 255) & 1 != 0) revert QuoteDesk_QuoteCancelled(quote.maker, quote.nonce);
    }

    /// @dev The whole rest is always enough, so that no part of a quote is stranded.
    function _requireSize(RfqQuote calldata quote, uint256 filled, uint256 lots) private pure returns (uint256) {
        uint256 left = quote.lots - filled;
        if (lots > left) revert QuoteDesk_QuoteFilled(lots, left);
        uint256 minimum = quote.minimumLots < left ? quote.minimumLots : left;
        if (lots < minimum) revert QuoteDesk_FillTooSmall(lots, minimum);
        return left - lots;
    }

    function _requireIndex(RfqQuote calldata quote) private view {
        (int256 low, int256 high) = (quote.indexLow, quote.indexHigh);
        if (low == type(int256).min && high == type(int256).max) return;
        int256 index = indexOf(quote.seriesId);
        if (index < low || index > high) revert QuoteDesk_IndexOutOfBand(index, low, high);
    }

    /// @dev Below 2**184, as two hours of asks over the least weight are. The index of nothing is 0.
    function _recentIndex(uint256 market) private view returns (int256) {
        uint256 hour = block.timestamp / HOUR;
        uint256 price = _marketplace.indexPrice(market, hour - 1, hour + 1);
        if (price == 0) revert QuoteDesk_NoIndex(market);
        return int256(price);
    }
}
