// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessMatrix, Action, ParticipantClass, Product} from "./AccessMatrix.sol";
import {IPhaseGate} from "./IPhaseGate.sol";
import {Offices} from "./Offices.sol";

/// @title Changing the matrix: the owner closes cells, governance opens them
/// @dev Only `Open` bits can change; every `Close` bit stays set, so that nobody is ever trapped.
abstract contract MatrixRules is Offices {
    using AccessMatrix for uint256;

    constructor() {
        _matrix = AccessMatrix.defaultWord();
    }

    /// @inheritdoc IPhaseGate
    function accessMatrix() external view returns (uint256) {
        return _matrix;
    }

    /// @inheritdoc IPhaseGate
    function tightenCell(uint8 phase_, ParticipantClass class, Product product) external onlyOwner {
        _setCell(phase_, class, product, false);
    }

    /// @inheritdoc IPhaseGate
    function loosenCell(uint8 phase_, ParticipantClass class, Product product) external onlyGovernance {
        uint256 first = AccessMatrix.firstPhase(product);
        if (phase_ < first) revert PhaseGate_BeforeProduct(product, phase_, first);
        _setCell(phase_, class, product, true);
    }

    /// @dev Copies the row of a phase into the word that checks read.
    function _enterPhase(uint8 phase_) internal {
        _gate.phase = phase_;
        _gate.row = _matrix.rowOf(phase_);
    }

    function _setCell(uint8 phase_, ParticipantClass class, Product product, bool open) private {
        if (phase_ == 0 || phase_ > AccessMatrix.PHASES) revert PhaseGate_UnknownPhase(phase_);
        if (product == Product.Spot || class == ParticipantClass.Lapsed) {
            revert PhaseGate_ImmutableCell(phase_, class, product);
        }
        if (_matrix.isAllowed(phase_, class, product, Action.Open) == open) {
            revert PhaseGate_CellUnchanged(phase_, class, product, open);
        }
        _matrix ^= 1 << AccessMatrix.bitOf(phase_, class, product, Action.Open);
        _gate.row = _matrix.rowOf(_gate.phase);
        emit CellChanged(phase_, class, product, open);
    }
}
