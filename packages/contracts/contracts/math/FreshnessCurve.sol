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
    function freshnessAt(uint256 table, uint256 age, uint256 window) internal pure returns (uint256 freshness) {
        unchecked {
            uint256 position = age * (KNOTS - 1);
            uint256 knot = position / window;
            uint256 past = position - knot * window;
            uint256 pair = table >> (16 * knot);
            uint256 sum = (pair & ONE) * (window - past) + ((pair >> 16) & ONE) * past;
            freshness = MulDiv.mulDivUp(sum, WAD, ONE * window);
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
