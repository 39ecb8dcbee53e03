import { checkFields, checkNumber, checkNumbers, InvalidInputError } from '@phasegate/pricing/units';

/**
 * Filtered history: every profit divided by the volatility forecast for its day and multiplied by the forecast for the
 * day to come, so that a quiet history is scaled up in a storm. Feed the result to `historicalValueAtRisk` or
 * `expectedShortfall`.
 *
 * Forecasts are exponentially weighted, `v[t+1] = lambda v[t] + (1 - lambda) pnl[t]^2`, seeded with the mean square of
 * the whole sample; the forecast for day t uses the seed and days before t only. Means are taken as zero. With
 * `lambda = 1` the history is returned unscaled. An all-zero history stays zero.
 *
 * @param pnl in time order, oldest first, at least 2
 * @param options.lambda decay a period in (0, 1], default 0.94 (RiskMetrics, daily)
 * @returns one scaled profit for each of the inputs, same unit and sign
 * @throws {InvalidInputError} too few or non-finite values, lambda outside (0, 1], or a history so quiet that a
 * forecast underflows to zero
 * @example
 * filteredHistoricalPnl([1, -1, 3, -3], { lambda: 0.5 })[2] // 5.711829829397931
 *
 * Sources: Hull and White, "Incorporating volatility updating into the historical simulation method", J. Risk 1
 * (1998); RiskMetrics Technical Document (1996) for 0.94.
 */
export function filteredHistoricalPnl(
  pnl: ArrayLike<number>,
  options: { readonly lambda?: number } = {},
): Float64Array {
  checkFields('options', options, ['lambda']);
  checkNumbers('pnl', pnl, 2);
  const lambda = options.lambda ?? 0.94;
  checkNumber('lambda', lambda, Number.MIN_VALUE, 1);
  const n = pnl.length;
  let variance = 0;
  for (let i = 0; i < n; i++) variance += (pnl[i]! * pnl[i]!) / n;
  const scaled = new Float64Array(n);
  const forecasts = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    forecasts[i] = Math.sqrt(variance);
    variance = lambda * variance + (1 - lambda) * pnl[i]! * pnl[i]!;
  }
  const next = Math.sqrt(variance);
  for (let i = 0; i < n; i++) {
    if (pnl[i] === 0) continue;
    const value = (pnl[i]! / forecasts[i]!) * next;
    if (!Number.isFinite(value)) {
      throw new InvalidInputError({
        path: `pnl[${i}]`,
        observed: pnl[i],
        allowed: 'a history whose volatility forecast neither vanishes nor overflows',
        remedy: 'Drop the leading quiet periods, rescale, or use a lambda nearer to 1.',
      });
    }
    scaled[i] = value;
  }
  return scaled;
}
