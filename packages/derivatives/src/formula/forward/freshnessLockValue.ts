import type { FreshnessCurve } from '@phasegate/pricing';
import { checkList, checkNumber, checkObjects, checkPositiveNumber } from '@phasegate/pricing/units';
import { DeliveryAgeError, ProbabilitySumError } from './errors.ts';

/** How old the segments would be at delivery if nothing were promised. */
export interface DeliveryAgeOutcome {
  /** Seconds since issue at delivery, below the window. */
  age: number;
  probability: number;
}

export interface FreshnessLockInput {
  /** Forward price of one fresh unit (f = 1) at delivery. */
  freshForward: number;
  curve: FreshnessCurve;
  /** The promise: every delivered segment has f(age) of at least this, in (0, 1]. */
  minimumFreshness: number;
  deliveryAges: readonly DeliveryAgeOutcome[];
  /** Seconds from issue to expiry. */
  window: number;
  /** Years until delivery and payment. */
  timeToDelivery: number;
  /** Continuously compounded, per year. */
  rate: number;
}

const SUM_TOLERANCE = 1e-9;

/**
 * Fair premium of a freshness lock for one unit: what the promised freshness is worth beyond what would have come,
 * `exp(-r T) freshForward E[max(fMin - f(age), 0)]`. Zero when delivery is always fresh enough, increasing in fMin, at
 * most `exp(-r T) freshForward fMin`. Unit of the forward.
 *
 * @throws {InvalidInputError} a number is NaN, infinite or negative, freshness outside (0, 1], or no outcome is given.
 * @throws {DeliveryAgeError} an age is at or beyond the window.
 * @throws {ProbabilitySumError} probabilities don't add up to 1.
 * @example freshnessLockValue({ freshForward: 100, curve: freshnessCurve({ family: 'linear' }), minimumFreshness: 0.8, deliveryAges: [{ age: 302_400, probability: 1 }], window: 604_800, timeToDelivery: 0, rate: 0 }) // 25
 */
export function freshnessLockValue(input: FreshnessLockInput): number {
  const { freshForward, curve, minimumFreshness, deliveryAges, window, timeToDelivery, rate } = input;
  checkNumber('freshForward', freshForward, 0);
  checkNumber('minimumFreshness', minimumFreshness, Number.MIN_VALUE, 1);
  checkPositiveNumber('window', window);
  checkNumber('timeToDelivery', timeToDelivery, 0);
  checkNumber('rate', rate);
  checkList('deliveryAges', deliveryAges, 1);
  checkObjects('deliveryAges', deliveryAges);
  let shortfall = 0;
  let total = 0;
  for (const [i, { age, probability }] of deliveryAges.entries()) {
    checkNumber(`deliveryAges[${i}].age`, age, 0);
    checkNumber(`deliveryAges[${i}].probability`, probability, 0);
    if (!(age < window)) throw new DeliveryAgeError(0, age, window);
    shortfall += probability * Math.max(minimumFreshness - curve.exact(age / window), 0);
    total += probability;
  }
  if (Math.abs(total - 1) > SUM_TOLERANCE) throw new ProbabilitySumError(total);
  return Math.exp(-rate * timeToDelivery) * freshForward * shortfall;
}
