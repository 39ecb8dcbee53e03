import type { BlackResult } from '../formula/black/black76.ts';
import type { BlackInput } from '../formula/black/optionInput.ts';
import type { SeriesListing } from '../instrument/seriesListing.ts';
import type { InstrumentValue } from './instrumentValue.ts';
import { checkMarketState, type IndexMarketState } from './marketState.ts';
import { yearsToExpiry } from './years.ts';

/** A formula's result for a listed series at a market's state, as an instrument's value. */
export function indexValue(
  { expiry }: SeriesListing,
  market: IndexMarketState,
  formula: (state: Omit<BlackInput, 'type' | 'strike'>) => BlackResult,
): InstrumentValue {
  checkMarketState(market);
  const { now, forward, volatility, rate } = market;
  const timeToExpiry = yearsToExpiry(expiry, now);
  const { price, delta, gamma, vega, theta, rho } = formula({ forward, volatility, rate, timeToExpiry });
  return { value: price, delta, gamma, vega, theta, rho };
}
