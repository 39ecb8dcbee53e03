// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SeriesKind, SeriesWord, SeriesWords} from "./SeriesWord.sol";

/// @title Which terms a series can have, and what a lot of it pays
/// @notice The same integers as `seriesPayoff` of the risk package. Terms in whole wei per lot, so that nothing is rounded.
library SeriesTerms {
    using SeriesWords for SeriesWord;

    /// @notice Whether there is such a series in a book of one market, or of a pair.
    function areValid(SeriesKind kind, uint256 a, uint256 b, uint256 c, bool isPair) internal pure returns (bool) {
        uint256 max = SeriesWords.MAX_AMOUNT;
        if (a > max || b > max || c > max || isPair != (kind == SeriesKind.IndexSwap)) return false;
        if (kind == SeriesKind.Call) return a <= b && c == 0;
        if (kind == SeriesKind.Put) return a > 0 && b == 0 && c == 0;
        if (kind == SeriesKind.Collar) return a <= c && c <= b;
        return a > 0 && c == 0;
    }

    /// @notice What a lot held long receives, below zero when it pays.
    /// @param figure What its book settles at: a price below 2**128, for a pair the difference of two.
    function payoff(SeriesWord word, int256 figure) internal pure returns (int256) {
        unchecked {
            SeriesKind kind = word.kind();
            (int256 a, int256 b) = (int256(word.a()), int256(word.b()));
            if (kind == SeriesKind.Call) return _clamped(figure, a, b) - a;
            if (kind == SeriesKind.Put) return figure < a ? a - figure : int256(0);
            if (kind == SeriesKind.Collar) return _clamped(figure, a, b) - int256(word.c());
            return _clamped(figure - spread(word), -a, a);
        }
    }

    /// @notice What a swap takes off the difference of its indices.
    function spread(SeriesWord word) internal pure returns (int256) {
        return int80(uint80(word.b()));
    }

    function _clamped(int256 value, int256 low, int256 high) private pure returns (int256) {
        return value < low ? low : value > high ? high : value;
    }
}
