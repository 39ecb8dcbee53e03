import type { Bar } from '../discovery/bars.ts';
import { checkBars } from '../volatility/checkBars.ts';
import { TooFewObservationsError } from '../volatility/errors.ts';

/**
 * Amihud's illiquidity: the mean of `|C_i / C_(i-1) - 1| / (C_i x volume_i)`, return per PAT traded.
 *
 * Periods without volume have no ratio and are left out, as in the paper.
 *
 * @param bars of fresh-equivalent prices and units, at least 2. @returns per PAT, at least 0.
 * @throws {TooFewObservationsError} also when no period has volume. @throws {InvalidBarError} @throws {InvalidInputError}.
 * @example
 * const at = (close, volume) => ({ open: close, high: close, low: close, close, volume });
 * liquidity.amihud([at(100, 1), at(110, 5)]) // 0.00018182: 0.1 over 550 PAT
 * @see Amihud, "Illiquidity and stock returns: cross-section and time-series effects" (2002)
 */
export function amihud(bars: readonly Bar[]): number {
  checkBars('amihud', bars, 2);
  let sum = 0;
  let periods = 0;
  for (let i = 1; i < bars.length; i++) {
    const { close, volume } = bars[i]!;
    if (volume === 0) continue;
    sum += Math.abs(close / bars[i - 1]!.close - 1) / (close * volume);
    periods += 1;
  }
  if (periods === 0) throw new TooFewObservationsError('amihud (periods with volume)', 0, 1);
  return sum / periods;
}
