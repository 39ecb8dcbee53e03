import type { PutProblem } from './exerciseBoundary.ts';

/**
 * The American put without an expiry, for a positive rate: exercised at `b = K g/(g - 1)`, worth `(K - b) (S/b)^g` above it,
 * g the negative root of `sigma^2 g (g - 1)/2 + (r - q) g - r = 0`. It exceeds a put that expires at T by at most
 * `K e^{-rT}`, what exercising after T could still earn.
 *
 * Source: R. Merton, "Theory of rational option pricing", Bell J. Economics 4 (1973).
 */
export function perpetualPut(
  spot: number,
  problem: PutProblem,
): { readonly price: number; readonly boundary: number; readonly power: number } {
  const { strike, rate, dividendYield, volatility } = problem;
  const variance = volatility * volatility;
  const slope = rate - dividendYield - 0.5 * variance;
  const root = Math.sqrt(slope * slope + 2 * rate * variance);
  // The product of both roots is -2 r / sigma^2: whichever form adds numbers of one sign.
  const power = slope > 0 ? -(slope + root) / variance : (-2 * rate) / (root - slope);
  const boundary = strike / (1 - 1 / power);
  if (!(spot > boundary)) return { price: strike - spot, boundary, power };
  // With a rate next to nothing the boundary underflows, and waiting for it costs nothing.
  const price =
    boundary === 0 ? strike : (strike / (1 - power)) * Math.exp(power * Math.log(spot / boundary));
  return { price, boundary, power };
}
