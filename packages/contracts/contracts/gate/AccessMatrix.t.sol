// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "../harness/Test.t.sol";
import {AccessMatrix, Action, ParticipantClass, Product} from "./AccessMatrix.sol";

/// @notice I12, I13: every cell of the matrix against a table written by hand from the product's description.
contract AccessMatrixTest is Test {
    using AccessMatrix for uint256;

    /// @dev Who may open what. A row is a phase and a class; columns are spot, forward, synthetic, option buy, option
    /// write, vault shares.
    function _openTable() private pure returns (string[16] memory rows) {
        rows = [
            // Phase 1: retail, institution, broker, lapsed.
            "Y.....", "Y.....", "Y.....", "Y.....",
            // Phase 2: forwards for everyone.
            "YY....", "YY....", "YY....", "Y.....",
            // Phase 3: synthetics, never for retail.
            "YY....", "YYY...", "YYY...", "Y.....",
            // Phase 4: options; writing and vault shares not for retail.
            "YY.Y..", "YYYYYY", "YYYYYY", "Y....."
        ];
    }

    function test_everyCellEqualsTheTable() public pure {
        uint256 word = AccessMatrix.defaultWord();
        string[16] memory rows = _openTable();
        uint256 cells;
        for (uint256 row = 0; row < 16; ++row) {
            uint256 phase = 1 + row / 4;
            ParticipantClass class = ParticipantClass(row % 4);
            for (uint256 column = 0; column < 6; ++column) {
                Product product = Product(column);
                bool open = bytes(rows[row])[column] == "Y";
                string memory cell = string.concat("row ", vm.toString(row), " column ", vm.toString(column));
                vm.assertTrue(word.isAllowed(phase, class, product, Action.Open) == open, cell);
                vm.assertTrue(word.isAllowed(phase, class, product, Action.Close), cell);
                cells += 2;
            }
        }
        vm.assertEq(cells, 192, "cells");
        vm.assertEq(word >> 192, 0, "nothing beyond the last cell");
    }

    /// @notice The bits number the cells without gap or overlap.
    function test_behavior_bitsNumberTheCells() public pure {
        uint256 next;
        for (uint256 phase = 1; phase <= 4; ++phase) {
            for (uint256 class = 0; class < 4; ++class) {
                for (uint256 product = 0; product < 6; ++product) {
                    for (uint256 action = 0; action < 2; ++action) {
                        uint256 bit = AccessMatrix.bitOf(
                            phase, ParticipantClass(class), Product(product), Action(action)
                        );
                        vm.assertEq(bit, next++, "bit");
                    }
                }
            }
        }
    }

    /// @notice An opening right once given in a phase is not taken away in a later one.
    function test_behavior_laterPhasesOnlyAdd() public pure {
        uint256 word = AccessMatrix.defaultWord();
        for (uint256 phase = 2; phase <= 4; ++phase) {
            uint256 earlier = (word >> (48 * (phase - 2))) & (2 ** 48 - 1);
            uint256 later = (word >> (48 * (phase - 1))) & (2 ** 48 - 1);
            vm.assertEq(earlier & ~later, 0, "taken away");
        }
    }

    function test_behavior_firstPhases() public pure {
        uint8[6] memory first = [1, 2, 3, 4, 4, 4];
        for (uint256 i = 0; i < 6; ++i) {
            vm.assertEq(AccessMatrix.firstPhase(Product(i)), first[i], "first phase");
        }
    }

    function testFuzz_isAllowed_readsItsOwnBit(uint256 word, uint256 bit) public pure {
        bit = _within(bit, 0, 191);
        uint256 action = bit % 2;
        uint256 product = (bit / 2) % 6;
        uint256 class = (bit / 12) % 4;
        bool allowed =
            word.isAllowed(1 + bit / 48, ParticipantClass(class), Product(product), Action(action));
        vm.assertTrue(allowed == ((word & (1 << bit)) != 0), "bit");
    }
}
