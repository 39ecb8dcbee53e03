// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPhaseGate} from "./IPhaseGate.sol";
import {PhaseGateBase} from "./PhaseGateBase.sol";

/// @title Who holds which office, and in which term
/// @dev Owner and offices are pairwise different accounts at every moment, a pending owner included.
abstract contract Offices is PhaseGateBase {
    uint256 private constant SEATS = uint256(type(Seat).max) + 1;

    mapping(Seat seat => Office) internal _offices;

    constructor(Roles memory roles) {
        _appoint(Seat.Registrar, roles.registrar);
        _appoint(Seat.Guardian, roles.guardian);
        _appoint(Seat.Auditor, roles.auditor);
        _appoint(Seat.Governance, roles.governance);
    }

    modifier onlyRegistrar() {
        if (msg.sender != _offices[Seat.Registrar].holder) revert PhaseGate_NotRegistrar(msg.sender);
        _;
    }

    modifier onlyGuardian() {
        if (msg.sender != _offices[Seat.Guardian].holder) revert PhaseGate_NotGuardian(msg.sender);
        _;
    }

    modifier onlyAuditor() {
        if (msg.sender != _offices[Seat.Auditor].holder) revert PhaseGate_NotAuditor(msg.sender);
        _;
    }

    modifier onlyGovernance() {
        if (msg.sender != _offices[Seat.Governance].holder) revert PhaseGate_NotGovernance(msg.sender);
        _;
    }

    // ------------------------------------------------------------------ appointments

    /// @inheritdoc IPhaseGate
    function setRegistrar(address newRegistrar) external onlyOwner {
        _appoint(Seat.Registrar, newRegistrar);
    }

    /// @inheritdoc IPhaseGate
    function setGuardian(address newGuardian) external onlyOwner {
        _appoint(Seat.Guardian, newGuardian);
    }

    /// @inheritdoc IPhaseGate
    function setAuditor(address newAuditor) external onlyGovernance {
        _appoint(Seat.Auditor, newAuditor);
    }

    /// @inheritdoc IPhaseGate
    function setGovernance(address newGovernance) external onlyGovernance {
        if (newGovernance == address(0)) revert PhaseGate_GovernanceRequired(msg.sender);
        _appoint(Seat.Governance, newGovernance);
    }

    /// @notice Offers the gate to another owner, who must accept. Never to the holder of another office.
    /// @param newOwner Zero takes an offer back.
    function transferOwnership(address newOwner) public override onlyOwner {
        for (uint256 i = 0; i < SEATS; ++i) _requireOther(newOwner, _offices[Seat(i)].holder);
        super.transferOwnership(newOwner);
    }

    // ------------------------------------------------------------------ views

    /// @inheritdoc IPhaseGate
    function office(Seat seat) external view returns (Office memory) {
        return _offices[seat];
    }

    // ------------------------------------------------------------------ inside

    function _appoint(Seat seat, address to) private {
        _requireOther(to, owner());
        _requireOther(to, pendingOwner());
        for (uint256 i = 0; i < SEATS; ++i) {
            if (Seat(i) != seat) _requireOther(to, _offices[Seat(i)].holder);
        }
        Office storage entry = _offices[seat];
        if (entry.term == type(uint32).max) revert PhaseGate_TooManyTerms(seat, type(uint32).max);
        uint32 term = entry.term + 1;
        emit Appointed(seat, entry.holder, to, term);
        _offices[seat] = Office({holder: to, term: term, since: uint64(block.timestamp)});
    }

    function _requireOther(address one, address other) private pure {
        if (one != address(0) && one == other) revert PhaseGate_NotSeparate(one);
    }
}
