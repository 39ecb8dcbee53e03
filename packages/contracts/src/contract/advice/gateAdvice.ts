import { PARTICIPANT_CLASSES, PRODUCTS } from '@phasegate/pricing/refusals';
import { patText, timeText } from '@phasegate/pricing/units';
import type { ByReason } from '../reason.ts';
import { dayText, durationText, named, products, SEATS } from './texts.ts';

/** What phase 3 asks for, in the order of the gate's `Criterion`, and how it is counted. */
const CRITERIA: readonly (readonly [name: string, text: (value: bigint) => string])[] = [
  ['the period', (value) => `${value} days`],
  ['the time since phase 2 began', (value) => `${value} days`],
  ['hours with a trade', String],
  ['volume', patText],
  ['the sum of squared daily moves', String],
  ['volume of buyers apart from the broker', patText],
  ['buyers apart from the broker', String],
  ["the largest buyer's part", (value) => `${value} basis points`],
  ['delivered purchases', (value) => `${value} basis points`],
  ["the report's age", durationText],
];
const criterion = (position: number): (typeof CRITERIA)[number] =>
  CRITERIA[position] ?? [`criterion ${position}`, String];

/** What to do about the phase gate's refusals that have no class of the libraries. */
export const gateAdvice: ByReason<string> = {
  PhaseGate_AlreadyConnected: ({ meter }) =>
    `the gate measures with ${meter} already, for good. Digest there`,
  PhaseGate_AlreadyPaused: ({ products: bits, until }) =>
    `the owner's pause of ${products(bits)} lasts beyond ${timeText(until)} already. There is nothing to do`,
  PhaseGate_AppointedLater: ({ since, fromDay }) =>
    `the auditor was appointed at ${timeText(since)}, after ${dayText(fromDay)}. Report a period that lies in its term`,
  PhaseGate_AttestationExpired: ({ deadline, timestamp }) =>
    `the attestation could be presented until ${timeText(deadline)}; it is ${timeText(timestamp)}. Ask the registrar for a new one`,
  PhaseGate_BallotOpen: ({ endsAt }) => `a ballot is open until ${timeText(endsAt)}. Vote on it`,
  PhaseGate_BallotTooEarly: ({ opensAt, timestamp }) =>
    `a ballot can be opened from ${timeText(opensAt)}; it is ${timeText(timestamp)}. Come back then`,
  PhaseGate_BatchSize: ({ size, max }) => `a batch has 1 to ${max} items; got ${size}. Split it`,
  PhaseGate_CriterionMissed: ({ criterion: missed, measured, threshold }) => {
    const [name, text] = criterion(missed);
    return `${name}: ${text(measured)} measured, ${text(threshold)} is the limit. Report a period that meets it`;
  },
  PhaseGate_EvidenceRequired: ({ next }) =>
    `phase ${next} takes a readiness report of the present auditor. Record one`,
  PhaseGate_ExpiryPassed: ({ account, expiry, timestamp }) =>
    `the admission of ${account} would lapse at ${timeText(expiry)}; it is ${timeText(timestamp)}. Choose a later expiry`,
  PhaseGate_FinalPhase: ({ current }) => `phase ${current} is the last. There is none to advance to`,
  PhaseGate_ForeignMarketplace: ({ marketplace, phaseGate }) =>
    `the marketplace ${marketplace} obeys another gate, ${phaseGate}. Add one of this gate`,
  PhaseGate_ForeignMeter: ({ meter, phaseGate }) =>
    `the meter ${meter} measures for another gate, ${phaseGate}. Connect one of this gate`,
  PhaseGate_GasTooLow: ({ available, needed }) =>
    `telling every marketplace needs ${needed} gas; ${available} was left. Send with more`,
  PhaseGate_GovernanceRequired: ({ governance }) =>
    `governance ${governance} can not hand itself to nobody. Name another governance`,
  PhaseGate_GuardianSpent: ({ product, availableAt }) =>
    `the guardian has paused ${named(PRODUCTS, product)} within the last 30 days and may again at ${timeText(availableAt)}. The owner may now`,
  PhaseGate_InvalidSignature: ({ signer }) =>
    /^0x0*$/.test(signer)
      ? 'nobody holds the office that has to sign. Appoint somebody first'
      : `it is not signed by ${signer}, for this chain and gate. Have it signed there`,
  PhaseGate_MarketplaceKnown: ({ marketplace }) =>
    `the marketplace ${marketplace} is known already. There is nothing to do`,
  PhaseGate_NoThresholdsProposed: () => 'no thresholds are announced. Propose them first',
  PhaseGate_NonceExhausted: ({ account, max }) =>
    `the admission of ${account} has changed ${max} times, the most there can be. Admit another account`,
  PhaseGate_NotAuditor: ({ caller }) => `${caller} is not the auditor. Act as the auditor`,
  PhaseGate_NotBroker: ({ account, class: is }) =>
    `${account} is ${named(PARTICIPANT_CLASSES, is)}, not marked as the broker's. Check the account`,
  PhaseGate_NotConnected: () => 'the gate has no readiness meter. Connect one with connectMeter',
  PhaseGate_NotCreatorOrOwner: ({ caller }) =>
    `${caller} neither created the gate nor owns it. Act as one of them`,
  PhaseGate_NotGovernance: ({ caller }) => `${caller} is not governance. Pass a proposal`,
  PhaseGate_NotGuardian: ({ caller }) => `${caller} is not the guardian. Act as the guardian`,
  PhaseGate_NotGuardiansPause: ({ product }) =>
    `${named(PRODUCTS, product)} is not paused by the guardian. Only the owner ends the owner's pause`,
  PhaseGate_NotInstitution: ({ account, class: is }) =>
    `${account} is ${named(PARTICIPANT_CLASSES, is)} and was never admitted as an institution. Admit it first`,
  PhaseGate_NotPresenter: ({ account, caller }) =>
    `the attestation admits ${account}; ${caller} can not present it. Present it as the account admitted`,
  PhaseGate_NotRegistrar: ({ caller }) => `${caller} is not the registrar. Act as the registrar`,
  PhaseGate_NotSeparate: ({ account }) =>
    `${account} holds an office already; owner, registrar, guardian, auditor and governance are different accounts. Name another`,
  PhaseGate_OwnerRequired: () =>
    'the gate must have an owner, so ownership can not be given up. Hand it on with transferOwnership',
  PhaseGate_PauseEndPassed: ({ until, timestamp }) =>
    `the pause would end at ${timeText(until)}; it is ${timeText(timestamp)}. Choose a later end`,
  PhaseGate_PauseTooLong: ({ duration, max }) =>
    `the guardian pauses for at most ${durationText(max)}; got ${durationText(duration)}. Pause for less, or let the owner do it`,
  PhaseGate_ProductPaused: ({ product }) =>
    `${named(PRODUCTS, product)} is paused. Closing, delivering, settling and withdrawing stay open`,
  PhaseGate_ReportNotNewer: ({ toDay, latestToDay }) =>
    `the report ends on ${dayText(toDay)} and the recorded one on ${dayText(latestToDay)}. Record a later one, or a higher revision`,
  PhaseGate_ReportPeriod: ({ fromDay, toDay, day }) =>
    `the period ${dayText(fromDay)} to ${dayText(toDay)} is empty, not over, or begins before phase 2; the bound is ${dayText(day)}. Choose another`,
  PhaseGate_ReportStale: ({ validUntil, timestamp }) =>
    `the report counted until ${timeText(validUntil)}; it is ${timeText(timestamp)}. Record a newer one`,
  PhaseGate_ThresholdOutOfBounds: ({ criterion: chosen, value, low, high }) =>
    `the threshold for ${criterion(chosen)[0]} must lie from ${low} to ${high}; got ${value}. Choose one within`,
  PhaseGate_ThresholdsPending: ({ effectiveAt, timestamp }) =>
    `the announced thresholds can be put in force at ${timeText(effectiveAt)}; it is ${timeText(timestamp)}. Come back then`,
  PhaseGate_TooManyBallots: ({ max }) => `there were ${max} ballots, the most there can be`,
  PhaseGate_TooManyMarketplaces: ({ max }) =>
    `the gate tells at most ${max} marketplaces. Deploy another gate`,
  PhaseGate_TooManyTerms: ({ seat, max }) =>
    `the office of ${named(SEATS, seat)} has had ${max} terms, the most there can be`,
  PhaseGate_UnknownPhase: ({ phase }) => `phases are 1 to 4; got ${phase}. Give one of them`,
  PhaseGate_UnknownProducts: ({ products: bits }) =>
    `products are bits 0 to ${PRODUCTS.length - 1}, at least one; got ${bits}. They are ${PRODUCTS.join(', ')}`,
  PhaseGate_VoteRequired: ({ approvedUntil, timestamp }) =>
    approvedUntil === 0n
      ? 'the final phase takes an approval by governance; there is none. Pass a vote on a ballot'
      : `governance's approval of the final phase ended at ${timeText(approvedUntil)}; it is ${timeText(timestamp)}. Pass another vote`,
  PhaseGate_WrongBallot: ({ endsAt }) =>
    endsAt === 0n
      ? 'no ballot is open. Open one with openFinalBallot'
      : `another ballot is open, until ${timeText(endsAt)}. Vote on that one`,
  PhaseGate_WrongPhase: ({ current, needed }) =>
    `this can be done in phase ${needed}; the phase is ${current}. Come back then`,
  PhaseGate_WrongTerm: ({ term, current }) =>
    `the report is of the auditor's term ${term}; the present one is ${current}. Have it signed in this term`,
  PhaseGate_ZeroAddress: ({ field }) => `${field} must be an account; got the zero address. Name one`,
};
