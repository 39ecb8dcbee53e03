// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MulDiv} from "../contracts/math/MulDiv.sol";

/// @title Products divided once and rounded up
contract MulDivProofs {
    /// @notice `mulDivUp(a, b, d)` is the least `r` with `r * d >= a * b`, for all that fits.
    function ceiling(uint256 a, uint256 b, uint256 d) external pure {
        require(d != 0 && (a == 0 || b <= (type(uint256).max - (d - 1)) / a));
        uint256 r = MulDiv.mulDivUp(a, b, d);
        assert(a * b <= r * d);
        assert(r * d - a * b < d);
    }

    /// @notice Exactly where the division has no remainder, 0 included, nothing is added.
    function exact(uint256 r, uint256 d) external pure {
        require(d != 0 && (r == 0 || d <= (type(uint256).max - (d - 1)) / r));
        assert(MulDiv.mulDivUp(r, d, d) == r);
    }
}
