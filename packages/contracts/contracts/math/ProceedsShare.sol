// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {WAD} from "./Units.sol";

/// @title A part of proceeds: an interval of all of them
library ProceedsShare {
    /// @notice `floor(total * to / 1e18) - floor(total * from / 1e18)`: both ends are rounded down, so that adjoining
    /// shares meet in the same wei and those that partition the whole sum to the total.
    /// @dev Needs `from <= to <= 1e18` and `total < 2**196`.
    function entitlement(uint256 total, uint256 from, uint256 to) internal pure returns (uint256) {
        return (total * to) / WAD - (total * from) / WAD;
    }
}
