import { checkObject } from '@phasegate/pricing/units';
import type { QuantileMethod } from './confidence.ts';
import { checkMethod, sortedLosses } from './sortedLosses.ts';
import { tailWeights, weightedLoss } from './tailWeights.ts';

/**
 * Expected shortfall: the mean loss in the worst `1 - alpha` of outcomes, `1/(1-alpha) x integral of VaR_u over
 * [alpha, 1]`, with the quantile `VaR_u` of the chosen method. Losses positive, same unit as `pnl`.
 * - `exact`: with `k = ceil(n alpha)`,
 *   `(sum of losses above the k-th + (k - n alpha) x k-th loss) / (n (1 - alpha))`: the boundary loss enters with the
 *   fraction of it that lies in the tail.
 * - `interpolated`: the same integral over the type-7 quantile, which is piecewise linear, so the integral is exact.
 *   (Not the mean of the losses beyond the type-7 value at risk: that jumps in alpha and is no average of quantiles.)
 *
 * Never below `historicalValueAtRisk` of the same method; non-decreasing and continuous in alpha.
 *
 * @param pnl profits and losses in one unit of money; not changed, any order
 * @param options.alpha confidence level in (0, 1)
 * @throws {InvalidInputError} empty, non-finite or non-numeric pnl; alpha outside (0, 1); an unknown method
 * @example
 * // worst 30 % of five outcomes: the loss 5 whole and half of the loss 1
 * expectedShortfall([-5, 3, -1, 2, 4], { alpha: 0.7, method: 'exact' }) // 3.6666666666666665
 *
 * Source: Acerbi and Tasche, "On the coherence of expected shortfall", J. Bank. Finance 26 (2002), definition 2.6.
 */
export function expectedShortfall(
  pnl: ArrayLike<number>,
  options: { readonly alpha: number; readonly method: QuantileMethod },
): number {
  checkObject('options', options);
  const { method } = options;
  checkMethod(method);
  const losses = sortedLosses(pnl);
  return weightedLoss(losses, tailWeights(losses.length, options.alpha, 'expectedShortfall', method));
}
