// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "../harness/Test.t.sol";
import {AskBand} from "./AskBand.sol";

/// @notice I18, I23: known bands, both of their edges; that the two functions agree on every ask is proven, see docs/proofs.md.
contract AskBandTest is Test {
    function test_default() public pure {
        (uint256 lowest, uint256 highest) = AskBand.around(100e18, 1_000);
        vm.assertEq(lowest, 90e18, "lowest");
        vm.assertEq(highest, 110e18, "highest");
        vm.assertFalse(AskBand.contains(100e18, 1_000, 90e18 - 1), "a wei below");
        vm.assertTrue(AskBand.contains(100e18, 1_000, 90e18), "the lowest");
        vm.assertTrue(AskBand.contains(100e18, 1_000, 110e18), "the highest");
        vm.assertFalse(AskBand.contains(100e18, 1_000, 110e18 + 1), "a wei above");
    }

    /// @notice `(centre, bps, lowest, highest)`.
    function test_behavior_boundaries() public pure {
        uint256 most = type(uint88).max;
        uint256[4][8] memory rows = [
            [uint256(1), 0, 1, 1],
            [uint256(1), 9_999, 1, 1],
            [uint256(3), 3_333, 3, 3],
            [uint256(3), 3_334, 2, 4],
            [uint256(10_000), 1, 9_999, 10_001],
            [uint256(9_999), 1, 9_999, 9_999],
            [most, 0, most, most],
            [most, 9_999, most / 10_000 + 1, 2 * most - most / 10_000 - 1]
        ];
        for (uint256 i = 0; i < rows.length; ++i) {
            (uint256 lowest, uint256 highest) = AskBand.around(rows[i][0], rows[i][1]);
            vm.assertEq(lowest, rows[i][2], "lowest");
            vm.assertEq(highest, rows[i][3], "highest");
        }
    }
}
