import type { Bar } from '../discovery/bars.ts';
import { checkBars } from './checkBars.ts';

/** One bar's Rogers-Satchell variance `ln(H / C) ln(H / O) + ln(L / C) ln(L / O)`. */
export function rogersSatchellTerm({ open, high, low, close }: Bar): number {
  return Math.log(high / close) * Math.log(high / open) + Math.log(low / close) * Math.log(low / open);
}

/**
 * Rogers-Satchell volatility, the root of the mean of `ln(H / C) ln(H / O) + ln(L / C) ln(L / O)`; unbiased under any
 * drift, 6.0 times as efficient as close-to-close without.
 *
 * @param bars of fresh-equivalent prices, at least 1. @returns per period, dimensionless, not annualised.
 * @throws {InvalidBarError} @throws {TooFewObservationsError} @throws {InvalidInputError}.
 * @example volatility.rogersSatchell([{ open: 100, high: 110, low: 100, close: 105, volume: 1 }]) // 0.0666
 * @see Rogers, Satchell, "Estimating Variance from High, Low and Closing Prices" (1991)
 */
export function rogersSatchell(bars: readonly Bar[]): number {
  checkBars('rogersSatchell', bars, 1);
  return Math.sqrt(bars.reduce((sum, bar) => sum + rogersSatchellTerm(bar), 0) / bars.length);
}
