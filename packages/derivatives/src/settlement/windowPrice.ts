import type { IndexBucket } from '@phasegate/pricing';
import {
  BPS,
  type Bps,
  checkAmount,
  checkBigint,
  checkBps,
  checkInteger,
  checkObject,
  checkObjects,
  WAD,
  type Wad,
} from '@phasegate/pricing/units';

/** Scale of a weight: freshness x confidence. */
const WEIGHT_ONE = WAD * BigInt(BPS);

/** When trading is enough for a price. */
export interface SettlementRules {
  /** k: how far a price may lie from its reference; 100 to 3,000. */
  readonly bandBps: Bps;
  /** PAT wei that must have been traded. */
  readonly minVolume: Wad;
}

/**
 * The most weight that an hour may have so that none is above 2/N of all: the largest `c` with
 * `min(w, c) <= 2/N sum(min(w, c))`, rounded down. Found in at most N/2 rounds: what is above the cap is capped, which lowers
 * the cap, until nothing more is above it.
 *
 * @param weights of the traded hours @param hours N
 * @returns `undefined` when there is none but zero: fewer than N/2 hours carry weight.
 */
function hourCap(weights: readonly bigint[], hours: number): bigint | undefined {
  let capped = 0;
  let sum = weights.reduce((total, weight) => total + weight, 0n);
  for (;;) {
    const shares = hours - 2 * capped;
    if (shares <= 0) return undefined;
    const cap = (2n * sum) / BigInt(shares);
    const below = weights.filter((weight) => weight <= cap);
    if (weights.length - below.length === capped) return cap > 0n ? cap : undefined;
    capped = weights.length - below.length;
    sum = below.reduce((total, weight) => total + weight, 0n);
  }
}

/**
 * The price of a period, wei per fresh unit at confidence 1.0: the quotient of its asks and weights, where an hour of more than
 * 2/N of the weight counts as if it had just that, its asks in proportion. Rounded down.
 *
 * @param buckets of hours with trades, in any order @param hours N, of the settlement window
 * @returns `undefined` when trading is too thin: fewer than half of N hours, less than the volume, or no cap.
 * @throws {InvalidInputError} malformed rules or hours.
 * @example windowPrice([{ sumAsk: 300n, sumWeight: 2n * 10n ** 22n }, { sumAsk: 100n, sumWeight: 10n ** 22n }], 4, { bandBps: 1_000, minVolume: 0n }) // 125n: each hour counts for half
 */
export function windowPrice(
  buckets: readonly Pick<IndexBucket, 'sumAsk' | 'sumWeight'>[],
  hours: number,
  rules: SettlementRules,
): Wad | undefined {
  checkObjects('buckets', buckets);
  for (const [i, { sumAsk, sumWeight }] of buckets.entries()) {
    checkBigint(`buckets[${i}].sumAsk`, sumAsk, 0n, 2n ** 108n - 1n);
    checkBigint(`buckets[${i}].sumWeight`, sumWeight, 0n, 2n ** 96n - 1n);
  }
  checkInteger('hours', hours, 1, 1_023);
  checkRules(rules);
  const volume = buckets.reduce((sum, { sumAsk }) => sum + sumAsk, 0n);
  if (2 * buckets.length < hours || volume < rules.minVolume) return undefined;
  const cap = hourCap(
    buckets.map(({ sumWeight }) => sumWeight),
    hours,
  );
  if (cap === undefined) return undefined;
  let asks = 0n;
  let weights = 0n;
  for (const { sumAsk, sumWeight } of buckets) {
    asks += sumWeight > cap ? (sumAsk * cap) / sumWeight : sumAsk;
    weights += sumWeight > cap ? cap : sumWeight;
  }
  return saturated((asks * WEIGHT_ONE) / weights);
}

/** A price brought within `bandBps` of a reference, both ends rounded down. */
export function clamped(price: Wad, reference: Wad, bandBps: number): Wad {
  const low = (reference * BigInt(BPS - bandBps)) / BigInt(BPS);
  const high = (reference * BigInt(BPS + bandBps)) / BigInt(BPS);
  return saturated(price < low ? low : price > high ? high : price);
}

/** A price as the contract stores it, in 128 bits: a million times all PAT, which only hours of next to no weight can reach. */
export function saturated(price: bigint): Wad {
  return (price > MAX_PRICE ? MAX_PRICE : price) as Wad;
}

const MAX_PRICE = 2n ** 128n - 1n;

/** @throws {InvalidInputError} */
export function checkRules(rules: SettlementRules): void {
  checkObject('rules', rules);
  checkBps('rules.bandBps', rules.bandBps);
  checkInteger('rules.bandBps', rules.bandBps, 100, 3_000);
  checkAmount('rules.minVolume', rules.minVolume);
}
