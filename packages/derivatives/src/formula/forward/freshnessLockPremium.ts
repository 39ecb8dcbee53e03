import type { FreshnessCurve } from '@phasegate/pricing';
import { checkNumber, checkObject } from '@phasegate/pricing/units';
import { checkCurve } from './checkCurve.ts';
import { checkDeliveryAges, type DeliveryAgeOutcome } from './deliveryAges.ts';

export interface FreshnessLockPremiumInput {
  /** Forward price of one fresh unit (f = 1) at delivery. */
  readonly freshForward: number;
  readonly curve: FreshnessCurve;
  /** The promise: every delivered segment has f(age) of at least this, in (0, 1]. */
  readonly minimumFreshness: number;
  readonly deliveryAges: readonly DeliveryAgeOutcome[];
  /** Seconds from issue to expiry. */
  readonly window: number;
  /** Years until delivery and payment. */
  readonly timeToDelivery: number;
  /** Continuously compounded, per year. */
  readonly rate: number;
}

/**
 * Fair premium of a freshness lock for one unit: what the promised freshness is worth beyond what would have come,
 * `exp(-r T) freshForward E[max(fMin - f(age), 0)]`. Zero when delivery is always fresh enough, increasing in fMin, at
 * most `exp(-r T) freshForward fMin`. Unit of the forward.
 *
 * @throws {InvalidInputError} a number is NaN, infinite or negative, freshness outside (0, 1], or no outcome is given.
 * @throws {DeliveryAgeError} an age is at or beyond the window.
 * @throws {ProbabilitySumError} probabilities don't add up to 1.
 * @example freshnessLockPremium({ freshForward: 100, curve: freshnessCurve({ family: 'linear' }), minimumFreshness: 0.8, deliveryAges: [{ age: 302_400, probability: 1 }], window: 604_800, timeToDelivery: 0, rate: 0 }) // 25
 */
export function freshnessLockPremium(input: FreshnessLockPremiumInput): number {
  checkObject('input', input);
  const { freshForward, curve, minimumFreshness, deliveryAges, window, timeToDelivery, rate } = input;
  checkCurve('curve', curve);
  checkNumber('freshForward', freshForward, 0);
  checkNumber('minimumFreshness', minimumFreshness, Number.MIN_VALUE, 1);
  checkNumber('timeToDelivery', timeToDelivery, 0);
  checkNumber('rate', rate);
  checkDeliveryAges(deliveryAges, window);
  let shortfall = 0;
  for (const { age, probability } of deliveryAges)
    shortfall += probability * Math.max(minimumFreshness - curve.exact(age / window), 0);
  return Math.exp(-rate * timeToDelivery) * freshForward * shortfall;
}
