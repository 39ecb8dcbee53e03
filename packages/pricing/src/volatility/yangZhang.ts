import type { Bar } from '../discovery/bars.ts';
import { checkBars } from './checkBars.ts';
import { rogersSatchellTerm } from './rogersSatchell.ts';
import { sampleVariance } from './sampleVariance.ts';

/**
 * Yang-Zhang volatility `sqrt(V_o + k V_c + (1 - k) V_rs)`, `k = 0.34 / (1.34 + (n + 1) / (n - 1))`: centred variances of
 * opening jumps `ln(O_i / C_(i-1))` and of `ln(C_i / O_i)`, and the Rogers-Satchell mean. Independent of drift and of
 * opening jumps; up to 14 times as efficient as close-to-close (n = 2).
 *
 * @param bars of fresh-equivalent prices, at least 3; the first is used for its close only, so n is one less.
 * @returns per period, dimensionless, not annualised.
 * @throws {InvalidBarError} @throws {TooFewObservationsError} @throws {InvalidInputError}.
 * @example volatility.yangZhang(new Array(3).fill({ open: 100, high: 100, low: 100, close: 100, volume: 1 })) // 0
 * @see Yang, Zhang, "Drift-Independent Volatility Estimation Based on High, Low, Open, and Close Prices" (2000)
 */
export function yangZhang(bars: readonly Bar[]): number {
  checkBars('yangZhang', bars, 3);
  const days = bars.slice(1);
  const n = days.length;
  const k = 0.34 / (1.34 + (n + 1) / (n - 1));
  const opening = sampleVariance(days.map((bar, i) => Math.log(bar.open / bars[i]!.close)));
  const closing = sampleVariance(days.map((bar) => Math.log(bar.close / bar.open)));
  const inside = days.reduce((sum, bar) => sum + rogersSatchellTerm(bar), 0) / n;
  return Math.sqrt(opening + k * closing + (1 - k) * inside);
}
