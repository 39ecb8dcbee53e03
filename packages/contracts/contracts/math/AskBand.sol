// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MulDiv} from "./MulDiv.sol";
import {BPS} from "./Units.sol";

/// @title The asks within a share of a centre: `centre * (1 +/- bps / 10000)`, in whole wei
/// @dev Both functions need `centre < 2**88`, `ask < 2**88` and `bps < 10000`, and say the same of every ask.
library AskBand {
    /// @notice Lowest and highest ask of the band, rounded inwards; never 0 around a centre above 0.
    function around(uint256 centre, uint256 bps) internal pure returns (uint256 lowest, uint256 highest) {
        lowest = MulDiv.mulDivUp(centre, BPS - bps, BPS);
        highest = (centre * (BPS + bps)) / BPS;
    }

    /// @notice Whether an ask lies in the band. Without a division, for what every purchase asks.
    function contains(uint256 centre, uint256 bps, uint256 ask) internal pure returns (bool) {
        unchecked {
            uint256 scaled = ask * BPS;
            return scaled >= centre * (BPS - bps) && scaled <= centre * (BPS + bps);
        }
    }
}
