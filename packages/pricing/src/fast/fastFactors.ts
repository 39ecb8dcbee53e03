import { FACTOR_FIELDS } from '../factors/factorFields.ts';
import { checkFields, checkNumber } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';

/** `DemandParameters` in float64. */
export interface FastDemandParameters {
  readonly pseudoCount: number;
  readonly elasticity: number;
  readonly min: number;
  readonly max: number;
}

/** `ScarcityParameters` in float64. */
export interface FastScarcityParameters extends FastDemandParameters {
  readonly substituteWeight: number;
}

/** @throws {InvalidInputError} unless the parameters of a factor are usable. */
export function checkFastParameters(path: string, parameters: FastDemandParameters): void {
  checkFields(path, parameters, FACTOR_FIELDS);
  // Zero would let 0 / 0 through; the kernels have no branch for it.
  checkNumber(`${path}.pseudoCount`, parameters.pseudoCount, Number.MIN_VALUE, 1e30);
  checkNumber(`${path}.elasticity`, parameters.elasticity, 0, 8);
  checkNumber(`${path}.max`, parameters.max, 0, 1e30);
  checkNumber(`${path}.min`, parameters.min, 0, 1e30);
  if (parameters.min > parameters.max) {
    throw new InvalidInputError({
      path: `${path}.min`,
      observed: parameters.min,
      allowed: `at most ${parameters.max}`,
    });
  }
}

/** The power of a ratio; the elasticities of the default and of square roots do without `Math.pow`. */
export function fastPower(ratio: number, elasticity: number): number {
  if (elasticity === 1) return ratio;
  if (elasticity === 0.5) return Math.sqrt(ratio);
  return ratio ** elasticity;
}

/** A value held in [min, max]. */
export function fastClamp(value: number, min: number, max: number): number {
  return value < min ? min : value > max ? max : value;
}
