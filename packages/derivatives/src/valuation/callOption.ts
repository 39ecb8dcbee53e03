import { checkOneOf } from '@phasegate/pricing/units';
import { cappedCall } from '../formula/bounded/cappedCall.ts';
import { type CallOption, callOption } from '../instrument/callOption.ts';
import { indexValue } from './indexValue.ts';
import { inPat } from './inPat.ts';
import type { InstrumentValue } from './instrumentValue.ts';
import type { IndexMarketState } from './marketState.ts';

/**
 * Value of a capped call, PAT per lot long: {@link cappedCall} on the market's forward. Never negative, at most the
 * discounted `cap - strike`; at expiry it is the payoff.
 *
 * @throws {InvalidInputError} malformed terms or market, or the series has expired.
 * @throws {CapBelowStrikeError} the cap lies below the strike.
 * @throws {ValuationOverflowError} the discounted value exceeds a float64.
 * @example callOptionValue(callOption({ market: 7, expiry: 31_536_000, strike: 100n * WAD, cap: 130n * WAD }), { now: 0, forward: 100, volatility: 0.2, rate: 0 }).value // 6.956695839
 */
export function callOptionValue(option: CallOption, market: IndexMarketState): InstrumentValue {
  const { strike, cap } = callOption(option);
  checkOneOf('option.kind', option.kind, ['call']);
  return indexValue(option, market, (state) =>
    cappedCall({ ...state, strike: inPat(strike), cap: inPat(cap) }),
  );
}
