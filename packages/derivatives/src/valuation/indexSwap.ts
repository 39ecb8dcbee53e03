import { checkOneOf } from '@phasegate/pricing/units';
import { boundedSpread } from '../formula/spread/boundedSpread.ts';
import { type IndexSwap, indexSwap } from '../instrument/indexSwap.ts';
import { inPat } from './inPat.ts';
import type { InstrumentValue } from './instrumentValue.ts';
import { checkMarketState, type IndexMarketState } from './marketState.ts';
import { yearsToExpiry } from './years.ts';

/** Both markets of a swap. */
export interface IndexSwapMarketState extends IndexMarketState {
  /** Forward of the other market's index, PAT per lot. */
  readonly againstForward: number;
  readonly againstVolatility: number;
  /** Of the two indices' log-returns, in [-1, 1]. */
  readonly correlation: number;
}

/** A swap's value also moves with the other market. */
export interface IndexSwapValue extends InstrumentValue {
  readonly againstDelta: number;
  readonly againstVega: number;
}

/**
 * Value of an index swap, PAT per lot long: {@link boundedSpread} of the two forwards, within its stated error. Between
 * minus and plus the discounted bound; at expiry it is the payoff.
 *
 * @throws {InvalidInputError} malformed terms or market, or the series has expired.
 * @example indexSwapValue(indexSwap({ market: 7, againstMarket: 8, expiry: 7_884_000, spread: 5n * WAD, bound: 20n * WAD }), { now: 0, forward: 100, volatility: 0.5, againstForward: 95, againstVolatility: 0.4, correlation: 0.6, rate: 0 }).value // -0.612593745
 */
export function indexSwapValue(swap: IndexSwap, market: IndexSwapMarketState): IndexSwapValue {
  const { expiry, spread, bound } = indexSwap(swap);
  checkOneOf('swap.kind', swap.kind, ['indexSwap']);
  checkMarketState(market);
  const { now, ...state } = market;
  const { price, ...greeks } = boundedSpread({
    ...state,
    spread: inPat(spread),
    bound: inPat(bound),
    timeToExpiry: yearsToExpiry(expiry, now),
  });
  return { value: price, ...greeks };
}
