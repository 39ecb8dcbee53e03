// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessMatrix, Action, ParticipantClass, Product} from "../contracts/gate/AccessMatrix.sol";

/// @title The bits of the access matrix
contract AccessMatrixProofs {
    struct Cell {
        uint8 phase;
        ParticipantClass class;
        Product product;
        Action action;
    }

    /// @notice Every cell has a bit below 192 of its own.
    function oneBitACell(Cell memory one, Cell memory other) external pure {
        require(one.phase >= 1 && one.phase <= 4 && other.phase >= 1 && other.phase <= 4);
        uint256 bit = AccessMatrix.bitOf(one.phase, one.class, one.product, one.action);
        assert(bit < 192);
        if (bit == AccessMatrix.bitOf(other.phase, other.class, other.product, other.action)) {
            assert(one.phase == other.phase);
            assert(one.class == other.class);
            assert(one.product == other.product);
            assert(one.action == other.action);
        }
    }

    /// @notice A phase's cells lie in the order of the first one's, 48 bits for each phase before it.
    function phasesLieInOrder(uint8 phase, ParticipantClass class, Product product, Action action) external pure {
        require(phase >= 1 && phase <= 4);
        uint256 first = AccessMatrix.bitOf(1, class, product, action);
        assert(first < 48);
        assert(AccessMatrix.bitOf(phase, class, product, action) == 48 * (uint256(phase) - 1) + first);
    }

    /// @notice The row that the gate keeps of its phase has the matrix's 48 bits of that phase.
    function rowIsThePhase(uint256 word, uint256 phase, uint256 bit) external pure {
        require(phase >= 1 && phase <= 4 && bit < 48);
        assert((AccessMatrix.rowOf(word, phase) >> bit) & 1 == (word >> (48 * (phase - 1) + bit)) & 1);
    }

    /// @notice Closing is allowed in every cell of the default matrix.
    /// @custom:unproven The word is built in three nested loops, which the bounded checker cuts off. Held by
    /// `AccessMatrix.t.sol: test_everyCellEqualsTheTable`, all 192 cells of it.
    function closingIsAllowed(uint8 phase, ParticipantClass class, Product product) external pure {
        require(phase >= 1 && phase <= 4);
        assert(AccessMatrix.isAllowed(AccessMatrix.defaultWord(), phase, class, product, Action.Close));
    }
}
