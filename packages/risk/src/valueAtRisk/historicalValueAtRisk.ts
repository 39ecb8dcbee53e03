import { checkObject } from '@phasegate/pricing/units';
import type { QuantileMethod } from './confidence.ts';
import { checkMethod, sortedLosses } from './sortedLosses.ts';
import { tailWeights, weightedLoss } from './tailWeights.ts';

/**
 * Historical value at risk: the loss that a share `alpha` of the observed outcomes does not exceed.
 *
 * Losses are `-pnl`, so a positive result is a loss (a negative one says that even the tail made money).
 * - `exact`: the `ceil(n alpha)`-th smallest loss, always one that happened.
 * - `interpolated`: the type-7 quantile of the losses, linear between order statistics `floor` and `floor + 1` of
 *   `(n - 1) alpha + 1`; the default of R, NumPy and spreadsheets.
 *
 * `n alpha` is taken in exact arithmetic (alpha to twelve decimals), never in floats. Non-decreasing in alpha.
 *
 * @param pnl profits and losses in one unit of money; the result has the same unit. Not changed, any order
 * @param options.alpha confidence level in (0, 1), for example 0.99
 * @throws {InvalidInputError} empty, non-finite or non-numeric pnl; alpha outside (0, 1); an unknown method
 * @example
 * historicalValueAtRisk([-5, 3, -1, 2, 4], { alpha: 0.8, method: 'exact' }) // 1
 *
 * Source: Hyndman and Fan, "Sample quantiles in statistical packages", Am. Stat. 50 (1996), types 1 and 7.
 */
export function historicalValueAtRisk(
  pnl: ArrayLike<number>,
  options: { readonly alpha: number; readonly method: QuantileMethod },
): number {
  checkObject('options', options);
  const { method } = options;
  checkMethod(method);
  const losses = sortedLosses(pnl);
  return weightedLoss(losses, tailWeights(losses.length, options.alpha, 'valueAtRisk', method));
}
