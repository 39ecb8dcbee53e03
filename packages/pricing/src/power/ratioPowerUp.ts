import { checkObject } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import { integerRoot } from '../units/integerRoot.ts';
import { ceilDiv } from '../units/mulDiv.ts';
import { WAD, type Wad } from '../units/units.ts';
import { EXP_BITS, exp2 } from './exp2.ts';
import { log2 } from './log2.ts';

/** The largest exponent: an elasticity of 8 turns a ratio of 2 into a factor of 256. */
export const MAX_EXPONENT: Wad = (8n * WAD) as Wad;

/**
 * The working error of the general power is below 2^-118 of the result (a logarithm error of 2^-126 times an exponent
 * of at most 8, plus 2^-158); adding 2^-100 of it makes the result an upper bound.
 */
const MARGIN_BITS = 100n;

/**
 * `ceil(1e18 (numerator / denominator)^exponent / divisor)`: a factor of an ask, hence rounded up.
 *
 * Exponents that are multiples of one half are exact: the smallest Wad not below the true value. Any other goes
 * through integer `log2` and `exp2` and is never below the true value and at most 1 wei + 2^-99 of it above. Monotone
 * in the ratio for a given exponent; a ratio of 1 gives exactly `1 / divisor`. No floating point.
 *
 * @param numerator non-negative, any size. @param denominator positive, any size.
 * @param exponent Wad in [0, 8e18], dimensionless. @param divisor at scale 1e36, at least 1.0 (the default).
 * @throws {InvalidInputError} outside these.
 * @example ratioPowerUp({ numerator: 2n, denominator: 1n, exponent: parseWad('0.5') }) // 1414213562373095049n
 */
export function ratioPowerUp(input: {
  readonly numerator: bigint;
  readonly denominator: bigint;
  readonly exponent: Wad;
  readonly divisor?: bigint;
}): Wad {
  checkObject('input', input);
  const { numerator, denominator, exponent } = input;
  const divisor = input.divisor ?? WAD2;
  check('numerator', numerator, 0n);
  check('denominator', denominator, 1n);
  check('divisor', divisor, WAD2);
  check('exponent', exponent, 0n);
  if (exponent > MAX_EXPONENT) {
    throw new InvalidInputError({ path: 'exponent', observed: exponent, allowed: 'at most 8e18 (8.0)' });
  }
  if (exponent === WAD) return ceilDiv(numerator * WAD3, denominator * divisor) as Wad;
  if (exponent === 0n || numerator === denominator) return ceilDiv(WAD3, divisor) as Wad;
  if (numerator === 0n) return 0n as Wad;
  if (exponent % WAD === 0n) {
    const power = exponent / WAD;
    return ceilDiv(numerator ** power * WAD3, denominator ** power * divisor) as Wad;
  }
  if (exponent % HALF === 0n) {
    const power = exponent / HALF;
    const square = ceilDiv(numerator ** power * WAD3 * WAD3, denominator ** power * divisor * divisor);
    const root = integerRoot(square);
    return (root * root === square ? root : root + 1n) as Wad;
  }
  const power = exp2((log2(numerator, denominator) * exponent) / WAD);
  let upper = power + (power >> MARGIN_BITS) + 1n;
  // The margin must not carry a ratio below 1 past the exact 1.0 of a ratio of 1.
  if (numerator < denominator && upper > ONE) upper = ONE;
  return ceilDiv(upper * WAD3, divisor << EXP_BITS) as Wad;
}

const HALF = WAD / 2n;
const WAD2 = WAD * WAD;
const WAD3 = WAD2 * WAD;
const ONE = 1n << EXP_BITS;

function check(path: string, observed: bigint, minimum: bigint): void {
  if (typeof observed !== 'bigint' || observed < minimum) {
    throw new InvalidInputError({ path, observed, allowed: `a bigint of at least ${minimum}` });
  }
}
