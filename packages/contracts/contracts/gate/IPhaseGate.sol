// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataMarketplace} from "../marketplace/IDataMarketplace.sol";
import {Action, ParticipantClass, Product} from "./AccessMatrix.sol";
import {IReadinessMeter} from "./IReadinessMeter.sol";

/// @title The phase, the access matrix, the register of participants and the pause
/// @notice Other contracts ask it whether an account may open a position; closing one is never refused.
/// Who may do what: the owner (a company behind a timelock), governance (the governor's timelock), the auditor, the
/// registrar and the guardian, five different accounts. No one of them can open phase 3 or 4 alone, and no two.
interface IPhaseGate {
    /// @notice Who acts at first; all different. All but the owner may be zero: nobody.
    struct Roles {
        address owner;
        address registrar;
        address guardian;
        address auditor;
        address governance;
    }

    /// @notice An office besides the owner's: who admits institutions, who pauses for at most 7 days, who signs readiness
    /// reports, the governor's timelock.
    enum Seat {
        Registrar,
        Guardian,
        Auditor,
        Governance
    }

    /// @notice Who holds an office, in one slot.
    /// @param holder The zero address is nobody.
    /// @param term Number of the appointment, from 1. What was signed in an earlier term no longer counts, not even when
    /// its signer returns.
    /// @param since Unix second of the appointment.
    struct Office {
        address holder;
        uint32 term;
        uint64 since;
    }

    /// @notice One participant, in one slot. Accounts that were never registered are retail.
    /// @param class Broker while the owner's mark lies on the account, else what it was admitted as: Retail or
    /// Institution (`Lapsed` is derived, never stored).
    /// @param affiliate True for accounts related to the broker: their trades stay out of the index.
    /// @param jurisdiction ISO 3166-1 numeric country code; 0 is unstated.
    /// @param expiry Unix second from which the admission has lapsed (exclusive); 0 for an account never admitted.
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
    /// @param minTradedHours Hours with a trade in the report's market over `minDays`, from its index; a longer period
    /// needs as many more.
    /// @param maxDailyVolatilityBps Root mean square of the day-to-day moves of that market's price, from its index.
    /// @param maxLargestBuyerBps Share of the largest buyer; signed by the auditor.
    /// @param minDeliveredBps Lower bound of the delivered ratio; signed by the auditor.
    /// @param minBuyers Distinct buyers unrelated to the broker; signed by the auditor.
    /// @param maxReportAge Seconds from the end of the report's period in which phase 3 may be opened on it.
    /// @param minVolume Wei of asks over `minDays`: of the index, and of unaffiliated buyers as signed by the auditor; a
    /// longer period needs as much more.
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
    /// @param term The auditor's term of office, which must have begun before the period.
    /// @param revision Rises with every correction of a report that ends on the same day.
    /// @param market The market whose index bears the report out.
    /// @param unaffiliatedVolume Wei of asks paid by buyers unrelated to the broker.
    /// @param unaffiliatedBuyers How many they are.
    /// @param largestBuyerBps Share of the largest of them, rounded up.
    /// @param deliveredBps Lower bound of what was delivered of what was ordered, rounded down.
    struct ReadinessReport {
        bytes32 reportHash;
        uint32 term;
        uint32 revision;
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
        Delivered,
        ReportAge
    }

    // ------------------------------------------------------------------ events

    /// @notice The next phase has opened.
    /// @param from The phase before.
    /// @param to The phase now, one higher.
    event PhaseAdvanced(uint8 indexed from, uint8 indexed to);

    /// @notice The gate knows where the index is measured.
    /// @param meter Keeps the index day by day.
    /// @param marketplace Whose index it keeps.
    event MeterConnected(address indexed meter, address indexed marketplace);

    /// @notice From now on a marketplace is told of pauses of spot and of marks of the broker and its affiliates.
    /// @param marketplace One that obeys this gate.
    event MarketplaceAdded(address indexed marketplace);

    /// @notice A marketplace failed when it was told; what it was told holds here all the same, and anyone may call it.
    /// @param marketplace The one that failed.
    /// @param call Selector of what it was to do: `refreshPause` or `refreshIndexStanding`.
    event MarketplaceNotTold(address indexed marketplace, bytes4 call);

    /// @notice The owner has announced thresholds.
    /// @param thresholds What may be put in force.
    /// @param effectiveAt Unix second from which anyone may do so.
    event ThresholdsProposed(ReadinessThresholds thresholds, uint256 effectiveAt);

    /// @notice Thresholds are in force; recorded reports are judged by them from now on.
    /// @param thresholds All of them.
    event ThresholdsChanged(ReadinessThresholds thresholds);

    /// @notice A report is recorded, in place of any before. Whether it passes is judged when it is used.
    /// @param reportHash Canonical hash of the whole report.
    /// @param auditor Who signed it.
    /// @param report What was signed.
    event ReadinessRecorded(bytes32 indexed reportHash, address indexed auditor, ReadinessReport report);

    /// @notice No report of this term up to this one counts any more, recorded or not.
    /// @param term The auditor's term of office.
    /// @param toDay End of the last report that is withdrawn.
    /// @param revision Its revision.
    event ReadinessWithdrawn(uint32 indexed term, uint32 toDay, uint32 revision);

    /// @notice The final phase can be voted on.
    /// @param ballot What an approval must name; nobody could know it before.
    /// @param endsAt Unix second from which it is over.
    event FinalBallotOpened(bytes32 indexed ballot, uint256 endsAt);

    /// @notice Governance lets the owner open the final phase. The ballot is over.
    /// @param ballot What was voted on.
    /// @param approvedUntil Unix second before which the owner may do so.
    event FinalPhaseApproved(bytes32 indexed ballot, uint256 approvedUntil);

    /// @notice Governance takes its approval back, if there was one; a ballot that was open is over.
    event FinalPhaseApprovalWithdrawn();

    /// @notice A cell of the matrix has changed.
    /// @param phase From 1.
    /// @param class Whom it concerns.
    /// @param product What they may or may not open.
    /// @param open Whether they may now.
    event CellChanged(uint8 indexed phase, ParticipantClass indexed class, Product indexed product, bool open);

    /// @notice An account is admitted or renewed.
    /// @param account The institution.
    /// @param expiry Unix second from which the admission has lapsed.
    /// @param jurisdiction ISO 3166-1 numeric country code.
    event InstitutionAdmitted(address indexed account, uint40 expiry, uint16 jurisdiction);

    /// @notice An admission has ended at once.
    /// @param account The institution.
    event InstitutionRevoked(address indexed account);

    /// @notice Attestations signed so far for an account are worthless.
    /// @param account Whom they would have admitted.
    /// @param nonce What the next one must carry.
    event AttestationsCancelled(address indexed account, uint32 nonce);

    /// @notice The broker's mark is set or taken.
    /// @param account The account.
    /// @param broker Whether it is the broker's.
    event BrokerSet(address indexed account, bool broker);

    /// @notice The mark of accounts related to the broker is set or taken.
    /// @param account The account.
    /// @param affiliate Whether its trades stay out of the index.
    event AffiliateSet(address indexed account, bool affiliate);

    /// @notice A product's pause has begun, changed or ended; one event for each product that it changed.
    /// @param product What can't be opened.
    /// @param until Unix second at which the pause ends; 0 when there is none.
    /// @param by The guardian or the owner.
    event PauseSet(Product indexed product, uint32 until, address indexed by);

    /// @notice An office has another holder, or the same one a new term.
    /// @param seat Which office.
    /// @param from Who held it.
    /// @param to Who holds it; zero is nobody.
    /// @param term Number of the appointment.
    event Appointed(Seat indexed seat, address indexed from, address indexed to, uint32 term);

    // ------------------------------------------------------------------ errors: phases

    /// @notice No readiness report of the auditor's present term is recorded.
    /// @param current The phase now.
    /// @param next The phase that was asked for.
    error PhaseGate_EvidenceRequired(uint8 current, uint8 next);
    /// @notice Governance has not approved the final phase, or its approval has run out.
    /// @param approvedUntil Unix second before which there was approval; 0 without one of the present governance.
    /// @param timestamp Now.
    error PhaseGate_VoteRequired(uint256 approvedUntil, uint256 timestamp);
    /// @notice This can be done in another phase only.
    /// @param current The phase now.
    /// @param needed The phase in which it can.
    error PhaseGate_WrongPhase(uint8 current, uint8 needed);
    /// @notice There is no phase after this one.
    /// @param current The phase now.
    error PhaseGate_FinalPhase(uint8 current);
    /// @notice Voters can't know yet how phase 3 has done.
    /// @param opensAt Unix second from which a ballot can be opened.
    /// @param timestamp Now.
    error PhaseGate_BallotTooEarly(uint256 opensAt, uint256 timestamp);
    /// @notice One ballot at a time.
    /// @param ballot The one that is open.
    /// @param endsAt Unix second from which it is over.
    error PhaseGate_BallotOpen(bytes32 ballot, uint256 endsAt);
    /// @notice The vote was on another ballot, or the ballot is over.
    /// @param ballot What was voted on.
    /// @param current The last ballot.
    /// @param endsAt Unix second from which that one is or was over.
    error PhaseGate_WrongBallot(bytes32 ballot, bytes32 current, uint256 endsAt);

    // ------------------------------------------------------------------ errors: readiness

    /// @notice The report is older than the thresholds allow.
    /// @param validUntil Last Unix second at which it could be used.
    /// @param timestamp Now.
    error PhaseGate_ReportStale(uint256 validUntil, uint256 timestamp);
    /// @notice The period is empty, not over, or began before the first whole day of phase 2.
    /// @param fromDay First day of the report.
    /// @param toDay Day after its last.
    /// @param day Today when it is not over, else the first day that it may begin with.
    error PhaseGate_ReportPeriod(uint256 fromDay, uint256 toDay, uint256 day);
    /// @notice A later report of this term, or a correction of this one, is recorded or withdrawn.
    /// @param toDay End of what was brought.
    /// @param revision Its revision.
    /// @param latestToDay End of the latest.
    /// @param latestRevision Its revision.
    error PhaseGate_ReportNotNewer(uint256 toDay, uint256 revision, uint256 latestToDay, uint256 latestRevision);
    /// @notice Signed in another term of office.
    /// @param term Of the report.
    /// @param current The auditor's present one.
    error PhaseGate_WrongTerm(uint256 term, uint256 current);
    /// @notice The auditor was not in office for the whole period.
    /// @param since Unix second of its appointment.
    /// @param fromDay First day of the report.
    error PhaseGate_AppointedLater(uint256 since, uint256 fromDay);
    /// @notice The report, or the index over its period, misses a threshold.
    /// @param criterion Which one.
    /// @param measured What is there.
    /// @param threshold What the period needs.
    error PhaseGate_CriterionMissed(Criterion criterion, uint256 measured, uint256 threshold);
    /// @notice No owner may move a threshold that far.
    /// @param criterion Which one.
    /// @param value What was asked for.
    /// @param low Least value.
    /// @param high Largest value.
    error PhaseGate_ThresholdOutOfBounds(Criterion criterion, uint256 value, uint256 low, uint256 high);
    /// @notice Announced thresholds wait.
    /// @param effectiveAt Unix second from which they may be put in force.
    /// @param timestamp Now.
    error PhaseGate_ThresholdsPending(uint256 effectiveAt, uint256 timestamp);
    /// @notice No thresholds are announced that are not in force.
    error PhaseGate_NoThresholdsProposed();
    /// @notice The gate does not know where the index is measured.
    error PhaseGate_NotConnected();
    /// @notice The meter is chosen once.
    /// @param meter The one that was.
    error PhaseGate_AlreadyConnected(address meter);
    /// @notice The meter's marketplace obeys another gate.
    /// @param meter The one that was given.
    /// @param phaseGate The gate that it obeys.
    error PhaseGate_ForeignMeter(address meter, address phaseGate);
    /// @notice Not signed by whom it should be.
    /// @param signer Who should have; zero when nobody holds the office.
    error PhaseGate_InvalidSignature(address signer);

    // ------------------------------------------------------------------ errors: who

    /// @notice Only the auditor.
    /// @param caller Who called.
    error PhaseGate_NotAuditor(address caller);
    /// @notice Only governance.
    /// @param caller Who called.
    error PhaseGate_NotGovernance(address caller);
    /// @notice Only the guardian.
    /// @param caller Who called.
    error PhaseGate_NotGuardian(address caller);
    /// @notice Only the registrar.
    /// @param caller Who called.
    error PhaseGate_NotRegistrar(address caller);
    /// @notice Only the owner, or, for the first one, whoever created the gate.
    /// @param caller Who called.
    error PhaseGate_NotCreatorOrOwner(address caller);
    /// @notice Owner (also an offered one), registrar, guardian, auditor and governance must be different accounts.
    /// @param account Who would hold two offices.
    error PhaseGate_NotSeparate(address account);
    /// @notice Ownership can be handed on in two steps, never given up.
    /// @param owner Who wanted to.
    error PhaseGate_OwnerRequired(address owner);
    /// @notice Governance hands itself on, never to nobody.
    /// @param governance Who wanted to.
    error PhaseGate_GovernanceRequired(address governance);

    // ------------------------------------------------------------------ errors: matrix

    /// @notice This account may not open this product now.
    /// @param account Who would open.
    /// @param phase The phase now.
    /// @param class The account's class now.
    /// @param product What it would open.
    error PhaseGate_NotAllowed(address account, uint8 phase, ParticipantClass class, Product product);
    /// @notice Spot is open to every class for ever, and lapsed institutions only reduce.
    /// @param phase Of the cell.
    /// @param class Of the cell.
    /// @param product Of the cell.
    error PhaseGate_ImmutableCell(uint8 phase, ParticipantClass class, Product product);
    /// @notice No cell opens before its product's phase.
    /// @param product Of the cell.
    /// @param phase Of the cell.
    /// @param firstPhase The product's first phase.
    error PhaseGate_BeforeProduct(Product product, uint8 phase, uint256 firstPhase);
    /// @notice The cell is so already.
    /// @param phase Of the cell.
    /// @param class Of the cell.
    /// @param product Of the cell.
    /// @param open How it is.
    error PhaseGate_CellUnchanged(uint8 phase, ParticipantClass class, Product product, bool open);
    /// @notice Phases are 1 to 4.
    /// @param phase What was given.
    error PhaseGate_UnknownPhase(uint8 phase);

    // ------------------------------------------------------------------ errors: pause

    /// @notice This product can't be opened now; closing goes on.
    /// @param product Which one.
    error PhaseGate_ProductPaused(Product product);
    /// @notice Products are bits 0 to 5, at least one.
    /// @param products What was given.
    error PhaseGate_UnknownProducts(uint256 products);
    /// @notice The guardian pauses for some time, and not for longer than its limit.
    /// @param duration Seconds asked for.
    /// @param max Most seconds.
    error PhaseGate_PauseTooLong(uint256 duration, uint256 max);
    /// @notice A pause must end later than now.
    /// @param until Unix second asked for.
    /// @param timestamp Now.
    error PhaseGate_PauseEndPassed(uint256 until, uint256 timestamp);
    /// @notice The guardian paused this product within the last 30 days.
    /// @param product Which one.
    /// @param availableAt Unix second from which the guardian may again.
    error PhaseGate_GuardianSpent(Product product, uint256 availableAt);
    /// @notice The owner's pause of all these products lasts at least as long.
    /// @param products The bits that were given.
    /// @param until Unix second until which the guardian would have paused.
    error PhaseGate_AlreadyPaused(uint256 products, uint256 until);
    /// @notice What runs is not the guardian's own pause.
    /// @param product Which one.
    error PhaseGate_NotGuardiansPause(Product product);
    /// @notice The transaction has too little gas to tell every marketplace. Nothing has happened; send more.
    /// @param available What was left.
    /// @param needed What must be left.
    error PhaseGate_GasTooLow(uint256 available, uint256 needed);
    /// @notice The gate tells a limited number of marketplaces.
    /// @param max How many.
    error PhaseGate_TooManyMarketplaces(uint256 max);
    /// @notice The marketplace obeys another gate.
    /// @param marketplace The one that was given.
    /// @param phaseGate The gate that it obeys.
    error PhaseGate_ForeignMarketplace(address marketplace, address phaseGate);
    /// @notice This marketplace is told already.
    /// @param marketplace Which one.
    error PhaseGate_MarketplaceKnown(address marketplace);

    // ------------------------------------------------------------------ errors: participants

    /// @notice An admission must end later than now.
    /// @param account Whom it would admit.
    /// @param expiry Unix second at which it would lapse.
    /// @param timestamp Now.
    error PhaseGate_ExpiryPassed(address account, uint40 expiry, uint256 timestamp);
    /// @notice This account was never admitted.
    /// @param account Which one.
    /// @param class What it is.
    error PhaseGate_NotInstitution(address account, ParticipantClass class);
    /// @notice The broker's mark can't be taken from an account that doesn't have it.
    /// @param account Which one.
    /// @param class What it is.
    error PhaseGate_NotBroker(address account, ParticipantClass class);
    /// @notice An attestation is presented by the account that it admits.
    /// @param account Whom it admits.
    /// @param caller Who called.
    error PhaseGate_NotPresenter(address account, address caller);
    /// @notice The attestation could be presented until its deadline.
    /// @param deadline Its last Unix second.
    /// @param timestamp Now.
    error PhaseGate_AttestationExpired(uint256 deadline, uint256 timestamp);
    /// @notice A batch holds some, and a limited number.
    /// @param size What was given.
    /// @param max Most.
    error PhaseGate_BatchSize(uint256 size, uint256 max);
    /// @notice Nobody is the zero address.
    /// @param field What was zero: `account` or `admission.account`.
    error PhaseGate_ZeroAddress(string field);
    /// @notice Terms of an office are counted in 32 bits.
    /// @param seat The office.
    /// @param max Most that is allowed.
    error PhaseGate_TooManyTerms(Seat seat, uint256 max);
    /// @notice Changes of an account's admission are counted in 32 bits.
    /// @param account Whose.
    /// @param max The nonce that it has reached.
    error PhaseGate_NonceExhausted(address account, uint256 max);
    /// @notice Ballots are counted in 32 bits.
    /// @param max Most that is allowed.
    error PhaseGate_TooManyBallots(uint256 max);

    // ------------------------------------------------------------------ phases

    /// @notice Advances by one phase: never back, never skipping. Only the owner. Phase 2 opens at the owner's word;
    /// phase 3 with a recorded, fresh report of the auditor in office, which passes the thresholds in force and whose
    /// period the index itself bears out; phase 4 after governance has approved it within the last 30 days.
    function advancePhase() external;

    /// @notice Tells the gate, once and in phase 1, where the index is measured: a meter of a marketplace that obeys this
    /// gate. Only whoever created the gate, or its owner.
    /// @param meter The meter.
    function connectMeter(IReadinessMeter meter) external;

    /// @notice Adds a marketplace that the gate tells of pauses of spot and of marks, at most 4, none twice. Only the
    /// owner, or for the first one, in phase 1, whoever created the gate.
    /// @param marketplace One that obeys this gate.
    function addMarketplace(IDataMarketplace marketplace) external;

    /// @notice Records a report signed by the auditor (EIP-712, ERC-1271 accepted), passing or not. Anyone may bring it.
    /// @param report Later than any recorded or withdrawn of this term: by its end, or by its revision on the same day.
    /// @param signature The auditor's.
    function recordReadiness(ReadinessReport calldata report, bytes calldata signature) external;

    /// @notice Makes every report of this term up to this one worthless, recorded or not. Only the auditor.
    /// @param toDay End of the last report to withdraw.
    /// @param revision Its revision.
    function withdrawReadiness(uint32 toDay, uint32 revision) external;

    /// @notice Announces thresholds that may be put in force after 7 days. Only the owner; each within its bounds.
    /// @param thresholds All of them.
    function proposeThresholds(ReadinessThresholds calldata thresholds) external;

    /// @notice Puts the announced thresholds in force. Anyone, once their delay is over.
    function applyThresholds() external;

    /// @notice Opens a ballot on phase 4 for 60 days. Anyone, in phase 3 from its 90th day on, one at a time.
    /// @return ballot What the vote must name. It hangs on the last block, so that no vote can be held in advance.
    function openFinalBallot() external returns (bytes32 ballot);

    /// @notice Lets the owner open phase 4 within 30 days, and ends the ballot. Only governance, in phase 3.
    /// @param ballot The one that is open.
    function approveFinalPhase(bytes32 ballot) external;

    /// @notice Takes the approval back and ends an open ballot. Only governance.
    function withdrawFinalApproval() external;

    // ------------------------------------------------------------------ matrix

    /// @notice Closes opening in a cell of the matrix. Only the owner; spot stays open.
    /// @param phase From 1.
    /// @param class Whom it concerns.
    /// @param product What they may no longer open.
    function tightenCell(uint8 phase, ParticipantClass class, Product product) external;

    /// @notice Opens a cell, never before the product's phase. Only governance; lapsed institutions stay reduce-only.
    /// @param phase From 1.
    /// @param class Whom it concerns.
    /// @param product What they may open.
    function loosenCell(uint8 phase, ParticipantClass class, Product product) external;

    // ------------------------------------------------------------------ participants

    /// @notice Admits or renews an institution. Only the registrar. Beneath the broker's mark it takes effect when that
    /// is taken.
    /// @param account Whom.
    /// @param expiry Unix second from which the admission has lapsed.
    /// @param jurisdiction ISO 3166-1 numeric country code; 0 is unstated.
    function admitInstitution(address account, uint40 expiry, uint16 jurisdiction) external;

    /// @notice Admits or renews up to 100 institutions, all or nothing. Only the registrar.
    /// @param admissions One for each.
    function admitInstitutions(Admission[] calldata admissions) external;

    /// @notice Admits the caller on the registrar's EIP-712 attestation, signed in the registrar's present term over
    /// the account's present nonce. An attestation serves once; revocation makes the outstanding ones worthless.
    /// @param admission What the registrar attests.
    /// @param deadline Last Unix second at which it can be presented.
    /// @param signature The registrar's.
    function presentAdmission(Admission calldata admission, uint256 deadline, bytes calldata signature) external;

    /// @notice Ends an admission at once, also beneath the broker's mark: the account may reduce what it holds, and open
    /// spot only. Only the registrar.
    /// @param account Whose.
    function revokeInstitution(address account) external;

    /// @notice Makes the attestations signed for an account so far worthless, admitted or not. Only the registrar.
    /// @param account Whose.
    function cancelAttestations(address account) external;

    /// @notice Marks an account as the broker's own, or no longer: it is then what it was admitted as. Only the owner.
    /// Every marketplace is told.
    /// @param account Which one.
    /// @param broker Whether it is the broker's.
    function setBroker(address account, bool broker) external;

    /// @notice Marks an account as related to the broker, so that its trades stay out of the index. Only the owner.
    /// Every marketplace is told.
    /// @param account Which one.
    /// @param affiliate Whether it is related.
    function setAffiliate(address account, bool affiliate) external;

    // ------------------------------------------------------------------ pause

    /// @notice Pauses opening in products from now, each once in 30 days. Only the guardian. It ends by itself. Closing
    /// goes on. Where the owner's pause lasts as long, nothing changes and the guardian's turn is not used.
    /// @param products A bit for each, spot lowest; 63 is all.
    /// @param duration Seconds, at most 7 days.
    function guardianPause(uint8 products, uint32 duration) external;

    /// @notice Ends the guardian's own pause early, back to the owner's where that runs on; it counts as used all the
    /// same. Only the guardian.
    /// @param products A bit for each.
    function guardianResume(uint8 products) external;

    /// @notice Pauses products, or lifts any pause. Only the owner.
    /// @param products A bit for each.
    /// @param until Unix second at which the pause ends, at most in 2106; 0 to lift.
    function setPausedUntil(uint8 products, uint32 until) external;

    // ------------------------------------------------------------------ offices

    /// @notice Appoints the registrar. Only the owner. Members stay; attestations of the earlier term end.
    /// @param registrar Zero is nobody.
    function setRegistrar(address registrar) external;

    /// @notice Appoints the guardian. Only the owner.
    /// @param guardian Zero is nobody.
    function setGuardian(address guardian) external;

    /// @notice Appoints the auditor. Only governance. Reports of the earlier term no longer count, and those of the new
    /// one only over periods that begin after now.
    /// @param auditor Zero is nobody.
    function setAuditor(address auditor) external;

    /// @notice Hands governance to another governor's timelock. Only governance itself. Its approval no longer counts.
    /// @param governance Not zero.
    function setGovernance(address governance) external;

    // ------------------------------------------------------------------ views

    /// @notice The current phase.
    /// @return 1 to 4.
    function phase() external view returns (uint8);

    /// @notice When a phase opened.
    /// @param phase_ From 1, which opened at deployment.
    /// @return Unix second, 0 for a phase that has not.
    function phaseOpenedAt(uint256 phase_) external view returns (uint256);

    /// @notice The access matrix.
    /// @return One word; see `AccessMatrix` for its bits.
    function accessMatrix() external view returns (uint256);

    /// @notice Who holds an office, in which term and since when.
    /// @param seat Which office.
    /// @return See `Office`.
    function office(Seat seat) external view returns (Office memory);

    /// @notice Where the index is measured.
    /// @return The zero address before it is connected.
    function meter() external view returns (IReadinessMeter);

    /// @notice Whom the gate tells of pauses and marks.
    /// @return In the order in which they were added.
    function marketplaces() external view returns (IDataMarketplace[] memory);

    /// @notice What phase 3 needs now.
    /// @return See `ReadinessThresholds`.
    function thresholds() external view returns (ReadinessThresholds memory);

    /// @notice What the owner has announced.
    /// @return thresholds_ See `ReadinessThresholds`.
    /// @return effectiveAt Unix second from which they may be applied; 0 when there are none.
    function proposedThresholds() external view returns (ReadinessThresholds memory thresholds_, uint256 effectiveAt);

    /// @notice The recorded report.
    /// @return Its term is 0 when there is none, and an earlier one than the auditor's when it no longer counts.
    function readinessReport() external view returns (ReadinessReport memory);

    /// @notice Reverts with the reason unless phase 3 could be opened on the recorded report now.
    function checkReadiness() external view;

    /// @notice The last ballot on phase 4.
    /// @return ballot 0 when there was none.
    /// @return endsAt Unix second from which it is over.
    function finalBallot() external view returns (bytes32 ballot, uint256 endsAt);

    /// @notice Until when the owner may open phase 4.
    /// @return The Unix second before which it may; 0 without an approval of the present governance.
    function finalPhaseApprovedUntil() external view returns (uint256);

    /// @notice Whether a product can't be opened now.
    /// @param product Which one.
    /// @return True while it is paused.
    function isProductPaused(Product product) external view returns (bool);

    /// @notice When a product's pause ends.
    /// @param product Which one.
    /// @return Unix second, in the past or 0 when it is not paused.
    function pausedUntil(Product product) external view returns (uint256);

    /// @notice For how long a product has been paused in all. A deal's deadlines move by what is added while it lives.
    /// @param product Which one.
    /// @return Seconds, a pause that runs counted up to now, and one that was lifted early up to then.
    function pausedSeconds(Product product) external view returns (uint256);

    /// @notice When the guardian may pause a product again.
    /// @param product Which one.
    /// @return Unix second; 0 when it never has.
    function guardianAvailableAt(Product product) external view returns (uint256);

    /// @notice What is registered of an account.
    /// @param account Which one.
    /// @return See `Participant`.
    function participant(address account) external view returns (Participant memory);

    /// @notice The class that counts now: an institution whose expiry has come is `Lapsed`.
    /// @param account Which one.
    /// @return Retail for an account never seen.
    function classOf(address account) external view returns (ParticipantClass);

    /// @notice Whether an account may act in a product now: phase, class and, for opening, pause.
    /// @param account Who.
    /// @param product In what.
    /// @param action Opening, or closing, which everybody always may.
    /// @return True if it may.
    function isAllowed(address account, Product product, Action action) external view returns (bool);

    /// @notice Reverts with the reason unless an account may open a position now.
    /// @param account Who.
    /// @param product In what.
    function checkOpen(address account, Product product) external view;

    /// @notice Whether a purchase paid by an account counts for the price index: not the broker's, not an affiliate's.
    /// @param account Who pays or receives.
    /// @return True if it counts.
    function countsForIndex(address account) external view returns (bool);
}
