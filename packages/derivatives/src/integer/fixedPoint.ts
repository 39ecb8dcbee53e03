import { ATANH, EXP, INVERSE_SQRT_2PI, LN2, MILLS } from './coefficients.generated.ts';

/**
 * The arithmetic of the on-chain pricer. Everything is an int256 at scale 2^96 unless said otherwise; `>>` is SAR
 * (floor) and `/` is SDIV (toward zero), so each line has one Solidity line. Bounds: docs/integerPricer.md.
 */
export const ONE: bigint = 1n << 96n;
const HALF_LN2: bigint = LN2 >> 1n;
/** floor(sqrt(2) 2^96): mantissas above it are halved, so that |ln| of what is left is below ln(2)/2. */
const SQRT2 = 112_045_541_949_572_279_837_463_876_454n;

/** `ln(ratio / 2^127)` for an integer ratio in [2^64, 2^255). Error below 2e-19. */
export function ln(ratio: bigint): bigint {
  let exponent = mostSignificantBit(ratio);
  let mantissa = exponent > 96n ? ratio >> (exponent - 96n) : ratio << (96n - exponent);
  if (mantissa > SQRT2) {
    mantissa >>= 1n;
    exponent += 1n;
  }
  const t = ((mantissa - ONE) << 96n) / (mantissa + ONE);
  return ((t * horner(ATANH, (t * t) >> 96n)) >> 96n) + (exponent - 127n) * LN2;
}

/** Standard normal density at `d`, |d| < 9 (at scale 2^96). Relative error below 4.5e-18 plus a unit. */
export function density(d: bigint): bigint {
  const exponent = (d * d) >> 97n;
  const halvings = (exponent + HALF_LN2) / LN2;
  return (horner(EXP, halvings * LN2 - exponent) * INVERSE_SQRT_2PI) >> (96n + halvings);
}

/** Mills ratio for z >= 0. Error below 1e-17. */
export function mills(z: bigint): bigint {
  return horner(MILLS, (5n << 192n) / (5n * ONE + z));
}

/** Index of the highest set bit of a positive integer. */
function mostSignificantBit(value: bigint): bigint {
  let bit = 0n;
  for (let shift = 128n; shift > 0n; shift >>= 1n) {
    if (value >> (bit + shift) > 0n) bit += shift;
  }
  return bit;
}

function horner(coefficients: readonly bigint[], x: bigint): bigint {
  let sum = 0n;
  for (const coefficient of coefficients) sum = ((sum * x) >> 96n) + coefficient;
  return sum;
}
