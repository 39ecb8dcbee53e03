import { checkObject } from '../units/checks.ts';
import { checkLengths } from './checkLengths.ts';
import { KernelInputError } from './errors.ts';
import { checkFastParameters, type FastDemandParameters, fastClamp, fastPower } from './fastFactors.ts';

/**
 * Relative error of {@link fastDemand} against the reference: three roundings of the ratio, amplified by the elasticity,
 * and at most two units in the last place of `Math.pow`.
 */
export function fastDemandError(elasticity: number): number {
  return (3.1 * elasticity + 4) * 2 ** -53;
}

/** Kernels leave headroom below overflow. */
export const LARGEST_RATE = 1e30;

/**
 * `demandPressure` in float64 for many markets, without rounding up.
 *
 * @param input.consumptionVelocity,input.supplyRate units per day, 0 to 1e30. @param input.out receives the factors.
 * Relative error at most {@link fastDemandError}.
 * @throws {InvalidInputError} on unusable parameters or arrays. @throws {KernelInputError} on a rate out of range.
 * @example
 * const out = new Float64Array(1);
 * const parameters = { pseudoCount: 10, elasticity: 1, min: 0.5, max: 3 };
 * fastDemand({ consumptionVelocity: Float64Array.of(30), supplyRate: Float64Array.of(10), parameters, out });
 * out[0] // 2
 */
export function fastDemand(input: {
  readonly consumptionVelocity: Float64Array;
  readonly supplyRate: Float64Array;
  readonly parameters: FastDemandParameters;
  readonly out: Float64Array;
}): void {
  checkObject('input', input);
  const { consumptionVelocity, supplyRate, out } = input;
  checkFastParameters('parameters', input.parameters);
  const { pseudoCount, elasticity, min, max } = input.parameters;
  const length = checkLengths({ consumptionVelocity, supplyRate, out });
  for (let i = 0; i < length; i++) {
    const v = consumptionVelocity[i]!;
    const s = supplyRate[i]!;
    if (!(v >= 0 && v <= LARGEST_RATE && s >= 0 && s <= LARGEST_RATE)) {
      throw new KernelInputError('fastDemand', i, 'rates from 0 to 1e30');
    }
    out[i] = fastClamp(fastPower((v + pseudoCount) / (s + pseudoCount), elasticity), min, max);
  }
}
