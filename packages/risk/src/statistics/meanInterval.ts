import { checkNumber, checkNumbers } from '@phasegate/pricing/units';
import { normalInverseCdf } from '../normal/normalInverseCdf.ts';

/** A mean and its two-sided confidence interval. */
export interface MeanInterval {
  readonly mean: number;
  readonly interval: readonly [low: number, high: number];
}

/**
 * Mean of a daily series and its interval by Newey-West standard errors, `mean -+ z sqrt(S / n)`,
 * `S = g_0 + 2 sum (1 - j/(q+1)) g_j` over autocovariances up to lag `q = floor(4 (n/100)^(2/9))`: busy days follow
 * busy days, and an interval that took them as independent would be too narrow.
 *
 * @param values in time order, at least 2
 * @param confidence in [0.5, 1)
 * @throws {InvalidInputError} too few or non-finite values
 * @example
 * meanInterval([1, 3], 0.95).mean // 2
 *
 * Source: Newey and West, "A simple, positive semi-definite, heteroskedasticity and autocorrelation consistent
 * covariance matrix", Econometrica 55 (1987).
 */
export function meanInterval(values: ArrayLike<number>, confidence: number): MeanInterval {
  checkNumbers('values', values, 2);
  checkNumber('confidence', confidence, 0.5, 1 - 1e-12);
  const n = values.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += values[i]! / n;
  const lags = Math.min(n - 1, Math.floor(4 * (n / 100) ** (2 / 9)));
  let longRun = 0;
  for (let j = 0; j <= lags; j++) {
    let covariance = 0;
    for (let i = j; i < n; i++) covariance += ((values[i]! - mean) * (values[i - j]! - mean)) / n;
    longRun += (j === 0 ? 1 : 2 * (1 - j / (lags + 1))) * covariance;
  }
  const width = normalInverseCdf((1 + confidence) / 2) * Math.sqrt(Math.max(0, longRun) / n);
  return { mean, interval: [mean - width, mean + width] };
}
