// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Numbers of books and series
/// @notice A book is `expiry << 32 | against << 16 | market`, a series `book << 16 | index`.
library BookIds {
    /// @dev Markets below 2**16, which the oracle has seen to.
    function bookId(uint256 market_, uint256 against_, uint256 expiry_) internal pure returns (uint256) {
        return (expiry_ << 32) | (against_ << 16) | market_;
    }

    function market(uint256 book) internal pure returns (uint256) {
        return uint16(book);
    }

    function against(uint256 book) internal pure returns (uint256) {
        return uint16(book >> 16);
    }

    function expiry(uint256 book) internal pure returns (uint256) {
        return book >> 32;
    }

    /// @notice Whether a book is of two markets, whose swaps stand alone.
    function isPair(uint256 book) internal pure returns (bool) {
        return market(book) != against(book);
    }

    function seriesId(uint256 book, uint256 index) internal pure returns (uint256) {
        return (book << 16) | index;
    }

    function bookOf(uint256 series) internal pure returns (uint256) {
        return series >> 16;
    }

    function indexOf(uint256 series) internal pure returns (uint256) {
        return uint16(series);
    }
}
