import { ratioPowerUp } from '../power/ratioPowerUp.ts';
import { checkFields, checkObject, checkWad } from '../units/checks.ts';
import type { Wad } from '../units/units.ts';
import { checkClamp } from './checkClamp.ts';
import { UndefinedRatioError } from './errors.ts';
import { clampFactor, type FactorDetail } from './factorDetail.ts';
import { FACTOR_FIELDS } from './factorFields.ts';

/** How strongly the balance of consumption and supply moves the price; all Wad. */
export interface DemandParameters {
  /** `k`, in the unit of the rates: what a market is assumed to consume and supply before it has done either. */
  readonly pseudoCount: Wad;
  /** `eta`, dimensionless: 1 % more consumption per supply raises the price by `eta` %. At most 8. */
  readonly elasticity: Wad;
  /** Smallest factor. */
  readonly min: Wad;
  /** Largest factor. */
  readonly max: Wad;
}

/** What demand pressure is made of. */
export interface DemandInput {
  /** `v`, Wad units per day. */
  readonly consumptionVelocity: Wad;
  /** `s`, Wad units per day. */
  readonly supplyRate: Wad;
  readonly parameters: DemandParameters;
}

/**
 * Demand pressure `D = clamp(((v + k) / (s + k))^eta, min, max)`.
 *
 * Rises with `v`, falls with `s`; 1.0 when they are equal, so a cold start is neutral. Rounds up, as a factor of an
 * ask: exact (smallest Wad not below) for elasticities that are multiples of 0.5, otherwise at most 1 wei + 2^-99 above.
 *
 * @param input.consumptionVelocity `v`, Wad units per day. @param input.supplyRate `s`, Wad units per day.
 * @returns Wad, dimensionless, in [min, max].
 * @throws {InvalidInputError} on anything that is not a Wad, an elasticity above 8 or `min > max`.
 * @throws {UndefinedRatioError} when `s + k` is zero.
 * @example
 * // v = 30, s = 10, with k = 10, eta = 1 in [0.5, 3]
 * const { demand: parameters } = pricingParameters();
 * formatWad(demandPressure({ consumptionVelocity: parseWad('30'), supplyRate: parseWad('10'), parameters })) // '2'
 */
export function demandPressure(input: DemandInput): Wad {
  return demandDetail(input).value;
}

/**
 * {@link demandPressure} together with its value before the clamp and the side of the clamp that bound.
 *
 * @throws what it throws.
 * @example
 * const { demand: parameters } = pricingParameters();
 * demandDetail({ consumptionVelocity: parseWad('80'), supplyRate: parseWad('10'), parameters })
 * // { value: parseWad('3'), unclamped: parseWad('4.5'), bound: 'max' }
 */
export function demandDetail(input: DemandInput): FactorDetail {
  checkObject('input', input);
  checkFields('parameters', input.parameters, FACTOR_FIELDS);
  const { consumptionVelocity, supplyRate } = input;
  const { pseudoCount, elasticity, min, max } = input.parameters;
  checkWad('consumptionVelocity', consumptionVelocity);
  checkWad('supplyRate', supplyRate);
  checkWad('parameters.pseudoCount', pseudoCount);
  checkWad('parameters.elasticity', elasticity);
  checkClamp(min, max);
  const denominator = supplyRate + pseudoCount;
  if (denominator === 0n) throw new UndefinedRatioError('supplyRate');
  const factorWad = ratioPowerUp({
    numerator: consumptionVelocity + pseudoCount,
    denominator,
    exponent: elasticity,
  });
  return clampFactor(factorWad, min, max);
}
