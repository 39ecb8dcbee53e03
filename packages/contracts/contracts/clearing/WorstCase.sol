// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SeriesKind, SeriesWord, SeriesWords} from "./SeriesWord.sol";

/// @title The largest loss of an account's position in one market and expiry
/// @notice The same integers as `worstCaseMargin` of the risk package. The loss is piecewise linear in the settlement price and flat
/// beyond the last kink, so its maximum over all prices is its maximum over zero and the kinks: strikes, floors and caps.
library WorstCase {
    using SeriesWords for SeriesWord;

    uint256 internal constant MAX_LEGS = 16;
    /// @dev A kink is price (80 bits, highest) | change of the loss's slope there, as int128 (lowest).
    uint256 private constant PRICE_SHIFT = 176;

    /// @notice `max(0, max over S >= 0 of -sum(payoff))`, wei.
    /// @param series Calls, puts and collars of one market and expiry, at most `MAX_LEGS`.
    /// @param lots Of each, above zero long, below short; within int64.
    function worstCase(SeriesWord[] memory series, int256[] memory lots) internal pure returns (uint256) {
        // Two of each leg, the lower first; one at zero changes nothing, because there the slope begins.
        uint256[] memory kinks = new uint256[](2 * series.length);
        int256 loss;
        int256 slope;
        unchecked {
            for (uint256 i = 0; i < series.length; ++i) {
                SeriesWord word = series[i];
                int256 quantity = lots[i];
                SeriesKind kind = word.kind();
                if (kind == SeriesKind.Put) {
                    // From zero on its payoff falls from the strike to nothing at the strike.
                    loss -= quantity * int256(word.a());
                    slope += quantity;
                    kinks[2 * i + 1] = _kink(word.a(), -quantity);
                    continue;
                }
                if (kind == SeriesKind.Collar) loss -= quantity * (int256(word.a()) - int256(word.c()));
                // Between its two kinks the payoff rises by a wei a wei, so the loss of a long position falls.
                if (word.a() == 0) slope -= quantity;
                else kinks[2 * i] = _kink(word.a(), -quantity);
                kinks[2 * i + 1] = _kink(word.b(), quantity);
            }
            return _highest(_sorted(kinks), loss, slope);
        }
    }

    /// @notice The same of one series alone, a swap too, without a walk: most accounts hold one series of a book.
    function ofOne(SeriesWord word, int256 lots) internal pure returns (uint256) {
        unchecked {
            SeriesKind kind = word.kind();
            uint256 size = uint256(lots < 0 ? -lots : lots);
            if (kind == SeriesKind.IndexSwap) return size * word.a();
            bool isLong = lots > 0;
            if (kind == SeriesKind.Collar) return size * (isLong ? word.c() - word.a() : word.b() - word.c());
            if (isLong) return 0;
            return size * (kind == SeriesKind.Put ? word.a() : word.b() - word.a());
        }
    }

    function _kink(uint256 price, int256 slopeChange) private pure returns (uint256) {
        return (price << PRICE_SHIFT) | uint128(int128(slopeChange));
    }

    /// @dev Walks the kinks in rising order of price.
    function _highest(uint256[] memory kinks, int256 loss, int256 slope) private pure returns (uint256) {
        unchecked {
            int256 worst = loss > 0 ? loss : int256(0);
            int256 reached;
            for (uint256 i = 0; i < kinks.length; ++i) {
                int256 price = int256(kinks[i] >> PRICE_SHIFT);
                loss += slope * (price - reached);
                reached = price;
                if (loss > worst) worst = loss;
                slope += int128(uint128(kinks[i]));
            }
            return uint256(worst);
        }
    }

    /// @dev By merging runs, of two at first: each pass doubles them and touches every kink once.
    function _sorted(uint256[] memory from) private pure returns (uint256[] memory) {
        unchecked {
            uint256 count = from.length;
            uint256[] memory to = new uint256[](count);
            for (uint256 width = 2; width < count; width <<= 1) {
                for (uint256 start = 0; start < count; start += 2 * width) {
                    uint256 middle = start + width < count ? start + width : count;
                    uint256 end = middle + width < count ? middle + width : count;
                    (uint256 left, uint256 right) = (start, middle);
                    for (uint256 k = start; k < end; ++k) {
                        bool isLeft = right == end || (left < middle && from[left] <= from[right]);
                        to[k] = isLeft ? from[left++] : from[right++];
                    }
                }
                (from, to) = (to, from);
            }
            return from;
        }
    }
}
