// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessMatrix, Action, ParticipantClass, Product} from "./AccessMatrix.sol";
import {FinalBallot} from "./FinalBallot.sol";
import {IPhaseGate} from "./IPhaseGate.sol";
import {MarketplaceList} from "./MarketplaceList.sol";
import {MatrixRules} from "./MatrixRules.sol";
import {Offices} from "./Offices.sol";
import {ParticipantRegister} from "./ParticipantRegister.sol";
import {PauseRules} from "./PauseRules.sol";
import {PhaseGateBase} from "./PhaseGateBase.sol";
import {PhaseReadiness} from "./PhaseReadiness.sol";
import {ThresholdRules} from "./ThresholdRules.sol";

/// @title PhaseGate: see IPhaseGate for what every function promises
/// @dev Joins the offices, the register, the pause, the matrix, the readiness rules and the final ballot, and adds the
/// phase and the checks.
contract PhaseGate is ParticipantRegister, PauseRules, MatrixRules, PhaseReadiness, FinalBallot {
    /// @param roles Who acts at first.
    /// @param initialThresholds What phase 3 needs, each within its bounds.
    constructor(Roles memory roles, ReadinessThresholds memory initialThresholds)
        PhaseGateBase(roles.owner)
        Offices(roles)
        ThresholdRules(initialThresholds)
    {
        _open(1);
    }

    /// @inheritdoc IPhaseGate
    function advancePhase() external onlyOwner {
        uint8 current = _gate.phase;
        if (current == AccessMatrix.PHASES) revert PhaseGate_FinalPhase(current);
        if (current == 2) checkReadiness();
        if (current == 3) _requireFinalApproval();
        _open(current + 1);
        emit PhaseAdvanced(current, current + 1);
    }

    /// @inheritdoc IPhaseGate
    function phase() external view returns (uint8) {
        return _gate.phase;
    }

    /// @inheritdoc IPhaseGate
    function isAllowed(address account, Product product, Action action) external view returns (bool) {
        Gate storage gate = _gate;
        (uint256 row, uint256 until) = (gate.row, uint32(gate.pausedUntil >> (32 * uint256(product))));
        if (action == Action.Open && block.timestamp < until) return false;
        return AccessMatrix.isAllowed(row, 1, _classOf(account), product, action);
    }

    /// @inheritdoc IPhaseGate
    function checkOpen(address account, Product product) external view {
        Gate storage gate = _gate;
        (uint8 phase_, uint256 row, uint256 until) =
            (gate.phase, gate.row, uint32(gate.pausedUntil >> (32 * uint256(product))));
        if (block.timestamp < until) revert PhaseGate_ProductPaused(product);
        ParticipantClass class = _classOf(account);
        if (!AccessMatrix.isAllowed(row, 1, class, product, Action.Open)) {
            revert PhaseGate_NotAllowed(account, phase_, class, product);
        }
    }

    function _open(uint8 phase_) private {
        _enterPhase(phase_);
        phaseOpenedAt[phase_] = block.timestamp;
    }
}
