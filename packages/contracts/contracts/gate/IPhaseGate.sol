// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Action, ParticipantClass, Product} from "./AccessMatrix.sol";
import {IReadinessMeter} from "./IReadinessMeter.sol";

/// @title The phase, the access matrix, the register of participants and the pause
/// @notice Other contracts ask it whether an account may open a position; closing one is never refused.
/// Who may do what: the owner (a company behind a timelock), governance (the governor's timelock), the auditor, the
/// registrar and the guardian. No one of them can open phase 3 or 4 alone.
interface IPhaseGate {
    /// @notice Who acts at first. `guardian`, `auditor` and `governance` may be zero: nobody.
    struct Roles {
        address owner;
        address registrar;
        address guardian;
        address auditor;
        address governance;
    }

    /// @notice One participant, in one slot. Accounts that were never registered are retail.
    /// @param class Retail, Institution or Broker as registered (`Lapsed` is derived, never stored).
    /// @param affiliate True for accounts related to the broker: their trades stay out of the index.
    /// @param jurisdiction ISO 3166-1 numeric country code; 0 is unstated.
    /// @param expiry Unix second from which an institution's admission has lapsed (exclusive).
    /// @param nonce What the registrar's next attestation must carry; every change of the admission increments it.
    struct Participant {
        ParticipantClass class;
        bool affiliate;
        uint16 jurisdiction;
        uint40 expiry;
        uint32 nonce;
    }

    /// @notice One line of a batch admission; see `Participant`.
    struct Admission {
        address account;
        uint40 expiry;
        uint16 jurisdiction;
    }

    /// @notice What phase 3 needs, all of it, over the period of the report. In one slot.
    /// @param minDays Length of the period in days, and days since phase 2 opened.
    /// @param minTradedHours Hours with a trade in the report's market, from its index.
    /// @param maxDailyVolatilityBps Root mean square of the day-to-day moves of that market's price, from its index.
    /// @param maxLargestBuyerBps Share of the largest buyer; signed by the auditor.
    /// @param minDeliveredBps Lower bound of the delivered ratio; signed by the auditor.
    /// @param minBuyers Distinct buyers unrelated to the broker; signed by the auditor.
    /// @param maxReportAge Seconds from the end of the report's period in which phase 3 may be opened on it.
    /// @param minVolume Wei of asks: of the index, and of unaffiliated buyers as signed by the auditor.
    struct ReadinessThresholds {
        uint16 minDays;
        uint16 minTradedHours;
        uint16 maxDailyVolatilityBps;
        uint16 maxLargestBuyerBps;
        uint16 minDeliveredBps;
        uint32 minBuyers;
        uint32 maxReportAge;
        uint96 minVolume;
    }

    /// @notice What the auditor signs. Days are counted from 1970-01-01; the period is `[fromDay, toDay)`.
    /// @param reportHash Canonical hash of the whole readiness report.
    /// @param thresholdsHash Hash of the thresholds the auditor knew; see `thresholdsHash`.
    struct ReadinessReport {
        bytes32 reportHash;
        bytes32 thresholdsHash;
        uint16 market;
        uint32 fromDay;
        uint32 toDay;
        uint96 unaffiliatedVolume;
        uint32 unaffiliatedBuyers;
        uint16 largestBuyerBps;
        uint16 deliveredBps;
    }

    /// @notice What a readiness report is measured by.
    enum Criterion {
        Days,
        DaysSincePhase2,
        TradedHours,
        Volume,
        DailyVolatility,
        UnaffiliatedVolume,
        UnaffiliatedBuyers,
        LargestBuyer,
        Delivered
    }

    // ------------------------------------------------------------------ events

    event PhaseAdvanced(uint8 indexed from, uint8 indexed to);
    event MeterConnected(address indexed meter, address indexed marketplace);
    event ThresholdsProposed(ReadinessThresholds thresholds, uint256 effectiveAt);
    event ThresholdsChanged(ReadinessThresholds thresholds);
    event ReadinessRecorded(bytes32 indexed reportHash, address indexed auditor, ReadinessReport report);
    event ReadinessWithdrawn(bytes32 indexed reportHash);
    event FinalPhaseApproved(uint256 approvedUntil);
    event FinalPhaseApprovalWithdrawn();
    event CellChanged(uint8 indexed phase, ParticipantClass indexed class, Product indexed product, bool open);
    event InstitutionAdmitted(address indexed account, uint40 expiry, uint16 jurisdiction);
    event InstitutionRevoked(address indexed account);
    event AttestationsCancelled(address indexed account, uint32 nonce);
    event BrokerSet(address indexed account, bool broker);
    event AffiliateSet(address indexed account, bool affiliate);
    /// @notice `products` is a bit for each product; `until` the Unix second at which the pause ends, 0 when lifted.
    event PauseSet(uint8 products, uint32 until, address indexed by);
    event RegistrarChanged(address indexed from, address indexed to);
    event GuardianChanged(address indexed from, address indexed to);
    event AuditorChanged(address indexed from, address indexed to);
    event GovernanceChanged(address indexed from, address indexed to);

    // ------------------------------------------------------------------ errors

    /// @notice No readiness report is recorded that is signed by the present auditor.
    error PhaseGate_EvidenceRequired(uint8 current, uint8 next);
    /// @notice Governance has not approved the final phase, or its approval has run out.
    error PhaseGate_VoteRequired(uint256 approvedUntil, uint256 timestamp);
    error PhaseGate_WrongPhase(uint8 current, uint8 needed);
    error PhaseGate_FinalPhase(uint8 current);
    error PhaseGate_ReportStale(uint256 validUntil, uint256 timestamp);
    error PhaseGate_ReportPeriod(uint256 fromDay, uint256 toDay, uint256 today);
    error PhaseGate_ReportNotNewer(uint256 toDay, uint256 recordedToDay);
    error PhaseGate_ThresholdsMismatch(bytes32 reported, bytes32 inForce);
    error PhaseGate_CriterionMissed(Criterion criterion, uint256 measured, uint256 threshold);
    error PhaseGate_ThresholdOutOfBounds(Criterion criterion, uint256 value, uint256 low, uint256 high);
    error PhaseGate_ThresholdsPending(uint256 effectiveAt, uint256 timestamp);
    error PhaseGate_NoThresholdsProposed();
    error PhaseGate_NotConnected();
    error PhaseGate_AlreadyConnected(address meter);
    error PhaseGate_ForeignMeter(address meter, address phaseGate);
    error PhaseGate_InvalidSignature(address signer);
    error PhaseGate_NotAuditor(address caller);
    error PhaseGate_NotGovernance(address caller);
    error PhaseGate_NotGuardian(address caller);
    error PhaseGate_NotRegistrar(address caller);
    error PhaseGate_NotCreatorOrOwner(address caller);
    /// @notice Owner, governance and auditor must be three different accounts: none may hold two keys to a phase.
    error PhaseGate_NotSeparate(address account);
    error PhaseGate_NotAllowed(address account, uint8 phase, ParticipantClass class, Product product);
    /// @notice Spot is open to every class for ever, and lapsed institutions only reduce.
    error PhaseGate_ImmutableCell(uint8 phase, ParticipantClass class, Product product);
    error PhaseGate_BeforeProduct(Product product, uint8 phase, uint256 firstPhase);
    error PhaseGate_CellUnchanged(uint8 phase, ParticipantClass class, Product product, bool open);
    error PhaseGate_UnknownPhase(uint8 phase);
    error PhaseGate_ProductPaused(Product product);
    error PhaseGate_UnknownProducts(uint256 products);
    error PhaseGate_PauseTooLong(uint256 duration, uint256 max);
    error PhaseGate_PauseEndPassed(uint256 until, uint256 timestamp);
    /// @notice The guardian paused this product within the last 30 days.
    error PhaseGate_GuardianSpent(Product product, uint256 availableAt);
    /// @notice What runs is not the guardian's own pause.
    error PhaseGate_NotGuardiansPause(Product product);
    error PhaseGate_ExpiryPassed(address account, uint40 expiry, uint256 timestamp);
    error PhaseGate_NotInstitution(address account, ParticipantClass class);
    error PhaseGate_NotBroker(address account, ParticipantClass class);
    error PhaseGate_NotPresenter(address account, address caller);
    error PhaseGate_AttestationExpired(uint256 deadline, uint256 timestamp);
    error PhaseGate_BatchSize(uint256 size, uint256 max);
    /// @notice Ownership can be handed on in two steps, never given up.
    error PhaseGate_OwnerRequired();
    error PhaseGate_ZeroAddress();

    // ------------------------------------------------------------------ phases

    /// @notice Advances by one phase: never back, never skipping. Only the owner. Phase 2 opens at the owner's word;
    /// phase 3 with a recorded, fresh report of the present auditor under the thresholds in force, whose period the
    /// index itself bears out; phase 4 after governance has approved it within the last 30 days.
    function advancePhase() external;

    /// @notice Tells the gate, once, where the index is measured: a meter of a marketplace that obeys this gate. Only
    /// whoever created the gate, or its owner.
    function connectMeter(IReadinessMeter meter) external;

    /// @notice Records a report signed by the auditor (EIP-712, ERC-1271 accepted). Anyone may bring it.
    function recordReadiness(ReadinessReport calldata report, bytes calldata signature) external;

    /// @notice Takes back the recorded report. Only the auditor.
    function withdrawReadiness() external;

    /// @notice Announces thresholds that may be put in force after 7 days. Only the owner; each within its bounds.
    function proposeThresholds(ReadinessThresholds calldata thresholds) external;

    /// @notice Puts the announced thresholds in force. Anyone, once their delay is over.
    function applyThresholds() external;

    /// @notice Lets the owner open phase 4 within 30 days. Only governance, in phase 3.
    function approveFinalPhase() external;

    /// @notice Takes the approval back. Only governance.
    function withdrawFinalApproval() external;

    // ------------------------------------------------------------------ matrix

    /// @notice Closes opening in a cell of the matrix. Only the owner; spot stays open.
    function tightenCell(uint8 phase, ParticipantClass class, Product product) external;

    /// @notice Opens a cell, never before the product's phase. Only governance; lapsed institutions stay reduce-only.
    function loosenCell(uint8 phase, ParticipantClass class, Product product) external;

    // ------------------------------------------------------------------ participants

    /// @notice Admits or renews an institution until `expiry` (exclusive). Only the registrar.
    function admitInstitution(address account, uint40 expiry, uint16 jurisdiction) external;

    /// @notice Admits or renews up to 100 institutions, all or nothing. Only the registrar.
    function admitInstitutions(Admission[] calldata admissions) external;

    /// @notice Admits the caller on the registrar's EIP-712 attestation, signed by the registrar of this moment over
    /// the account's present nonce. An attestation serves once; revocation makes the outstanding ones worthless.
    function presentAdmission(Admission calldata admission, uint256 deadline, bytes calldata signature) external;

    /// @notice Ends an institution's admission at once: it may reduce what it holds, and open spot only.
    function revokeInstitution(address account) external;

    /// @notice Makes the attestations signed for an account so far worthless, admitted or not. Only the registrar.
    function cancelAttestations(address account) external;

    /// @notice Marks an account as the broker's own, or no longer: it is then what it was admitted as. Only the owner.
    function setBroker(address account, bool broker) external;

    /// @notice Marks an account as related to the broker, so that its trades stay out of the index. Only the owner.
    function setAffiliate(address account, bool affiliate) external;

    // ------------------------------------------------------------------ pause

    /// @notice Pauses opening in products (a bit each, 63 is all) from now for `duration` seconds, at most 7 days. Only
    /// the guardian, and for each product once in 30 days. It ends by itself. Closing goes on.
    function guardianPause(uint8 products, uint32 duration) external;

    /// @notice Ends the guardian's own pause early; it counts as used all the same. Only the guardian.
    function guardianResume(uint8 products) external;

    /// @notice Pauses products until a Unix second, at most until 2106, or lifts any pause with 0. Only the owner.
    function setPausedUntil(uint8 products, uint32 until) external;

    // ------------------------------------------------------------------ roles

    function setRegistrar(address registrar) external;
    /// @notice Only the owner; zero is nobody.
    function setGuardian(address guardian) external;
    /// @notice Only the owner; zero is nobody. A report of the earlier auditor no longer counts.
    function setAuditor(address auditor) external;
    /// @notice Hands governance to another governor's timelock. Only governance itself; zero is refused.
    function setGovernance(address governance) external;

    // ------------------------------------------------------------------ views

    /// @notice The current phase, 1 to 4.
    function phase() external view returns (uint8);

    /// @notice Unix second at which a phase opened, 0 for one that has not; phase 1 opened at deployment.
    function phaseOpenedAt(uint256 phase_) external view returns (uint256);

    /// @notice The access matrix as one word; see `AccessMatrix` for its bits.
    function accessMatrix() external view returns (uint256);

    function registrar() external view returns (address);
    function guardian() external view returns (address);
    function auditor() external view returns (address);
    function governance() external view returns (address);
    function meter() external view returns (IReadinessMeter);
    function thresholds() external view returns (ReadinessThresholds memory);
    /// @notice The announced thresholds and the Unix second from which they may be applied; 0 when there are none.
    function proposedThresholds() external view returns (ReadinessThresholds memory thresholds_, uint256 effectiveAt);
    function thresholdsHash() external view returns (bytes32);
    /// @notice The recorded report and who signed it; the zero address when there is none.
    function readinessReport() external view returns (ReadinessReport memory report, address signer);
    /// @notice Reverts with the reason unless phase 3 could be opened on the recorded report now.
    function checkReadiness() external view;
    /// @notice The Unix second before which the owner may open phase 4; 0 without approval.
    function finalPhaseApprovedUntil() external view returns (uint256);

    function isProductPaused(Product product) external view returns (bool);
    /// @notice The Unix second at which a product's pause ends; in the past or 0 when it is not paused.
    function pausedUntil(Product product) external view returns (uint256);
    /// @notice The Unix second from which the guardian may pause a product again.
    function guardianAvailableAt(Product product) external view returns (uint256);

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
