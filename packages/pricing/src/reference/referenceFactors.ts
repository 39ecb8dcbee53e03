import { ReferenceDecimal } from './decimal.ts';

/** Parameters of a factor in reference numbers. */
export interface ReferenceClamp {
  readonly pseudoCount: ReferenceDecimal;
  readonly elasticity: ReferenceDecimal;
  readonly min: ReferenceDecimal;
  readonly max: ReferenceDecimal;
}

/** `freshnessAt` of unpacked knots without its final rounding; error below 1e-38. `0 <= age < window`, not checked. */
export function referenceFreshness(
  knots: readonly number[],
  ageSeconds: number,
  windowSeconds: number,
): ReferenceDecimal {
  const position = ageSeconds * 15;
  const remainder = position % windowSeconds;
  const i = (position - remainder) / windowSeconds;
  const numerator = knots[i]! * (windowSeconds - remainder) + knots[i + 1]! * remainder;
  return new ReferenceDecimal(numerator).div(65_535 * windowSeconds);
}

/** `demandPressure` without its rounding; the inputs are not checked. Relative error below 1e-37. */
export function referenceDemand(input: {
  readonly consumptionVelocity: ReferenceDecimal;
  readonly supplyRate: ReferenceDecimal;
  readonly parameters: ReferenceClamp;
}): ReferenceDecimal {
  const { pseudoCount, elasticity, min, max } = input.parameters;
  const ratio = input.consumptionVelocity.plus(pseudoCount).div(input.supplyRate.plus(pseudoCount));
  return clamp(power(ratio, elasticity), min, max);
}

/** `scarcityFactor` without its rounding; the inputs are not checked. Relative error below 1e-37. */
export function referenceScarcity(input: {
  readonly mintRate: ReferenceDecimal;
  readonly burnRate: ReferenceDecimal;
  readonly substituteAvailability: ReferenceDecimal;
  readonly parameters: ReferenceClamp & { readonly substituteWeight: ReferenceDecimal };
}): ReferenceDecimal {
  const { pseudoCount, elasticity, substituteWeight, min, max } = input.parameters;
  const ratio = input.burnRate.plus(pseudoCount).div(input.mintRate.plus(pseudoCount));
  const substitutes = substituteWeight.times(input.substituteAvailability).plus(1);
  return clamp(power(ratio, elasticity).div(substitutes), min, max);
}

function power(ratio: ReferenceDecimal, elasticity: ReferenceDecimal): ReferenceDecimal {
  return elasticity.eq(1) ? ratio : ratio.pow(elasticity);
}

function clamp(value: ReferenceDecimal, min: ReferenceDecimal, max: ReferenceDecimal): ReferenceDecimal {
  return value.lt(min) ? min : value.gt(max) ? max : value;
}
