import { checkNumber, checkObject } from '@phasegate/pricing/units';
import { CapBelowStrikeError } from '@phasegate/risk';
import { type BlackResult, black76 } from '../black/black76.ts';
import type { BlackInput } from '../black/optionInput.ts';

/** A call whose payoff stops at the cap; units as in BlackInput. */
export interface CappedCallInput extends Omit<BlackInput, 'type'> {
  /** Settlement price above which nothing more is paid, at least the strike. */
  readonly cap: number;
}

/**
 * Value of `min(max(S - strike, 0), cap - strike)`: the call at the strike less the call at the cap, one volatility for
 * both (pass a smile's as two `black76`). Never below 0 nor above `exp(-rT)(cap - strike)`; Greeks as in `black76`; rounding of
 * the difference is 1e-16 of the first call.
 *
 * @throws {CapBelowStrikeError} the cap lies below the strike.
 * @throws {InvalidInputError} an input is NaN, infinite or negative (all but the rate).
 * @throws {ValuationOverflowError} the discounted value exceeds a float64.
 * @example cappedCall({ forward: 100, strike: 100, cap: 130, timeToExpiry: 1, rate: 0, volatility: 0.2 }).price // 6.956695839
 */
export function cappedCall(input: CappedCallInput): BlackResult {
  checkObject('input', input);
  const { strike, cap } = input;
  checkNumber('strike', strike, 0);
  checkNumber('cap', cap, 0);
  if (cap < strike) throw new CapBelowStrikeError('call', cap, strike);
  const held = black76({ ...input, type: 'call' });
  const written = black76({ ...input, type: 'call', strike: cap });
  // Rounding of two prices must not pay more than the payoff can.
  const most = Math.exp(-input.rate * input.timeToExpiry) * (cap - strike);
  return {
    price: Math.min(Math.max(held.price - written.price, 0), most),
    delta: held.delta - written.delta,
    gamma: held.gamma - written.gamma,
    vega: held.vega - written.vega,
    theta: held.theta - written.theta,
    rho: held.rho - written.rho,
    vanna: held.vanna - written.vanna,
    volga: held.volga - written.volga,
  };
}
