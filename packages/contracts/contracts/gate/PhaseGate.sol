// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable, Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {AccessMatrix, Action, ParticipantClass, Product} from "./AccessMatrix.sol";
import {IPhaseGate} from "./IPhaseGate.sol";

/// @title PhaseGate: see IPhaseGate for what every function promises
contract PhaseGate is IPhaseGate, Ownable2Step {
    using AccessMatrix for uint256;

    /// @dev One slot, so that an access check reads this word and the participant's, and nothing else.
    struct Gate {
        uint8 phase;
        uint8 pausedProducts;
        uint192 matrix;
    }

    Gate private _gate;
    mapping(address account => Participant) private _participants;
    /// @inheritdoc IPhaseGate
    address public registrar;

    constructor(address initialOwner, address initialRegistrar) Ownable(initialOwner) {
        if (initialRegistrar == address(0)) revert PhaseGate_ZeroAddress();
        _gate = Gate({phase: 1, pausedProducts: 0, matrix: uint192(AccessMatrix.defaultWord())});
        registrar = initialRegistrar;
        emit RegistrarChanged(address(0), initialRegistrar);
    }

    modifier onlyRegistrar() {
        if (msg.sender != registrar) revert PhaseGate_NotRegistrar(msg.sender);
        _;
    }

    // ------------------------------------------------------------------ phase

    /// @inheritdoc IPhaseGate
    function advancePhase() external onlyOwner {
        uint8 current = _gate.phase;
        if (current == AccessMatrix.PHASES) revert PhaseGate_FinalPhase(current);
        if (current > 1) revert PhaseGate_EvidenceRequired(current, current + 1);
        _gate.phase = current + 1;
        emit PhaseAdvanced(current, current + 1);
    }

    // ------------------------------------------------------------------ participants

    /// @inheritdoc IPhaseGate
    function admitInstitution(address account, uint40 expiry, uint16 jurisdiction) external onlyRegistrar {
        if (account == address(0)) revert PhaseGate_ZeroAddress();
        if (expiry <= block.timestamp) revert PhaseGate_ExpiryPassed(account, expiry, block.timestamp);
        Participant storage entry = _participants[account];
        if (entry.class == ParticipantClass.Broker) revert PhaseGate_NotInstitution(account, entry.class);
        entry.class = ParticipantClass.Institution;
        entry.expiry = expiry;
        entry.jurisdiction = jurisdiction;
        emit InstitutionAdmitted(account, expiry, jurisdiction);
    }

    /// @inheritdoc IPhaseGate
    function revokeInstitution(address account) external onlyRegistrar {
        Participant storage entry = _participants[account];
        if (entry.class != ParticipantClass.Institution) revert PhaseGate_NotInstitution(account, entry.class);
        // Lapsed rather than retail: a revoked institution may not come back through the retail door.
        if (entry.expiry > block.timestamp) entry.expiry = uint40(block.timestamp);
        emit InstitutionRevoked(account);
    }

    /// @inheritdoc IPhaseGate
    function setBroker(address account, bool broker) external onlyOwner {
        if (account == address(0)) revert PhaseGate_ZeroAddress();
        Participant storage entry = _participants[account];
        // Taking the mark from an account that never had it would turn an institution into retail.
        if (!broker && entry.class != ParticipantClass.Broker) revert PhaseGate_NotBroker(account, entry.class);
        // An account that was ever admitted is an institution again, lapsed or not: the mark, given and taken, must
        // not open the retail door to a revoked one.
        ParticipantClass before = entry.expiry == 0 ? ParticipantClass.Retail : ParticipantClass.Institution;
        entry.class = broker ? ParticipantClass.Broker : before;
        emit BrokerSet(account, broker);
    }

    /// @inheritdoc IPhaseGate
    function setAffiliate(address account, bool affiliate) external onlyOwner {
        if (account == address(0)) revert PhaseGate_ZeroAddress();
        _participants[account].affiliate = affiliate;
        emit AffiliateSet(account, affiliate);
    }

    /// @inheritdoc IPhaseGate
    function setRegistrar(address newRegistrar) external onlyOwner {
        if (newRegistrar == address(0)) revert PhaseGate_ZeroAddress();
        emit RegistrarChanged(registrar, newRegistrar);
        registrar = newRegistrar;
    }

    /// @dev A gate without an owner could never advance, pause or unpause again.
    function renounceOwnership() public view override onlyOwner {
        revert PhaseGate_OwnerRequired();
    }

    // ------------------------------------------------------------------ pause

    /// @inheritdoc IPhaseGate
    function setProductPaused(Product product, bool paused) external onlyOwner {
        if (product == Product.Spot) revert PhaseGate_SpotPausedAtMarketplace();
        uint8 bit = uint8(1 << uint8(product));
        _gate.pausedProducts = paused ? _gate.pausedProducts | bit : _gate.pausedProducts & ~bit;
        emit ProductPaused(product, paused);
    }

    // ------------------------------------------------------------------ views

    /// @inheritdoc IPhaseGate
    function phase() external view returns (uint8) {
        return _gate.phase;
    }

    /// @inheritdoc IPhaseGate
    function accessMatrix() external view returns (uint256) {
        return _gate.matrix;
    }

    /// @inheritdoc IPhaseGate
    function isProductPaused(Product product) public view returns (bool) {
        return (_gate.pausedProducts >> uint8(product)) & 1 == 1;
    }

    /// @inheritdoc IPhaseGate
    function participant(address account) external view returns (Participant memory) {
        return _participants[account];
    }

    /// @inheritdoc IPhaseGate
    function classOf(address account) external view returns (ParticipantClass) {
        return _classOf(account);
    }

    /// @inheritdoc IPhaseGate
    function isAllowed(address account, Product product, Action action) external view returns (bool) {
        Gate storage gate = _gate;
        (uint256 phase_, uint256 paused, uint256 matrix) = (gate.phase, gate.pausedProducts, gate.matrix);
        if (action == Action.Open && (paused >> uint8(product)) & 1 == 1) return false;
        return matrix.isAllowed(phase_, _classOf(account), product, action);
    }

    /// @inheritdoc IPhaseGate
    function checkOpen(address account, Product product) external view {
        Gate storage gate = _gate;
        (uint8 phase_, uint256 paused, uint256 matrix) = (gate.phase, gate.pausedProducts, gate.matrix);
        if ((paused >> uint8(product)) & 1 == 1) revert PhaseGate_ProductPaused(product);
        ParticipantClass class = _classOf(account);
        if (!matrix.isAllowed(phase_, class, product, Action.Open)) {
            revert PhaseGate_NotAllowed(account, phase_, class, product);
        }
    }

    /// @inheritdoc IPhaseGate
    function countsForIndex(address account) external view returns (bool) {
        Participant storage entry = _participants[account];
        return entry.class != ParticipantClass.Broker && !entry.affiliate;
    }

    /// @dev Reads fields where they lie: a copy in memory costs every check of another contract 200 gas.
    function _classOf(address account) private view returns (ParticipantClass class) {
        Participant storage entry = _participants[account];
        class = entry.class;
        if (class == ParticipantClass.Institution && block.timestamp >= entry.expiry) class = ParticipantClass.Lapsed;
    }
}
