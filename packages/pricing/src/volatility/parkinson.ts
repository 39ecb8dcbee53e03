import type { Bar } from '../discovery/bars.ts';
import { checkBars } from './checkBars.ts';

/**
 * Parkinson's range volatility `sqrt(sum ln(H / L)^2 / (4 n ln 2))`; 4.9 times as efficient as close-to-close on a
 * continuous path without drift, low on sparse trading.
 *
 * @param bars of fresh-equivalent prices, at least 1. @returns per period, dimensionless, not annualised.
 * @throws {InvalidBarError} @throws {TooFewObservationsError} @throws {InvalidInputError}.
 * @example volatility.parkinson([{ open: 100, high: 110, low: 100, close: 105, volume: 1 }]) // 0.0572
 * @see Parkinson, "The Extreme Value Method for Estimating the Variance of the Rate of Return" (1980)
 */
export function parkinson(bars: readonly Bar[]): number {
  checkBars('parkinson', bars, 1);
  const sum = bars.reduce((total, { high, low }) => total + Math.log(high / low) ** 2, 0);
  return Math.sqrt(sum / (4 * bars.length * Math.LN2));
}
