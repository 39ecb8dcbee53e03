// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ProceedsShare} from "../contracts/math/ProceedsShare.sol";
import {WAD} from "../contracts/math/Units.sol";

/// @title How proceeds are shared
contract ProceedsShareProofs {
    /// @notice Adjoining shares get what one over both intervals would, so no wei is lost or paid twice.
    function adjoiningSharesMeet(uint128 total, uint64 from, uint64 middle, uint64 to) external pure {
        require(from <= middle && middle <= to && to <= WAD);
        uint256 both = ProceedsShare.entitlement(total, from, middle) + ProceedsShare.entitlement(total, middle, to);
        assert(both == ProceedsShare.entitlement(total, from, to));
    }

    /// @notice The share of everything is everything, and no share is more.
    function neverMoreThanAll(uint128 total, uint64 from, uint64 to) external pure {
        require(from <= to && to <= WAD);
        assert(ProceedsShare.entitlement(total, 0, WAD) == total);
        assert(ProceedsShare.entitlement(total, from, to) <= total);
    }

    /// @notice More proceeds lower a share by one wei at most: why a claim takes what is above the wei already claimed
    /// and doesn't count on there being some.
    function fallsByOneWeiAtMost(uint128 total, uint128 more, uint64 from, uint64 to) external pure {
        require(from <= to && to <= WAD && total <= more);
        assert(ProceedsShare.entitlement(total, from, to) <= ProceedsShare.entitlement(more, from, to) + 1);
    }
}
