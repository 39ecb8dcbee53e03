// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title The square root of an integer, rounded down
/// @notice The same integers as `integerRoot` of the pricing package. In assembly, because checked divisions by what can't be zero
/// made it twice as dear, a fifth of an option's price.
library Root {
    /// @notice `floor(sqrt(x))`.
    function floorSqrt(uint256 x) internal pure returns (uint256 root) {
        assembly ("memory-safe") {
            // The largest even exponent with 2**exponent <= x, by halving the length that is left.
            let exponent := shl(7, gt(x, 0xffffffffffffffffffffffffffffffff))
            exponent := or(exponent, shl(6, gt(shr(exponent, x), 0xffffffffffffffff)))
            exponent := or(exponent, shl(5, gt(shr(exponent, x), 0xffffffff)))
            exponent := or(exponent, shl(4, gt(shr(exponent, x), 0xffff)))
            exponent := or(exponent, shl(3, gt(shr(exponent, x), 0xff)))
            exponent := or(exponent, shl(2, gt(shr(exponent, x), 0xf)))
            exponent := or(exponent, shl(1, gt(shr(exponent, x), 0x3)))
            // The root lies within half of 1.5 * 2**(exponent / 2). Newton's steps square the relative error and halve it:
            // 1/2, 1/12, 4e-3, 6e-6, 2e-11, 2e-22, 2e-44, so that the sixth is exact but for its rounding.
            root := shr(1, shl(shr(1, exponent), 3))
            // Of 0 and 1 the first guess is 1.
            root := shr(1, add(root, div(x, root)))
            root := shr(1, add(root, div(x, root)))
            root := shr(1, add(root, div(x, root)))
            root := shr(1, add(root, div(x, root)))
            root := shr(1, add(root, div(x, root)))
            root := shr(1, add(root, div(x, root)))
            // Newton's last step may be one above.
            root := sub(root, lt(div(x, root), root))
        }
    }
}
