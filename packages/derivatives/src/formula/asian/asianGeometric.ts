import { checkPositiveNumber, InvalidInputError } from '@phasegate/pricing/units';
import { blackPriceKernel } from '../black/black76Price.ts';
import { signOf } from '../black/optionInput.ts';
import { type AsianInput, asianProblem } from './asianInput.ts';

/**
 * Option on the weighted geometric average `W exp(sum (w_i/W) ln S_i)`, `W = sum w_i`, of past and coming fixings:
 * lognormal, so Black's formula is exact. At most the arithmetic call and at least the arithmetic put
 * (inequality of the means). Discounted from the last fixing.
 *
 * Source: A. Kemna, A. Vorst, "A pricing method for options based on average asset values", J. Banking and Finance 14 (1990).
 *
 * @throws {InvalidInputError} {@link FixingsMismatchError} {@link FixingOrderError} as `asianArithmetic`; also for a forward or
 * past price of zero or weights that are all zero.
 * @example asianGeometric({ type: 'call', forwards: [100, 100], weights: [0.5, 0.5], fixingTimes: [0.5, 1], strike: 100, rate: 0, volatility: 0.2 }).price // 6.169341197
 */
export function asianGeometric(input: AsianInput): { readonly price: number } {
  const { discount } = asianProblem(input);
  const { mean, deviation } = geometricMoments(input);
  const price = blackPriceKernel(signOf(input), mean, input.strike, 1, 0, deviation);
  return { price: discount * price };
}

/** Expectation of the geometric average and the standard deviation of its logarithm. */
export function geometricMoments(input: AsianInput): {
  readonly mean: number;
  readonly deviation: number;
  readonly total: number;
} {
  const past = input.pastFixings ?? [];
  let total = 0;
  for (const weight of input.weights) total += weight;
  for (const fixing of past) total += fixing.weight;
  if (!(total > 0)) {
    throw new InvalidInputError({
      path: 'weights',
      observed: total,
      allowed: 'weights with a sum above zero',
    });
  }
  let logarithm = 0;
  for (const [i, fixing] of past.entries()) {
    checkPositiveNumber(`pastFixings[${i}].price`, fixing.price);
    logarithm += (fixing.weight / total) * Math.log(fixing.price);
  }
  // Per variance: that of the average's logarithm, and the mean of the fixings' times.
  let spread = 0;
  let drift = 0;
  let later = input.weights.reduce((sum, weight) => sum + weight, 0) / total;
  let previous = 0;
  for (const [i, forward] of input.forwards.entries()) {
    checkPositiveNumber(`forwards[${i}]`, forward);
    const weight = input.weights[i]! / total;
    const time = input.fixingTimes[i]!;
    logarithm += weight * Math.log(forward);
    drift += weight * time;
    // The increment since the last fixing is shared by all fixings from here on.
    spread += later * later * (time - previous);
    later -= weight;
    previous = time;
  }
  // A single fixing keeps its mean however volatile it is.
  const convexity = spread === drift ? 0 : 0.5 * input.volatility * input.volatility * (spread - drift);
  return {
    mean: total * Math.exp(logarithm + convexity),
    deviation: input.volatility * Math.sqrt(spread),
    total,
  };
}
