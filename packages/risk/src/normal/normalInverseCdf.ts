import { checkNumber } from '@phasegate/pricing/units';
import { millsRatio } from './millsRatio.ts';
import { wichuraQuantile } from './wichuraQuantile.ts';

const LOG_SQRT_2PI = 0.9189385332046728;
const SQRT_2PI = 2.5066282746310007;
/** Between the two the centre's series is short and the tail's logarithm is well away from ln(1/2). */
const CENTRE_HALF_WIDTH = 0.25;

/**
 * The x with `Phi(x) = p` for a probability p in [0, 1]; 0 and 1 give the limits, minus and plus infinity.
 * Relative error at most 1e-15 of x for the given float64 p (p near 1 carries few digits of its tail: pass the
 * lower tail where you can). Strictly increasing up to rounding.
 *
 * {@link wichuraQuantile} polished by one step of third order: in the tails on `ln Phi`, whose slope is the inverse
 * Mills ratio, in the centre on `Phi - 1/2`, whose series has no cancellation.
 *
 * @throws {InvalidInputError} p is NaN, negative or above 1.
 * @example normalInverseCdf(0.975) // 1.959963984540054
 */
export function normalInverseCdf(p: number): number {
  if (typeof p !== 'number' || !(p >= 0 && p <= 1)) checkNumber('p', p, 0, 1);
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 1) return Number.POSITIVE_INFINITY;
  const x = wichuraQuantile(p);
  if (Math.abs(p - 0.5) <= CENTRE_HALF_WIDTH) return centre(p - 0.5, x);
  // 1 - p is exact for p >= 1/2.
  return p < 0.5 ? -tail(p, -x) : tail(1 - p, x);
}

/** z > 0 with `Q(z) = p`, p < 1/4, from a near one: f = ln Q(z) - ln p, f' = -1/M, f'' = (z - 1/M)/M, Halley's step. */
function tail(p: number, z: number): number {
  const mills = millsRatio(z);
  const newton = (Math.log(mills) - 0.5 * z * z - LOG_SQRT_2PI - Math.log(p)) * mills;
  return z + newton / (1 - 0.5 * newton * (1 / mills - z));
}

/** x with `Phi(x) - 1/2 = q`, |q| <= 1/4, from a near one. */
function centre(q: number, x: number): number {
  const newton = centralArea(x) - q * SQRT_2PI * Math.exp(0.5 * x * x);
  return x - newton / (1 + 0.5 * x * newton);
}

/** `(Phi(x) - 1/2) / phi(x) = x + x^3/3 + x^5/15 + ...` */
function centralArea(x: number): number {
  const square = x * x;
  let term = x;
  let sum = x;
  for (let odd = 3; Math.abs(term) > 1e-18 * Math.abs(sum); odd += 2) {
    term *= square / odd;
    sum += term;
  }
  return sum;
}
