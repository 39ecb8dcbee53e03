import { type FreshnessCurve, freshnessAt } from '@phasegate/pricing';
import { checkFields, checkNumber, checkPositiveNumber } from '@phasegate/pricing/units';
import { checkCurve } from './checkCurve.ts';
import { DeliveryAgeError } from './errors.ts';

/** One segment, priced now and delivered later. */
export interface SegmentForwardInput {
  /** What the segment costs now, at its present age; any unit. */
  readonly spot: number;
  readonly curve: FreshnessCurve;
  /** Seconds since issue, now. */
  readonly age: number;
  /** Seconds since issue at delivery. */
  readonly deliveryAge: number;
  /** Seconds from issue to expiry. */
  readonly window: number;
  /** Time premium added to the decayed price, in the unit of spot; any sign, default 0. */
  readonly premium?: number;
  /** Read the table the contract stores (whole seconds) instead of the family's own curve. */
  readonly useTable?: boolean;
}

const FIELDS = [
  'spot',
  'curve',
  'age',
  'deliveryAge',
  'window',
  'premium',
  'useTable',
] as const satisfies readonly (keyof SegmentForwardInput)[];

/**
 * Forward price of one segment for delivery at `deliveryAge`: `F = spot f(deliveryAge)/f(age) + premium`. The decay is
 * known, so there is nothing to finance but the premium. Non-increasing in the delivery age; equal to spot + premium
 * when it is delivered now. Unit of spot.
 *
 * @throws {DeliveryAgeError} ages out of order, or delivery at or after the end of the window.
 * @throws {InvalidInputError} a number is NaN, infinite or (all but the premium) negative; a window of zero.
 * @throws {InvalidInputError} with `useTable`: ages or window are not whole seconds.
 * @example segmentForward({ spot: 100, curve: freshnessCurve({ family: 'linear' }), age: 0, deliveryAge: 302_400, window: 604_800 }) // 55.00000000000001
 */
export function segmentForward(input: SegmentForwardInput): number {
  checkFields('input', input, FIELDS);
  const { spot, curve, age, deliveryAge, window, premium = 0, useTable = false } = input;
  checkCurve('curve', curve);
  checkNumber('spot', spot, 0);
  checkNumber('premium', premium);
  checkNumber('age', age, 0);
  checkNumber('deliveryAge', deliveryAge, 0);
  checkPositiveNumber('window', window);
  if (!(age <= deliveryAge && deliveryAge < window)) throw new DeliveryAgeError(age, deliveryAge, window);
  const freshness = (seconds: number): number =>
    useTable ? Number(freshnessAt(curve, seconds, window)) / 1e18 : curve.exact(seconds / window);
  return (spot * freshness(deliveryAge)) / freshness(age) + premium;
}
