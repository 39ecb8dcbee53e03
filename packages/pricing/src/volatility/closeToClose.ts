import type { Bar } from '../discovery/bars.ts';
import { checkBars } from './checkBars.ts';
import { sampleVariance } from './sampleVariance.ts';

/**
 * Close-to-close volatility, the centred standard deviation of log returns:
 * `sqrt(sum (r_i - mean)^2 / (n - 1))`, `r_i = ln(C_i / C_(i-1))`.
 *
 * @param bars of fresh-equivalent prices, at least 3. @returns per period, dimensionless, not annualised.
 * @throws {InvalidBarError} @throws {TooFewObservationsError} @throws {InvalidInputError}.
 * @example
 * const at = (close) => ({ open: close, high: close, low: close, close, volume: 1 });
 * volatility.closeToClose([100, 110, 100].map(at)) // 0.1348
 */
export function closeToClose(bars: readonly Bar[]): number {
  checkBars('closeToClose', bars, 3);
  return Math.sqrt(sampleVariance(bars.slice(1).map((bar, i) => Math.log(bar.close / bars[i]!.close))));
}
