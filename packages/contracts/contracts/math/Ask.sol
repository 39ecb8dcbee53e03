// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MulDiv} from "./MulDiv.sol";
import {BPS, WAD} from "./Units.sol";

/// @title The arithmetic of an ask: how it decays and how it is split
/// @notice The same integers as `decayAsk` and `splitAsk` of the pricing package.
library Ask {
    /// @notice A broker never takes more than the provider.
    uint256 internal constant MAX_MARGIN_BPS = 5_000;

    /// @notice `ceil(freshAsk * freshness / 1e18)`: rounds up, so that a repeated purchase never costs less than it should.
    /// @dev Needs `freshAsk < 2**190` and `freshness <= 1e18`.
    function decay(uint256 freshAsk, uint256 freshness) internal pure returns (uint256) {
        return MulDiv.mulDivUp(freshAsk, freshness, WAD);
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
