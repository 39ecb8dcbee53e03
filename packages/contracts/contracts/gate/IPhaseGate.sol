// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Action, ParticipantClass, Product} from "./AccessMatrix.sol";

/// @title The phase, the access matrix and the register of participants
/// @notice Other contracts ask it whether an account may open a position; closing one is never refused.
interface IPhaseGate {
    /// @notice One participant, in one slot. Accounts that were never registered are retail.
    /// @param class Retail, Institution or Broker as registered (`Lapsed` is derived, never stored).
    /// @param affiliate True for accounts related to the broker: their trades stay out of the index.
    /// @param jurisdiction ISO 3166-1 numeric country code; 0 is unstated.
    /// @param expiry Unix second from which an institution's admission has lapsed (exclusive).
    struct Participant {
        ParticipantClass class;
        bool affiliate;
        uint16 jurisdiction;
        uint40 expiry;
    }

    event PhaseAdvanced(uint8 indexed from, uint8 indexed to);
    event InstitutionAdmitted(address indexed account, uint40 expiry, uint16 jurisdiction);
    event InstitutionRevoked(address indexed account);
    event BrokerSet(address indexed account, bool broker);
    event AffiliateSet(address indexed account, bool affiliate);
    event ProductPaused(Product indexed product, bool paused);
    event RegistrarChanged(address indexed from, address indexed to);

    /// @notice The phase can't advance from here with what has been shown.
    error PhaseGate_EvidenceRequired(uint8 current, uint8 next);
    error PhaseGate_FinalPhase(uint8 current);
    error PhaseGate_NotAllowed(address account, uint8 phase, ParticipantClass class, Product product);
    error PhaseGate_ProductPaused(Product product);
    error PhaseGate_ExpiryPassed(address account, uint40 expiry, uint256 timestamp);
    error PhaseGate_NotInstitution(address account, ParticipantClass class);
    error PhaseGate_NotBroker(address account, ParticipantClass class);
    /// @notice Ownership can be handed on in two steps, never given up.
    error PhaseGate_OwnerRequired();
    error PhaseGate_NotRegistrar(address caller);
    /// @notice Spot is paused at the marketplace, where every purchase reads the flag anyway.
    error PhaseGate_SpotPausedAtMarketplace();
    error PhaseGate_ZeroAddress();

    /// @notice Advances by one phase: never back, never skipping. Phase 2 opens at the owner's word.
    /// @dev Phases 3 and 4 need evidence that this gate cannot yet be shown, so it refuses them.
    function advancePhase() external;

    /// @notice Admits or renews an institution until `expiry` (exclusive). Only the registrar.
    function admitInstitution(address account, uint40 expiry, uint16 jurisdiction) external;

    /// @notice Ends an institution's admission at once: it may reduce what it holds, and open spot only.
    function revokeInstitution(address account) external;

    /// @notice Marks an account as the broker's own, or no longer: it is then what it was admitted as. Only the owner.
    function setBroker(address account, bool broker) external;

    /// @notice Marks an account as related to the broker, so that its trades stay out of the index. Only the owner.
    function setAffiliate(address account, bool affiliate) external;

    /// @notice Stops or resumes opening positions in a derivative product. Closing goes on. Only the owner.
    function setProductPaused(Product product, bool paused) external;

    function setRegistrar(address registrar) external;

    /// @notice The current phase, 1 to 4.
    function phase() external view returns (uint8);

    /// @notice The access matrix as one word; see `AccessMatrix` for its bits.
    function accessMatrix() external view returns (uint256);

    function registrar() external view returns (address);

    function isProductPaused(Product product) external view returns (bool);

    function participant(address account) external view returns (Participant memory);

    /// @notice The class that counts now: an institution whose expiry has come is `Lapsed`.
    function classOf(address account) external view returns (ParticipantClass);

    /// @notice Whether `account` may take `action` in `product` now: phase, class and, for opening, pause.
    function isAllowed(address account, Product product, Action action) external view returns (bool);

    /// @notice Reverts with the reason unless `account` may open a position in `product` now.
    function checkOpen(address account, Product product) external view;

    /// @notice Whether a purchase paid by `account` counts for the price index: not the broker, not an affiliate.
    function countsForIndex(address account) external view returns (bool);
}
