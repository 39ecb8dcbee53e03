// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Test} from "../harness/Test.t.sol";
import {MulDiv} from "./MulDiv.sol";
import {WAD} from "./Units.sol";

/// @notice One division, rounded up, against an implementation without its limits.
contract MulDivTest is Test {
    function test_behavior_mulDivUpBoundaries() public pure {
        vm.assertEq(MulDiv.mulDivUp(0, 0, 1), 0, "nothing");
        vm.assertEq(MulDiv.mulDivUp(7, 3, 2), 11, "up");
        vm.assertEq(MulDiv.mulDivUp(4, 3, 2), 6, "exact");
        vm.assertEq(MulDiv.mulDivUp(1, WAD - 1, WAD), 1, "a wei");
        vm.assertEq(MulDiv.mulDivUp(WAD, WAD - 1, WAD), WAD - 1, "WAD");
        vm.assertEq(MulDiv.mulDivUp(WAD + 1, WAD - 1, WAD), WAD, "WAD + 1");
        vm.assertEq(MulDiv.mulDivUp(type(uint256).max - WAD + 1, 1, WAD), type(uint256).max / WAD, "the largest product");
    }

    function testFuzz_mulDivUp_equalsAnotherImplementation(uint128 a, uint120 b, uint128 denominator) public pure {
        if (denominator == 0) denominator = 1;
        uint256 expected = Math.mulDiv(a, b, denominator, Math.Rounding.Ceil);
        vm.assertEq(MulDiv.mulDivUp(a, b, denominator), expected, "ceil");
    }

    function test_error_DivisionByZero() public {
        vm.expectRevert(abi.encodeWithSignature("Panic(uint256)", 0x12));
        this.mulDivUp(1, 1, 0);
    }

    function mulDivUp(uint256 a, uint256 b, uint256 denominator) external pure returns (uint256) {
        return MulDiv.mulDivUp(a, b, denominator);
    }
}
