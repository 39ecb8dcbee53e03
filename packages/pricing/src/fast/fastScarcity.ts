import { checkNumber, checkObject } from '../units/checks.ts';
import { checkLengths } from './checkLengths.ts';
import { KernelInputError } from './errors.ts';
import { LARGEST_RATE } from './fastDemand.ts';
import { checkFastParameters, type FastScarcityParameters, fastClamp, fastPower } from './fastFactors.ts';

/** Relative error of {@link fastScarcity} against the reference: as demand, and three roundings for the substitutes. */
export function fastScarcityError(elasticity: number): number {
  return (3.1 * elasticity + 7) * 2 ** -53;
}

/**
 * `scarcityFactor` in float64 for many markets, without rounding up.
 *
 * @param input.mintRate,input.burnRate units over the window, 0 to 1e30. @param input.substituteAvailability 0 to 1.
 * @param input.out receives the factors. Relative error at most {@link fastScarcityError}.
 * @throws {InvalidInputError} on unusable parameters or arrays. @throws {KernelInputError} on an element out of range.
 * @example
 * const out = new Float64Array(1);
 * const parameters = { pseudoCount: 10, elasticity: 1, substituteWeight: 0.5, min: 0.5, max: 3 };
 * const rates = { mintRate: Float64Array.of(10), burnRate: Float64Array.of(30) };
 * fastScarcity({ ...rates, substituteAvailability: Float64Array.of(0.5), parameters, out });
 * out[0] // 1.6
 */
export function fastScarcity(input: {
  readonly mintRate: Float64Array;
  readonly burnRate: Float64Array;
  readonly substituteAvailability: Float64Array;
  readonly parameters: FastScarcityParameters;
  readonly out: Float64Array;
}): void {
  checkObject('input', input);
  const { mintRate, burnRate, substituteAvailability, out } = input;
  checkFastParameters('parameters', input.parameters);
  const { pseudoCount, elasticity, substituteWeight, min, max } = input.parameters;
  checkNumber('parameters.substituteWeight', substituteWeight, 0, 1e30);
  const length = checkLengths({ mintRate, burnRate, substituteAvailability, out });
  for (let i = 0; i < length; i++) {
    const n = mintRate[i]!;
    const b = burnRate[i]!;
    const a = substituteAvailability[i]!;
    if (!(n >= 0 && n <= LARGEST_RATE && b >= 0 && b <= LARGEST_RATE && a >= 0 && a <= 1)) {
      throw new KernelInputError('fastScarcity', i, 'rates from 0 to 1e30 and an availability from 0 to 1');
    }
    const power = fastPower((b + pseudoCount) / (n + pseudoCount), elasticity);
    out[i] = fastClamp(power / (1 + substituteWeight * a), min, max);
  }
}
