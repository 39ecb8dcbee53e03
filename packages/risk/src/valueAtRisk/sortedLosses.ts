import { checkNumbers, checkOneOf } from '@phasegate/pricing/units';
import type { QuantileMethod } from './confidence.ts';

/** Losses (the negated profits) in ascending order; 0 stays +0. */
export function sortedLosses(pnl: ArrayLike<number>): Float64Array {
  checkNumbers('pnl', pnl);
  const losses = new Float64Array(pnl.length);
  for (let i = 0; i < pnl.length; i++) losses[i] = 0 - pnl[i]!;
  return losses.sort();
}

/** The quantile method, or InvalidInputError. */
export function checkMethod(method: QuantileMethod): void {
  checkOneOf('method', method, ['exact', 'interpolated']);
}
