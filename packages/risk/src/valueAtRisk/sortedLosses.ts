import { requireOneOf, requireSeries } from '../input/require.ts';
import type { QuantileMethod } from './confidence.ts';

/** Losses (the negated profits) in ascending order; 0 stays +0. */
export function sortedLosses(pnl: ArrayLike<number>): Float64Array {
  requireSeries('pnl', pnl);
  const losses = new Float64Array(pnl.length);
  for (let i = 0; i < pnl.length; i++) losses[i] = 0 - pnl[i]!;
  return losses.sort();
}

/** The quantile method, or InvalidInputError. */
export function requireMethod(method: QuantileMethod): QuantileMethod {
  return requireOneOf('method', method, ['exact', 'interpolated'] as const);
}
