// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Test} from "../harness/Test.t.sol";
import {Root} from "./Root.sol";

contract RootTest is Test {
    /// @dev OpenZeppelin's in plain Solidity is the twin of the assembly.
    function testFuzz_rootEqualsOpenZeppelins(uint256 x, uint8 shift) public pure {
        uint256 any = x >> shift;
        vm.assertEq(Root.floorSqrt(any), Math.sqrt(any), "root");
    }

    function test_behavior_squaresAndTheirNeighbours() public pure {
        for (uint256 power = 0; power < 128; ++power) {
            uint256 root = (1 << power) + power;
            if (root >= 1 << 128) break;
            uint256 square = root * root;
            vm.assertEq(Root.floorSqrt(square), root, "square");
            vm.assertEq(Root.floorSqrt(square - 1), root - 1, "below");
            vm.assertEq(Root.floorSqrt(square + 1), root == 0 ? 1 : root, "above");
        }
        vm.assertEq(Root.floorSqrt(0), 0, "zero");
        vm.assertEq(Root.floorSqrt(type(uint256).max), type(uint128).max, "largest");
    }
}
