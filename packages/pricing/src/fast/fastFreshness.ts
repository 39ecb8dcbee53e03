import type { FreshnessCurve } from '../freshness/freshnessCurve.ts';
import { INTERVALS, KNOT_ONE, unpackKnots } from '../freshness/freshnessTable.ts';
import { checkDuration, checkObject } from '../units/checks.ts';
import { MAX_WINDOW_SECONDS } from '../units/units.ts';
import { checkLengths } from './checkLengths.ts';
import { KernelInputError } from './errors.ts';

/** Relative error of {@link fastFreshness} against the reference: one division of exact integers. */
export const FAST_FRESHNESS_ERROR: number = 2 ** -53;

/** The knots of a curve as the kernels read them. */
export function fastKnots(curve: FreshnessCurve | bigint): Float64Array {
  return Float64Array.from(unpackKnots(typeof curve === 'bigint' ? curve : curve.table));
}

/** One multiplier of unpacked knots; `0 <= age < window` whole seconds, not checked. */
export function freshnessOf(knots: Float64Array, ageSeconds: number, windowSeconds: number): number {
  const position = ageSeconds * INTERVALS;
  // The quotient is below 16 and its distance from the next integer at least 2^-37: rounding can't reach it.
  const i = Math.trunc(position / windowSeconds);
  const remainder = position - i * windowSeconds;
  return (knots[i]! * (windowSeconds - remainder) + knots[i + 1]! * remainder) / (KNOT_ONE * windowSeconds);
}

/**
 * `freshnessAt` in float64 for many ages of one curve and window.
 *
 * @param input.ageSeconds whole seconds in [0, window). @param input.out receives the multipliers, dimensionless.
 * Relative error at most {@link FAST_FRESHNESS_ERROR}.
 * @throws {InvalidInputError} on arrays that are no Float64Array or differ in length. @throws {KernelInputError} on an age
 * outside the window.
 * @example
 * const out = new Float64Array(2);
 * const curve = freshnessCurve({ family: 'linear' });
 * fastFreshness({ curve, windowSeconds: 10, ageSeconds: Float64Array.of(0, 5), out });
 * [...out] // [1, 0.5499961852445259]
 */
export function fastFreshness(input: {
  readonly curve: FreshnessCurve | bigint;
  readonly windowSeconds: number;
  readonly ageSeconds: Float64Array;
  readonly out: Float64Array;
}): void {
  checkObject('input', input);
  const { windowSeconds, ageSeconds, out } = input;
  checkDuration('windowSeconds', windowSeconds, MAX_WINDOW_SECONDS);
  const length = checkLengths({ ageSeconds, out });
  const knots = fastKnots(input.curve);
  for (let i = 0; i < length; i++) {
    const age = ageSeconds[i]!;
    if (!(age >= 0 && age < windowSeconds && Math.trunc(age) === age)) {
      throw new KernelInputError('fastFreshness', i, `a whole age from 0 to ${windowSeconds - 1} seconds`);
    }
    out[i] = freshnessOf(knots, age, windowSeconds);
  }
}
