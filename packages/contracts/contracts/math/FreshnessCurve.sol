// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MulDiv} from "./MulDiv.sol";
import {WAD} from "./Units.sol";

/// @title Freshness curves: how much of its value a segment has kept at its age
/// @notice A curve is 16 equally spaced knots of 16 bits over age / window in [0, 1], knot 0 in the lowest bits,
/// 65535 = 1.0, joined by straight lines. The same integers as `freshnessAt` of the pricing package.
library FreshnessCurve {
    uint256 internal constant KNOTS = 16;
    uint256 internal constant ONE = 65535;

    /// @notice The table is not a curve: it must start at 65535, never rise and end above zero.
    error FreshnessCurve_InvalidKnot(uint256 index, uint256 value);

    /// @notice Freshness at `age`, as a WAD, rounded up because it is a factor of an ask.
    /// @dev Needs `age < window` and `window < 2**64`, so that nothing overflows. Never rises with age.
    function freshnessAt(uint256 table, uint256 age, uint256 window) internal pure returns (uint256) {
        (uint256 piece, uint256 past) = pieceAt(age, window);
        (uint256 left, uint256 right) = knotsOf(table, piece);
        return between(left, right, past, window);
    }

    /// @notice The piece between two knots in which an age lies, from 0 to 14, and how far into it: `past / window`.
    /// @dev Needs `age < window` and `window < 2**64`.
    function pieceAt(uint256 age, uint256 window) internal pure returns (uint256 piece, uint256 past) {
        unchecked {
            uint256 position = age * (KNOTS - 1);
            piece = position / window;
            past = position - piece * window;
        }
    }

    /// @notice The knots at both ends of a piece. The right one of a piece is the left one of the next.
    function knotsOf(uint256 table, uint256 piece) internal pure returns (uint256 left, uint256 right) {
        unchecked {
            uint256 pair = table >> (16 * piece);
            left = pair & ONE;
            right = (pair >> 16) & ONE;
        }
    }

    /// @notice On the straight line from `left` to `right`, `past / window` of the way, as a WAD rounded up.
    /// @dev Needs `past < window`, `window < 2**64` and knots below 2**16.
    function between(uint256 left, uint256 right, uint256 past, uint256 window) internal pure returns (uint256) {
        unchecked {
            return MulDiv.mulDivUp(left * (window - past) + right * past, WAD, ONE * window);
        }
    }

    /// @notice Reverts unless `table` starts at 65535, never rises and ends above zero.
    function validate(uint256 table) internal pure {
        uint256 previous = table & ONE;
        if (previous != ONE) revert FreshnessCurve_InvalidKnot(0, previous);
        for (uint256 i = 1; i < KNOTS; ++i) {
            uint256 value = (table >> (16 * i)) & ONE;
            if (value == 0 || value > previous) revert FreshnessCurve_InvalidKnot(i, value);
            previous = value;
        }
    }
}
