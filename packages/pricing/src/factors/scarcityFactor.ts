import { ratioPowerUp } from '../power/ratioPowerUp.ts';
import { checkFields, checkObject, checkWad } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import { WAD, type Wad } from '../units/units.ts';
import { checkClamp } from './checkClamp.ts';
import { UndefinedRatioError } from './errors.ts';
import { clampFactor, type FactorDetail } from './factorDetail.ts';
import { FACTOR_FIELDS } from './factorFields.ts';

/** How strongly burning faster than minting raises the price, and substitutes lower it; all Wad. */
export interface ScarcityParameters {
  /** `k`, units: what a market is assumed to have minted and burnt before it has done either. */
  readonly pseudoCount: Wad;
  /** `gamma`, dimensionless, at most 8. */
  readonly elasticity: Wad;
  /** `sigma`, dimensionless: full availability of substitutes divides the price by `1 + sigma`. */
  readonly substituteWeight: Wad;
  /** Smallest factor. */
  readonly min: Wad;
  /** Largest factor. */
  readonly max: Wad;
}

/** What the scarcity factor is made of. */
export interface ScarcityInput {
  /** `n`, Wad units minted over the window. */
  readonly mintRate: Wad;
  /** `b`, Wad units consumed over the window. */
  readonly burnRate: Wad;
  /** `A`, Wad in [0, 1e18], dimensionless. */
  readonly substituteAvailability: Wad;
  readonly parameters: ScarcityParameters;
}

/**
 * Scarcity `S = clamp(((b + k) / (n + k))^gamma / (1 + sigma A), min, max)`.
 *
 * Rises with the burn rate `b`, falls with the mint rate `n` and the availability of substitutes `A`. One rounding, up,
 * as a factor of an ask: exact for elasticities that are multiples of 0.5, otherwise at most 1 wei + 2^-99 above.
 *
 * @param input.mintRate `n`, Wad units minted over the window. @param input.burnRate `b`, Wad units consumed over it.
 * @param input.substituteAvailability `A`, Wad in [0, 1e18], dimensionless.
 * @returns Wad, dimensionless, in [min, max].
 * @throws {InvalidInputError} on anything that is not a Wad, `A` above 1, an elasticity above 8 or `min > max`.
 * @throws {UndefinedRatioError} when `n + k` is zero.
 * @example
 * // n = 10, b = 30, A = 0.5, with k = 10, gamma = 1, sigma = 0.5 in [0.5, 3]
 * const { scarcity: parameters } = pricingParameters();
 * const rates = { mintRate: parseWad('10'), burnRate: parseWad('30') };
 * formatWad(scarcityFactor({ ...rates, substituteAvailability: parseWad('0.5'), parameters })) // '1.6'
 */
export function scarcityFactor(input: ScarcityInput): Wad {
  return scarcityDetail(input).value;
}

/**
 * {@link scarcityFactor} together with its value before the clamp and the side of the clamp that bound.
 *
 * @throws what it throws.
 * @example
 * const { scarcity: parameters } = pricingParameters();
 * scarcityDetail({ mintRate: parseWad('90'), burnRate: 0n, substituteAvailability: 0n, parameters })
 * // { value: parseWad('0.5'), unclamped: parseWad('0.1'), bound: 'min' }
 */
export function scarcityDetail(input: ScarcityInput): FactorDetail {
  checkObject('input', input);
  checkFields('parameters', input.parameters, FACTOR_FIELDS);
  const { mintRate, burnRate, substituteAvailability } = input;
  const { pseudoCount, elasticity, substituteWeight, min, max } = input.parameters;
  checkWad('mintRate', mintRate);
  checkWad('burnRate', burnRate);
  checkWad('substituteAvailability', substituteAvailability);
  if (substituteAvailability > WAD) {
    throw new InvalidInputError({
      path: 'substituteAvailability',
      observed: substituteAvailability,
      allowed: 'at most 1e18 (1.0)',
    });
  }
  checkWad('parameters.pseudoCount', pseudoCount);
  checkWad('parameters.elasticity', elasticity);
  checkWad('parameters.substituteWeight', substituteWeight);
  checkClamp(min, max);
  const denominator = mintRate + pseudoCount;
  if (denominator === 0n) throw new UndefinedRatioError('mintRate');
  const factorWad = ratioPowerUp({
    numerator: burnRate + pseudoCount,
    denominator,
    exponent: elasticity,
    divisor: WAD * WAD + substituteWeight * substituteAvailability,
  });
  return clampFactor(factorWad, min, max);
}
