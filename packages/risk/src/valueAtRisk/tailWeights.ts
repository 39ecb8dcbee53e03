import { CONFIDENCE_ONE, confidenceUnits, type QuantileMethod } from './confidence.ts';

/** Weights on the sorted losses `L[first], L[first + 1], ...` (0-based ranks, smallest loss first); they sum to 1. */
export interface TailWeights {
  readonly first: number;
  readonly weights: Float64Array;
}

export type TailMeasure = 'valueAtRisk' | 'expectedShortfall';

/**
 * Every historical measure of this package is a weighted sum of sorted losses; these are the weights, so that totals
 * and contributions come from one place.
 *
 * With n losses, `a = alpha` and 1-based order statistics:
 * - valueAtRisk, exact: all weight on `k = ceil(n a)`.
 * - valueAtRisk, interpolated (type 7): `h = (n - 1) a + 1`, weights `1 - frac(h)` and `frac(h)` on `floor(h)` and the
 *   next.
 * - expectedShortfall, exact: `1 / (n (1 - a))` on each loss above k and the fraction `(k - n a) / (n (1 - a))` on k.
 * - expectedShortfall, interpolated: the mean over `u` in `[a, 1]` of the type-7 quantile at `u`, which is piecewise
 *   linear in `u`, integrated exactly.
 */
export function tailWeights(
  n: number,
  alpha: number,
  measure: TailMeasure,
  method: QuantileMethod,
): TailWeights {
  const units = confidenceUnits(alpha);
  const tail = Number(CONFIDENCE_ONE - units);
  const one = Number(CONFIDENCE_ONE);
  if (method === 'exact') {
    const scaled = BigInt(n) * units;
    const k = (scaled + CONFIDENCE_ONE - 1n) / CONFIDENCE_ONE;
    const first = Number(k) - 1;
    if (measure === 'valueAtRisk') return { first, weights: Float64Array.of(1) };
    const weights = new Float64Array(n - first).fill(one / (n * tail));
    weights[0] = Number(k * CONFIDENCE_ONE - scaled) / (n * tail);
    return { first, weights };
  }
  if (n === 1) return { first: 0, weights: Float64Array.of(1) };
  const position = BigInt(n - 1) * units;
  const first = Number(position / CONFIDENCE_ONE);
  const fraction = Number(position % CONFIDENCE_ONE) / one;
  if (measure === 'valueAtRisk') return { first, weights: Float64Array.of(1 - fraction, fraction) };
  // In units of ranks the tail is (n - 1)(1 - a) long. A straight piece of length l between two losses gives each half
  // of l; the first piece starts at `fraction` and is only 1 - fraction long.
  const length = ((n - 1) * tail) / one;
  const weights = new Float64Array(n - first).fill(1 / length);
  weights[n - first - 1] = 0.5 / length;
  const rest = 1 - fraction;
  weights[0] = (rest * rest) / 2 / length;
  weights[1] = (weights.length === 2 ? 0 : 0.5 / length) + (rest * (1 + fraction)) / 2 / length;
  return { first, weights };
}

/** Weighted sum of ascending losses. Written around the first loss, so that equal losses give exactly that loss. */
export function weightedLoss(losses: Float64Array, { first, weights }: TailWeights): number {
  const base = losses[first]!;
  let excess = 0;
  for (let i = 1; i < weights.length; i++) excess += weights[i]! * (losses[first + i]! - base);
  return base + excess;
}
