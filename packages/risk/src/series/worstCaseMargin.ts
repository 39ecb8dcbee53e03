import type { Wad } from '@phasegate/pricing/units';
import { lossProfile } from './lossProfile.ts';
import type { SeriesLeg } from './seriesTerms.ts';

/**
 * Largest loss at settlement over every settlement price `S >= 0`: `max(0, max over S of -sum(payoff))`, in wei.
 *
 * The legs are one account's position in one market and expiry, the only set that nets. The loss is piecewise linear,
 * so its maximum over all prices is its maximum over `{0, strikes, floors, caps}`; beyond the last kink it is flat.
 * Exact integers: an account that holds this much can't owe more at any settlement price. Never negative;
 * adding legs never costs more than margining them apart. No legs need no margin: 0. The contract takes at most
 * 16 legs, this function any number. Time is linear after one sort.
 *
 * @throws {InvalidInputError} a malformed leg (a float or negative price, an unknown kind)
 * @throws {CapBelowStrikeError} a cap below its strike or floor
 * @example
 * worstCaseMargin([
 *   { kind: 'call', strike: 100n, cap: 150n, quantity: -2n },
 *   { kind: 'call', strike: 120n, cap: 150n, quantity: 2n },
 * ]) // 40n: the short call spread loses 20 a lot from 120 on
 */
export function worstCaseMargin(legs: readonly SeriesLeg[]): Wad {
  let worst = 0n as Wad;
  for (const point of lossProfile(legs)) if (point.loss > worst) worst = point.loss;
  return worst;
}
