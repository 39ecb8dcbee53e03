// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @dev The terms of a cash-settled series in one word: kind (8 bits, lowest) | a (80) | b (80) | c (80). Amounts are wei per
/// lot below 2**80, over a million PAT. A call has a = strike, b = cap; a put a = strike; a collar a = floor, b = cap,
/// c = price; a swap of two indices a = bound, b = spread as int80.
type SeriesWord is uint256;

/// @dev What a series is.
enum SeriesKind {
    Call,
    Put,
    Collar,
    IndexSwap
}

/// @title Packing the terms of a series
library SeriesWords {
    uint256 internal constant MAX_AMOUNT = 2 ** 80 - 1;

    /// @notice The word of terms; each amount must be at most `MAX_AMOUNT`, which the caller has checked.
    function pack(SeriesKind kind_, uint256 a_, uint256 b_, uint256 c_) internal pure returns (SeriesWord) {
        return SeriesWord.wrap(uint256(kind_) | (a_ << 8) | (b_ << 88) | (c_ << 168));
    }

    function kind(SeriesWord word) internal pure returns (SeriesKind) {
        return SeriesKind(uint8(SeriesWord.unwrap(word)));
    }

    function a(SeriesWord word) internal pure returns (uint256) {
        return (SeriesWord.unwrap(word) >> 8) & MAX_AMOUNT;
    }

    function b(SeriesWord word) internal pure returns (uint256) {
        return (SeriesWord.unwrap(word) >> 88) & MAX_AMOUNT;
    }

    function c(SeriesWord word) internal pure returns (uint256) {
        return (SeriesWord.unwrap(word) >> 168) & MAX_AMOUNT;
    }
}
