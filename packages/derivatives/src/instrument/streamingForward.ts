import {
  type Bps,
  checkAmount,
  checkBigint,
  checkBps,
  checkDuration,
  checkInteger,
  checkObject,
  checkSeconds,
  checkUnixSeconds,
  checkWad,
  InvalidInputError,
  type Quantity,
  type Seconds,
  type UnixSeconds,
  type Wad,
} from '@phasegate/pricing/units';
import { checkDeliveredTerms, type DeliveredTerms } from './deliveredForward.ts';
import { type Terms } from './terms.ts';

/** Most deliveries posted on chain that are open at the same time: loops over them stay bounded. */
export const MAX_PENDING_POSTINGS = 16;

/** More would let a provider prove its own fraud and keep much of its bond. */
const MAX_PROVER_BPS = 2_000;

/**
 * A stream of units at a fixed price and rate, paid from a channel the buyer funds up front.
 *
 * A unit counts for its confidence: its **weight** is `min(confidence, maximumConfidenceBps)` in basis points, so
 * 10,000 of weight are one unit at confidence 1.0, which is what the price and the rate are quoted for.
 */
export interface StreamingForward extends DeliveredTerms {
  readonly kind: 'streamingForward';
  /** Most confidence a unit can count for, basis points, at least `minimumConfidenceBps`. */
  readonly maximumConfidenceBps: Bps;
  /** Wei per unit at confidence 1.0. */
  readonly pricePerUnit: Wad;
  /** Units at confidence 1.0 due in each interval. */
  readonly unitsPerInterval: Quantity;
  /** Seconds of an interval; within it the schedule grows second by second. */
  readonly intervalSeconds: Seconds;
  /** Unix seconds of the first delivery. */
  readonly start: UnixSeconds;
  /** Seconds the stream lasts, a multiple of `intervalSeconds`. */
  readonly duration: Seconds;
  /** Units at confidence 1.0 the provider may lag behind its schedule without being in default. */
  readonly tolerance: Quantity;
  /**
   * Seconds the provider has to catch up: the schedule that counts is the one of `grace` seconds ago. At least
   * `(disputeWindow + resolutionWindow) / 16`, so that posting on chain alone can keep pace with a silent buyer.
   */
  readonly grace: Seconds;
  /** Wei the buyer stakes on a dispute; a provider found lying pays as much from its bond. */
  readonly disputeBond: Wad;
  /** Seconds in which a delivery posted on chain can be disputed. */
  readonly disputeWindow: Seconds;
  /** Seconds the arbiter has to rule on a dispute. */
  readonly resolutionWindow: Seconds;
  /** Share of a disputed delivery that counts when the arbiter stays silent, basis points. */
  readonly silentSplitBps: Bps;
  /** Seconds between a call to close and its conclusion, in which the last vouchers can be redeemed. */
  readonly challengeWindow: Seconds;
  /** Share of the provider's bond for who proves that it sold a unit twice, basis points, at most 2000; the rest is the buyer's. */
  readonly proverBps: Bps;
  /** Share of what is left that a buyer who walks away forfeits to the provider, basis points; 10000 = all. */
  readonly forfeitBps: Bps;
}

/**
 * A streaming forward with its terms checked.
 *
 * @throws {InvalidInputError} a term is missing, malformed or out of range; the error names it.
 * @example
 * // 30 PAT for 60 units each minute, for one week: 0.5 PAT a unit, 604,800 units, a channel of 302,400 PAT
 * streamingForward({ pricePerUnit: 500_000_000_000_000_000n, unitsPerInterval: 60n, intervalSeconds: 60, duration: 604_800, ... })
 */
export function streamingForward(terms: Terms<StreamingForward>): StreamingForward {
  checkObject('terms', terms);
  checkDeliveredTerms(terms);
  checkBps('maximumConfidenceBps', terms.maximumConfidenceBps, terms.minimumConfidenceBps);
  checkWad('pricePerUnit', terms.pricePerUnit, 1n);
  checkBigint('unitsPerInterval', terms.unitsPerInterval, 1n, 2n ** 32n - 1n);
  for (const path of [
    'intervalSeconds',
    'duration',
    'disputeWindow',
    'resolutionWindow',
    'challengeWindow',
  ] as const)
    checkSeconds(path, terms[path], 1);
  checkUnixSeconds('start', terms.start);
  checkSeconds('grace', terms.grace);
  if (terms.duration % terms.intervalSeconds !== 0)
    throw new InvalidInputError({
      path: 'duration',
      observed: terms.duration,
      allowed: `a multiple of intervalSeconds (${terms.intervalSeconds})`,
    });
  const units = orderedUnits(terms);
  checkBigint('ordered units', units, 1n, 2n ** 48n - 1n);
  checkWad('channel', units * terms.pricePerUnit, 1n);
  checkBigint('tolerance', terms.tolerance, 0n, units);
  checkWad('disputeBond', terms.disputeBond, 1n);
  // A provider posts at least once per grace; a hostile buyer may keep each posting open this long.
  checkInteger(
    'disputeWindow + resolutionWindow',
    terms.disputeWindow + terms.resolutionWindow,
    2,
    MAX_PENDING_POSTINGS * terms.grace,
  );
  checkBps('silentSplitBps', terms.silentSplitBps);
  checkInteger('proverBps', terms.proverBps, 0, MAX_PROVER_BPS);
  checkBps('forfeitBps', terms.forfeitBps);
  return {
    kind: 'streamingForward',
    market: terms.market,
    minimumConfidenceBps: terms.minimumConfidenceBps,
    maximumConfidenceBps: terms.maximumConfidenceBps,
    minimumRemainingLife: terms.minimumRemainingLife,
    pricePerUnit: terms.pricePerUnit,
    unitsPerInterval: terms.unitsPerInterval,
    intervalSeconds: terms.intervalSeconds,
    start: terms.start,
    duration: terms.duration,
    tolerance: terms.tolerance,
    grace: terms.grace,
    providerBond: terms.providerBond,
    disputeBond: terms.disputeBond,
    disputeWindow: terms.disputeWindow,
    resolutionWindow: terms.resolutionWindow,
    proverBps: terms.proverBps as Bps,
    silentSplitBps: terms.silentSplitBps,
    challengeWindow: terms.challengeWindow,
    forfeitBps: terms.forfeitBps,
    feeBps: terms.feeBps,
    timePremium: terms.timePremium,
  };
}

/** Units at confidence 1.0 over the whole stream; exact because the duration is whole intervals. */
export function orderedUnits(
  terms: Pick<Terms<StreamingForward>, 'unitsPerInterval' | 'duration' | 'intervalSeconds'>,
): Quantity {
  checkObject('terms', terms);
  checkAmount('unitsPerInterval', terms.unitsPerInterval);
  checkSeconds('duration', terms.duration);
  checkDuration('intervalSeconds', terms.intervalSeconds);
  return (terms.unitsPerInterval * BigInt(terms.duration)) / BigInt(terms.intervalSeconds);
}
