import { TimeRunsBackwardsError } from '../discovery/errors.ts';
import { EXP_BITS, exp2 } from '../power/exp2.ts';
import { LOG_BITS } from '../power/log2.ts';
import { checkDuration, checkFields, checkUnixSeconds, checkWad } from '../units/checks.ts';
import { parseSnapshotWad } from '../units/snapshotAmount.ts';
import type { Seconds, UnixSeconds, Wad } from '../units/units.ts';

/** State of a {@link RateEstimator} as JSON: amounts are decimal strings of wei. */
export interface RateSnapshot {
  readonly halfLifeSeconds: Seconds;
  readonly at: UnixSeconds;
  readonly weight: string;
}

/** An exponentially weighted rate; see {@link rateEstimator}. */
export interface RateEstimator {
  /** Counts units at a moment not before the last one. */
  add(at: UnixSeconds, quantity: Wad): void;
  /** The rate in units per day as of a moment not before the last one. */
  perDay(now: UnixSeconds): Wad;
  snapshot(): RateSnapshot;
}

/**
 * Rate of irregular events, exponentially weighted: `sum q_i 2^(-(now - t_i) / H) x 86400 ln 2 / H` units per day.
 *
 * For consumption velocity and supply rate. In a steady state it is the rate itself, whatever the spacing; events at the
 * same second simply add, nothing is divided by a time difference. Halves after H without events. Integers only
 * (`exp2`), rounded down: each decay loses less than 1 wei of quantity, and the loss itself decays.
 *
 * @param options.halfLifeSeconds `H`, whole seconds. @param options.at when observation starts.
 * @throws {InvalidInputError} on malformed numbers. @throws {TimeRunsBackwardsError} when a moment is before the last one.
 * @example
 * // one unit a minute for ten hours: 1,440 a day, within 1 %
 * const rate = rateEstimator({ halfLifeSeconds: 3_600, at: 0 });
 * for (let at = 0; at < 36_000; at += 60) rate.add(at, WAD);
 * Math.round(Number(rate.perDay(36_000)) / 1e18) // 1430
 */
export function rateEstimator(
  options: { readonly halfLifeSeconds: Seconds; readonly at: UnixSeconds } | RateSnapshot,
): RateEstimator {
  checkFields('options', options, ['halfLifeSeconds', 'at', 'weight']);
  const { halfLifeSeconds } = options;
  checkDuration('halfLifeSeconds', halfLifeSeconds);
  checkUnixSeconds('at', options.at);
  let last = options.at;
  let weight: bigint = 'weight' in options ? parseSnapshotWad('weight', options.weight) : 0n;

  const decayed = (now: UnixSeconds): bigint => {
    checkUnixSeconds('at', now);
    if (now < last) throw new TimeRunsBackwardsError(last, now);
    if (now === last || weight === 0n) return weight;
    const elapsedHalfLives = (BigInt(now - last) << LOG_BITS) / BigInt(halfLifeSeconds);
    // Beyond 160 halvings nothing is left of 128 bits, and the shift stays small.
    return elapsedHalfLives >> LOG_BITS >= EXP_BITS ? 0n : (weight * exp2(-elapsedHalfLives)) >> EXP_BITS;
  };

  return {
    add(at, quantity) {
      checkWad('quantity', quantity);
      const next = decayed(at) + quantity;
      checkWad('sum of quantities', next);
      weight = next;
      last = at;
    },
    perDay(now) {
      return ((decayed(now) * 86_400n * LN2) / (BigInt(halfLifeSeconds) << LOG_BITS)) as Wad;
    },
    snapshot: () => ({ halfLifeSeconds, at: last, weight: weight.toString() }),
  };
}

/** `floor(ln 2 x 2^128)`. */
const LN2 = 235_865_763_225_513_294_137_944_142_764_154_484_399n;
