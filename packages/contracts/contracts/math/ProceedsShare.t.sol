// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "../harness/Test.t.sol";
import {ProceedsShare} from "./ProceedsShare.sol";
import {WAD} from "./Units.sol";

/// @notice Known shares; that adjoining ones meet in every wei is proven, see docs/proofs.md.
contract ProceedsShareTest is Test {
    function test_default() public pure {
        vm.assertEq(ProceedsShare.entitlement(100e18, 0, 3e17), 30e18, "the first three tenths");
        vm.assertEq(ProceedsShare.entitlement(100e18, 3e17, WAD), 70e18, "the rest");
    }

    /// @notice Of seven wei three thirds get 2, 2 and 3: each end is rounded down, and none is lost.
    function test_behavior_theLastTakesTheRemainder() public pure {
        uint256 third = WAD / 3;
        vm.assertEq(ProceedsShare.entitlement(7, 0, third), 2, "first");
        vm.assertEq(ProceedsShare.entitlement(7, third, 2 * third), 2, "second");
        vm.assertEq(ProceedsShare.entitlement(7, 2 * third, WAD), 3, "third");
    }

    /// @notice The tenth hundredth of eleven wei has one, and none of twelve: a share may fall by a wei as proceeds grow.
    function test_behavior_moreProceedsCanLowerAShareByOneWei() public pure {
        vm.assertEq(ProceedsShare.entitlement(11, 9e16, 10e16), 1, "of eleven");
        vm.assertEq(ProceedsShare.entitlement(12, 9e16, 10e16), 0, "of twelve");
    }

    function test_behavior_boundaries() public pure {
        vm.assertEq(ProceedsShare.entitlement(0, 0, WAD), 0, "of nothing");
        vm.assertEq(ProceedsShare.entitlement(1, 0, WAD - 1), 0, "all but the last");
        vm.assertEq(ProceedsShare.entitlement(1, WAD - 1, WAD), 1, "the last");
        vm.assertEq(ProceedsShare.entitlement(type(uint128).max, 0, WAD), type(uint128).max, "all of the most");
    }
}
