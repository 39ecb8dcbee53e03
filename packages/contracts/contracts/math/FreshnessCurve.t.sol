// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "../harness/Test.t.sol";
import {FreshnessCurve} from "./FreshnessCurve.sol";
import {WAD} from "./Units.sol";

/// @notice I15: curves against a twin that walks the knots.
contract FreshnessCurveTest is Test {
    uint256 private constant FLAT = type(uint256).max;

    // ------------------------------------------------------------------ freshness

    function test_default() public pure {
        // Linear from 1.0 to about 0.1: the figure in the pricing package's documentation.
        uint256 table;
        for (uint256 i = 0; i < 16; ++i) {
            table |= ((65_535 * (150 - 9 * i) * 2 + 150) / 300) << (16 * i);
        }
        vm.assertEq(FreshnessCurve.freshnessAt(table, 302_400, 604_800), 549_996_185_244_525_826, "half-way");
    }

    function test_behavior_boundaries() public pure {
        uint256 table = _line(1);
        uint256[5] memory windows = [uint256(1), 2, 604_800, type(uint24).max, 2 ** 64 - 1];
        for (uint256 i = 0; i < windows.length; ++i) {
            uint256 window = windows[i];
            vm.assertEq(FreshnessCurve.freshnessAt(table, 0, window), WAD, "age 0 is 1.0");
            vm.assertEq(FreshnessCurve.freshnessAt(FLAT, window - 1, window), WAD, "a flat curve stays");
            vm.assertGe(FreshnessCurve.freshnessAt(table, window - 1, window), 1, "positive to the end");
        }
    }

    /// @notice At a knot, one second before it and one after.
    function test_behavior_bothSidesOfEveryKnot() public pure {
        uint256 table = _line(15);
        uint256 window = 15_000;
        for (uint256 i = 0; i < 15; ++i) {
            uint256 knot = (table >> (16 * i)) & 0xffff;
            uint256 at = FreshnessCurve.freshnessAt(table, i * 1_000, window);
            vm.assertEq(at, (knot * WAD + 65_534) / 65_535, "at the knot");
            vm.assertEq(at, _twin(table, i * 1_000, window), "twin");
            if (i > 0) vm.assertGe(FreshnessCurve.freshnessAt(table, i * 1_000 - 1, window), at, "before");
            vm.assertLe(FreshnessCurve.freshnessAt(table, i * 1_000 + 1, window), at, "after");
        }
    }

    function testFuzz_freshnessAt_equalsItsTwin(uint256 seed, uint256 age, uint256 window) public pure {
        window = _within(window, 1, 2 ** 64 - 1);
        age = _within(age, 0, window - 1);
        uint256 table = _table(seed);
        vm.assertEq(FreshnessCurve.freshnessAt(table, age, window), _twin(table, age, window), "freshness");
    }

    /// @notice I15: in `(0, 1]` and never rising with age.
    function testFuzz_freshnessAt_neverRises(uint256 seed, uint256 younger, uint256 older, uint256 window)
        public
        pure
    {
        window = _within(window, 1, type(uint24).max);
        older = _within(older, 0, window - 1);
        younger = _within(younger, 0, older);
        uint256 table = _table(seed);
        uint256 before = FreshnessCurve.freshnessAt(table, younger, window);
        uint256 now_ = FreshnessCurve.freshnessAt(table, older, window);
        vm.assertLe(now_, before, "monotone");
        vm.assertLe(before, WAD, "at most 1.0");
        vm.assertGe(now_, 1, "positive");
    }

    // ------------------------------------------------------------------ validation

    function validate(uint256 table) external pure {
        FreshnessCurve.validate(table);
    }

    function test_behavior_validTables() public pure {
        FreshnessCurve.validate(FLAT);
        FreshnessCurve.validate(_line(1));
        FreshnessCurve.validate(_with(_with(FLAT, 15, 1), 14, 1));
    }

    function test_error_InvalidKnot_start() public {
        _expectInvalid(0, 65_534);
        this.validate(_with(FLAT, 0, 65_534));
        _expectInvalid(0, 0);
        this.validate(0);
    }

    function test_error_InvalidKnot_atEveryPosition() public {
        for (uint256 i = 1; i < 16; ++i) {
            _expectInvalid(i, 0);
            this.validate(_with(FLAT, i, 0));
            if (i == 15) continue;
            // A dip of one before a flat remainder: the knot after it rises.
            _expectInvalid(i + 1, 65_535);
            this.validate(_with(FLAT, i, 65_534));
        }
    }

    function testFuzz_validate_refusesExactlyWhatIsNoCurve(uint256 seed, uint256 position, uint256 value) public {
        position = _within(position, 0, 15);
        value = _within(value, 0, 65_535);
        uint256 table = _with(_table(seed), position, value);
        (bool valid, uint256 at, uint256 found) = _validTwin(table);
        if (!valid) _expectInvalid(at, found);
        this.validate(table);
    }

    // ------------------------------------------------------------------ twins

    /// @dev Walks the intervals and takes the drop off the left knot, instead of mixing both knots.
    function _twin(uint256 table, uint256 age, uint256 window) private pure returns (uint256) {
        uint256 i = 0;
        while (15 * age >= (i + 1) * window) ++i;
        uint256 left = uint16(table >> (16 * i));
        uint256 right = uint16(table >> (16 * (i + 1)));
        uint256 numerator = (left * window - (left - right) * (15 * age - i * window)) * WAD;
        uint256 quotient = numerator / (65_535 * window);
        return quotient * (65_535 * window) == numerator ? quotient : quotient + 1;
    }

    function _validTwin(uint256 table) private pure returns (bool valid, uint256 at, uint256 found) {
        uint256 highest = 65_535;
        uint256 lowest = 65_535;
        for (; at < 16; ++at) {
            found = uint16(table >> (16 * at));
            if (found < lowest || found > highest) return (false, at, found);
            highest = found;
            lowest = 1;
        }
        return (true, 0, 0);
    }

    /// @dev Any valid curve: each knot anywhere between 1 and the one before it.
    function _table(uint256 seed) private pure returns (uint256 table) {
        uint256 knot = 65_535;
        table = knot;
        for (uint256 i = 1; i < 16; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            knot = _within(seed, 1, knot);
            table |= knot << (16 * i);
        }
    }

    /// @dev Straight from 65535 to `last`, each knot rounded to nearest, halves up.
    function _line(uint256 last) private pure returns (uint256 table) {
        for (uint256 i = 0; i < 16; ++i) {
            table |= ((65_535 * 15 * 2 - (65_535 - last) * i * 2 + 15) / 30) << (16 * i);
        }
    }

    function _with(uint256 table, uint256 position, uint256 value) private pure returns (uint256) {
        return (table & ~(uint256(0xffff) << (16 * position))) | (value << (16 * position));
    }

    function _expectInvalid(uint256 at, uint256 found) private pure {
        vm.expectRevert(
            abi.encodeWithSelector(FreshnessCurve.FreshnessCurve_InvalidKnot.selector, at, found)
        );
    }
}
