import { InvalidInputError } from '@phasegate/pricing/units';
import { millsRatio } from './millsRatio.ts';

const INVERSE_SQRT_2PI = 0.3989422804014327;
/** Beyond it the density is below the smallest float64. */
const UNDERFLOW = 38.6;
const GRID = 1_048_576;

/**
 * Standard normal distribution function `Phi(x) = P(Z <= x)`, a probability in [0, 1].
 * Relative error at most 1e-15 for x >= -37 (checked against 60 digits); non-decreasing to the last digits;
 * infinities give the limits 0 and 1.
 *
 * Below zero `Phi(x) = phi(x) M(-x)` with {@link millsRatio}; `x^2/2` is split as in W. J. Cody, "Rational Chebyshev
 * approximations for the error function", Math. Comp. 23 (1969), so that its rounding is not amplified.
 *
 * @throws {InvalidInputError} x is NaN or anything but a number.
 * @example normalCdf(-1.96) // 0.024997895148220435
 */
export function normalCdf(x: number): number {
  if (typeof x !== 'number' || Number.isNaN(x)) {
    throw new InvalidInputError({
      path: 'x',
      observed: x,
      allowed: 'a number',
      remedy: 'Check what made it NaN',
    });
  }
  return x > 0 ? 1 - lowerTail(x) : lowerTail(-x);
}

/** `Phi(-z)`, z >= 0. */
function lowerTail(z: number): number {
  if (z > UNDERFLOW) return 0;
  // At most 26 significant bits, so its square is exact; `rest` is below 4e-5 and its exponential a short series.
  const coarse = Math.round(z * GRID) / GRID;
  const rest = -0.5 * (z - coarse) * (z + coarse);
  const main = Math.exp(-0.5 * coarse * coarse) * (INVERSE_SQRT_2PI * millsRatio(z));
  // Rounding may lift the value next to zero by a unit above one half, which the other side would mirror.
  return Math.min(0.5, main + main * rest * (1 + rest * (0.5 + rest / 6)));
}
