import type { Wad } from '@phasegate/pricing/units';
import type { IndexSwap } from '../instrument/indexSwap.ts';
import { black76Integer } from '../integer/black76Integer.ts';
import { indexSwapValue } from '../valuation/indexSwap.ts';
import { inPat } from '../valuation/inPat.ts';
import type { PricedSeries, SwapMarket } from './pricedSeries.ts';

type Rounding = 'up' | 'down';

/**
 * What one long lot is worth above the least that it can pay, wei, undiscounted: `up` never below the model's value, `down` never
 * above it, both zero or more. Options and collars in the contract's own integers; a swap in float64 with its error added or
 * taken off. Terms and market are checked.
 */
export function valueAboveLeast(priced: PricedSeries, volatility: Wad, rounding: Rounding): Wad {
  const { series, market } = priced;
  if (series.kind === 'indexSwap') return swapAboveLeast(series, market as SwapMarket, volatility, rounding);
  const option = {
    forward: market.forward,
    volatility,
    // The contract counts in 256-bit words; the one place where seconds become one.
    timeToExpiry: BigInt(series.expiry - market.now),
  };
  if (series.kind === 'put')
    return black76Integer({ ...option, type: 'put', strike: series.strike, rounding }) as Wad;
  const call = (strike: bigint, toward: Rounding): bigint =>
    black76Integer({ ...option, type: 'call', strike, rounding: toward });
  const low = series.kind === 'call' ? series.strike : series.floor;
  const spread = call(low, rounding) - call(series.cap, rounding === 'up' ? 'down' : 'up');
  return (spread > 0n ? spread : 0n) as Wad;
}

/** Twice `boundedSpread`'s own 1e-11, as a divisor: float64 texts of the inputs are off by less than the second half. */
const SWAP_ERROR_DIVISOR = 50_000_000_000n;

/** `value + bound`, off by at most `2e-11 (larger forward + bound + |spread|)` and a unit, on the side that rounding says. */
function swapAboveLeast(swap: IndexSwap, market: SwapMarket, volatility: Wad, rounding: Rounding): Wad {
  const { now, forward, against } = market;
  const { value } = indexSwapValue(swap, {
    now,
    rate: 0,
    forward: inPat(forward),
    volatility: inPat(volatility),
    againstForward: inPat(against.forward),
    againstVolatility: inPat(against.volatility),
    correlation: inPat(against.correlation),
  });
  const { bound, spread } = swap;
  const size =
    (forward > against.forward ? forward : against.forward) + bound + (spread < 0n ? -spread : spread);
  const error = size / SWAP_ERROR_DIVISOR + 1n;
  const above = BigInt(Math.floor(value * 1e18)) + bound;
  const moved = rounding === 'up' ? above + 1n + error : above - error;
  return (moved > 0n ? moved : 0n) as Wad;
}
