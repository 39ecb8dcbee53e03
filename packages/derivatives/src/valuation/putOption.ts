import { checkOneOf } from '@phasegate/pricing/units';
import { black76 } from '../formula/black/black76.ts';
import { type PutOption, putOption } from '../instrument/putOption.ts';
import { indexValue } from './indexValue.ts';
import { inPat } from './inPat.ts';
import type { InstrumentValue } from './instrumentValue.ts';
import type { IndexMarketState } from './marketState.ts';

/**
 * Value of a put, PAT per lot long: {@link black76} on the market's forward. Never negative, at most the discounted strike;
 * at expiry it is the payoff.
 *
 * @throws {InvalidInputError} malformed terms or market, or the series has expired.
 * @throws {ValuationOverflowError} the discounted value exceeds a float64.
 * @example putOptionValue(putOption({ market: 7, expiry: 31_536_000, strike: 100n * WAD }), { now: 0, forward: 100, volatility: 0.2, rate: 0 }).value // 7.965567455
 */
export function putOptionValue(option: PutOption, market: IndexMarketState): InstrumentValue {
  const { strike } = putOption(option);
  checkOneOf('option.kind', option.kind, ['put']);
  return indexValue(option, market, (state) => black76({ ...state, type: 'put', strike: inPat(strike) }));
}
