import type { Bar } from '../discovery/bars.ts';
import { checkBars } from '../volatility/checkBars.ts';

/**
 * Roll's effective spread `2 sqrt(-cov)`, `cov` the centred covariance (n - 1) of successive changes of the close.
 *
 * @param bars of fresh-equivalent prices, at least 4. @returns PAT, the whole spread; `undefined` when the covariance is
 * positive: prices trend more than they bounce and the model says nothing.
 * @throws {InvalidBarError} @throws {TooFewObservationsError} @throws {InvalidInputError}.
 * @example
 * const at = (close) => ({ open: close, high: close, low: close, close, volume: 1 });
 * liquidity.roll([10, 11, 10, 11, 10].map(at)) // 2.309
 * @see Roll, "A Simple Implicit Measure of the Effective Bid-Ask Spread in an Efficient Market" (1984)
 */
export function roll(bars: readonly Bar[]): number | undefined {
  checkBars('roll', bars, 4);
  const changes = bars.slice(1).map((bar, i) => bar.close - bars[i]!.close);
  const [earlier, later] = [changes.slice(0, -1), changes.slice(1)];
  const n = later.length;
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / n;
  const [meanEarlier, meanLater] = [mean(earlier), mean(later)];
  const covariance =
    later.reduce((sum, change, i) => sum + (change - meanLater) * (earlier[i]! - meanEarlier), 0) / (n - 1);
  return covariance > 0 ? undefined : 2 * Math.sqrt(Math.max(0, -covariance));
}
