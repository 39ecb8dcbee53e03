import type { FreshnessCurve } from '@phasegate/pricing';
import { InvalidOptionInputError } from '../black/errors.ts';
import { requireFinite, requireNonNegative, requirePositive } from '../black/optionInput.ts';
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
 * @throws {InvalidOptionInputError} a number is NaN, infinite or negative, freshness outside (0, 1], or no outcome is given.
 * @throws {DeliveryAgeError} an age is at or beyond the window.
 * @throws {ProbabilitySumError} probabilities don't add up to 1.
 * @example freshnessLockValue({ freshForward: 100, curve: freshnessCurve({ family: 'linear' }), minimumFreshness: 0.8, deliveryAges: [{ age: 302_400, probability: 1 }], window: 604_800, timeToDelivery: 0, rate: 0 }) // 25
 */
export function freshnessLockValue(input: FreshnessLockInput): number {
  const { freshForward, curve, minimumFreshness, deliveryAges, window, timeToDelivery, rate } = input;
  requireNonNegative('freshForward', freshForward);
  requirePositive('minimumFreshness', minimumFreshness);
  requirePositive('window', window);
  requireNonNegative('timeToDelivery', timeToDelivery);
  requireFinite('rate', rate);
  if (minimumFreshness > 1) {
    throw new InvalidOptionInputError({
      path: 'minimumFreshness',
      observed: minimumFreshness,
      allowed: 'a fraction in (0, 1]',
    });
  }
  if (!Array.isArray(deliveryAges) || deliveryAges.length === 0) {
    throw new InvalidOptionInputError({
      path: 'deliveryAges',
      observed: deliveryAges,
      allowed: 'a non-empty array',
    });
  }
  let shortfall = 0;
  let total = 0;
  for (const [i, { age, probability }] of deliveryAges.entries()) {
    requireNonNegative(`deliveryAges[${i}].age`, age);
    requireNonNegative(`deliveryAges[${i}].probability`, probability);
    if (!(age < window)) throw new DeliveryAgeError(0, age, window);
    shortfall += probability * Math.max(minimumFreshness - curve.exact(age / window), 0);
    total += probability;
  }
  if (Math.abs(total - 1) > SUM_TOLERANCE) throw new ProbabilitySumError(total);
  return Math.exp(-rate * timeToDelivery) * freshForward * shortfall;
}
