import { InvalidInputError } from '@phasegate/pricing/units';
import { millsRatio } from './millsRatio.ts';

const LOG_SQRT_2PI = 0.9189385332046728;
const SQRT_2PI = 2.5066282746310007;
/** Between the two the centre's series is short and the tail's logarithm is well away from ln(1/2). */
const CENTRE_HALF_WIDTH = 0.25;

/**
 * The x with `Phi(x) = p` for a probability p in [0, 1]; 0 and 1 give the limits, minus and plus infinity.
 * Relative error at most 1e-15 of x for the given float64 p (p near 1 carries few digits of its tail: pass the
 * lower tail where you can). Strictly increasing up to rounding.
 *
 * A rational guess (Abramowitz and Stegun 26.2.23, within 4.5e-4) is polished by steps of third order: in the tails
 * on `ln Phi`, whose slope is the inverse Mills ratio, in the centre on `Phi - 1/2`, whose series has no cancellation.
 *
 * @throws {InvalidInputError} p is NaN, negative or above 1.
 * @example normalInverseCdf(0.975) // 1.9599639845400538
 */
export function normalInverseCdf(p: number): number {
  if (!(p >= 0 && p <= 1)) {
    throw new InvalidInputError({ path: 'p', observed: p, allowed: 'a probability in [0, 1]' });
  }
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 1) return Number.POSITIVE_INFINITY;
  if (Math.abs(p - 0.5) <= CENTRE_HALF_WIDTH) return centre(p - 0.5);
  // 1 - p is exact for p >= 1/2.
  return p < 0.5 ? -tail(p) : tail(1 - p);
}

/** z > 0 with `Q(z) = p`, p < 1/4. */
function tail(p: number): number {
  const logP = Math.log(p);
  let z = guess(logP);
  for (let step = 0; step < 3; step += 1) {
    const mills = millsRatio(z);
    // f = ln Q(z) - ln p, f' = -1/M, f'' = (z - 1/M)/M: Halley's step.
    const newton = (Math.log(mills) - 0.5 * z * z - LOG_SQRT_2PI - logP) * mills;
    z += newton / (1 - 0.5 * newton * (1 / mills - z));
  }
  return z;
}

/** x with `Phi(x) - 1/2 = q`, |q| <= 1/4. */
function centre(q: number): number {
  let x = q * SQRT_2PI;
  for (let step = 0; step < 4; step += 1) {
    const newton = centralArea(x) - q * SQRT_2PI * Math.exp(0.5 * x * x);
    x -= newton / (1 + 0.5 * x * newton);
  }
  return x;
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

function guess(logP: number): number {
  const t = Math.sqrt(-2 * logP);
  return (
    t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
  );
}
