import { unpackKnots } from '@phasegate/pricing';
import {
  type Bps,
  checkBigint,
  checkBps,
  checkOneOf,
  checkWad,
  InvalidInputError,
  WAD,
  type Wad,
  type Word,
} from '@phasegate/pricing/units';
import { type DeliveredForward, deliveredForward } from './deliveredForward.ts';
import { type Terms } from './terms.ts';

/**
 * What happens to a unit that is stale (`f(age) < minimumFreshness`) or late (in the grace after the deadline):
 * `refuse` does not accept it; `adjust` accepts it at a lower price, see `unitPayout`.
 */
export type StaleRule = 'refuse' | 'adjust';

/** A delivered forward whose units must still be fresh when they arrive. */
export interface FreshnessLock extends Omit<DeliveredForward, 'kind'> {
  readonly kind: 'freshnessLock';
  /** The market's freshness table: 16 knots of 16 bits, knot 0 lowest, fixed for this deal. */
  readonly curve: Word;
  /** Least freshness at delivery, Wad, above 0 and at most 1.0. */
  readonly minimumFreshness: Wad;
  /** Wei the buyer pays for the lock; earned unit by unit as fresh units arrive in time, the rest is returned. */
  readonly lockPremium: Wad;
  readonly staleRule: StaleRule;
  /** Discount on a late unit under `adjust`, basis points, 0 to 10000; 0 under `refuse`. */
  readonly lateDiscountBps: Bps;
}

/**
 * A freshness lock with its terms checked. Under `refuse` there is no late delivery, so `grace` must be 0.
 *
 * @throws {InvalidCurveError} the curve is not a valid table word.
 * @throws {InvalidInputError} a term is missing, malformed or out of range; the error names it.
 * @example freshnessLock({ ...forwardTerms, grace: 0, curve, minimumFreshness: 800_000_000_000_000_000n, lockPremium: 5n, staleRule: 'refuse', lateDiscountBps: 0 })
 */
export function freshnessLock(terms: Terms<FreshnessLock>): FreshnessLock {
  const forward = deliveredForward(terms);
  unpackKnots(terms.curve);
  checkBigint('minimumFreshness', terms.minimumFreshness, 1n, WAD);
  checkWad('lockPremium', terms.lockPremium);
  checkOneOf('staleRule', terms.staleRule, ['refuse', 'adjust']);
  checkBps('lateDiscountBps', terms.lateDiscountBps);
  if (terms.staleRule === 'refuse')
    for (const path of ['grace', 'lateDiscountBps'] as const)
      if (terms[path] !== 0)
        throw new InvalidInputError({
          path,
          observed: terms[path],
          allowed: "0 under the rule 'refuse'",
          remedy: "A late unit is never accepted there; take 'adjust'",
        });
  return {
    ...forward,
    kind: 'freshnessLock',
    curve: terms.curve,
    minimumFreshness: terms.minimumFreshness as Wad,
    lockPremium: terms.lockPremium,
    staleRule: terms.staleRule,
    lateDiscountBps: terms.lateDiscountBps,
  };
}
