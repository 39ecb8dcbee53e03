// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title The arithmetic of an ask: how it decays and how it is split
/// @notice The same integers as `quoteSegment` and `splitAsk` of the pricing package.
library Ask {
    uint256 internal constant WAD = 1e18;
    uint256 internal constant BPS = 10_000;
    /// @notice A broker never takes more than the provider.
    uint256 internal constant MAX_MARGIN_BPS = 5_000;

    /// @notice `ceil(freshAsk * freshness)`: rounds up, so that a repeated purchase never costs less than it should.
    /// @dev Needs `freshAsk < 2**190` and `freshness <= 1e18`.
    function decay(uint256 freshAsk, uint256 freshness) internal pure returns (uint256) {
        unchecked {
            return (freshAsk * freshness + WAD - 1) / WAD;
        }
    }

    /// @notice `payout = floor(ask * (10000 - marginBps) / 10000)`; the spread is the remainder, so the two always
    /// sum to the ask.
    /// @dev Needs `ask < 2**240` and `marginBps <= 10000`.
    function split(uint256 ask, uint256 marginBps) internal pure returns (uint256 payout, uint256 brokerSpread) {
        unchecked {
            payout = (ask * (BPS - marginBps)) / BPS;
            brokerSpread = ask - payout;
        }
    }
}
