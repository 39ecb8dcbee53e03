// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable, Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {AccessMatrix, ParticipantClass} from "./AccessMatrix.sol";
import {IPhaseGate} from "./IPhaseGate.sol";

/// @title What the gate's parts share: its one hot word and the roles that must stay apart
abstract contract PhaseGateBase is IPhaseGate, Ownable2Step, EIP712 {
    /// @dev One slot, so that an access check reads this word and the participant's, and nothing else.
    /// @param row The present phase's 48 cells of the matrix, copied when the phase or the matrix changes.
    /// @param pausedUntil 32 bits for each product, Spot lowest: the Unix second at which its pause ends.
    struct Gate {
        uint8 phase;
        uint48 row;
        uint192 pausedUntil;
    }

    Gate internal _gate;
    uint256 internal _matrix;
    mapping(address account => Participant) internal _participants;
    /// @inheritdoc IPhaseGate
    address public registrar;
    /// @inheritdoc IPhaseGate
    address public guardian;
    /// @inheritdoc IPhaseGate
    address public auditor;
    /// @inheritdoc IPhaseGate
    address public governance;

    constructor(Roles memory roles) Ownable(roles.owner) EIP712("Phasegate PhaseGate", "1") {
        if (roles.registrar == address(0)) revert PhaseGate_ZeroAddress();
        _requireSeparate(roles.owner, roles.governance);
        _requireSeparate(roles.auditor, roles.owner);
        _requireSeparate(roles.auditor, roles.governance);
        (registrar, guardian, auditor, governance) =
            (roles.registrar, roles.guardian, roles.auditor, roles.governance);
        emit RegistrarChanged(address(0), roles.registrar);
        emit GuardianChanged(address(0), roles.guardian);
        emit AuditorChanged(address(0), roles.auditor);
        emit GovernanceChanged(address(0), roles.governance);
    }

    modifier onlyRegistrar() {
        if (msg.sender != registrar) revert PhaseGate_NotRegistrar(msg.sender);
        _;
    }

    modifier onlyGovernance() {
        if (msg.sender != governance) revert PhaseGate_NotGovernance(msg.sender);
        _;
    }

    // ------------------------------------------------------------------ roles

    /// @inheritdoc IPhaseGate
    function setRegistrar(address newRegistrar) external onlyOwner {
        if (newRegistrar == address(0)) revert PhaseGate_ZeroAddress();
        emit RegistrarChanged(registrar, newRegistrar);
        registrar = newRegistrar;
    }

    /// @inheritdoc IPhaseGate
    function setGuardian(address newGuardian) external onlyOwner {
        emit GuardianChanged(guardian, newGuardian);
        guardian = newGuardian;
    }

    /// @inheritdoc IPhaseGate
    function setAuditor(address newAuditor) external onlyOwner {
        _requireSeparate(newAuditor, owner());
        _requireSeparate(newAuditor, pendingOwner());
        _requireSeparate(newAuditor, governance);
        emit AuditorChanged(auditor, newAuditor);
        auditor = newAuditor;
    }

    /// @inheritdoc IPhaseGate
    function setGovernance(address newGovernance) external onlyGovernance {
        if (newGovernance == address(0)) revert PhaseGate_ZeroAddress();
        _requireSeparate(newGovernance, owner());
        _requireSeparate(newGovernance, pendingOwner());
        _requireSeparate(newGovernance, auditor);
        emit GovernanceChanged(governance, newGovernance);
        governance = newGovernance;
    }

    /// @notice Offers the gate to another owner, who must accept. Never to governance or the auditor.
    function transferOwnership(address newOwner) public override onlyOwner {
        _requireSeparate(newOwner, governance);
        _requireSeparate(newOwner, auditor);
        super.transferOwnership(newOwner);
    }

    /// @dev A gate without an owner could never advance, pause or unpause again.
    function renounceOwnership() public view override onlyOwner {
        revert PhaseGate_OwnerRequired();
    }

    function _requireSeparate(address one, address other) private pure {
        if (one != address(0) && one == other) revert PhaseGate_NotSeparate(one);
    }
}
