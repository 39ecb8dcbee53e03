import { checkNumber } from '@phasegate/pricing/units';
import { type BlackResult, black76 } from '../black/black76.ts';
import type { BlackInput } from '../black/optionInput.ts';
import { combine } from './combine.ts';
import { CapBelowStrikeError } from './errors.ts';

/** A call whose payoff stops at `cap - strike`; units as in BlackInput. */
export interface CappedCallInput extends Omit<BlackInput, 'type'> {
  /** Settlement price above which nothing more is paid, at least the strike. */
  cap: number;
}

/**
 * The call the platform lists: pays `min(max(S - strike, 0), cap - strike)`, so its writer can post the whole of it.
 * Worth the call at the strike less the call at the cap, one volatility for both (pass a smile's as two `black76`).
 * Between 0 and `exp(-rT)(cap - strike)`; Greeks as in `black76`; rounding of the difference is 1e-16 of the first call.
 *
 * @throws {CapBelowStrikeError} the cap lies below the strike.
 * @throws {InvalidInputError} an input is NaN, infinite or negative (all but the rate).
 * @throws {ValuationOverflowError} the discounted value exceeds a float64.
 * @example cappedCall({ forward: 100, strike: 100, cap: 130, timeToExpiry: 1, rate: 0, volatility: 0.2 }).price // 6.956695839
 */
export function cappedCall(input: CappedCallInput): BlackResult {
  checkNumber('strike', input.strike, 0);
  checkNumber('cap', input.cap, 0);
  if (input.cap < input.strike) throw new CapBelowStrikeError(input.cap, input.strike);
  const result = combine(
    black76({ ...input, type: 'call' }),
    black76({ ...input, type: 'call', strike: input.cap }),
  );
  return result.price >= 0 ? result : { ...result, price: 0 };
}
