import { normalCdf, normalPdf } from '@phasegate/risk';
import { blackPriceKernel } from '../black/black76Price.ts';
import { logMoneyness } from '../black/logMoneyness.ts';

/** Forward and strike are equal when they are this close, as a fraction of what both are sums of: the rest is rounding. */
const EQUAL = 1e-15;

/** A bounded spread given the normal variable z that drives A; volatilities are totals to expiry. */
export interface GivenSpread {
  readonly forward: number;
  readonly againstForward: number;
  /** The part of S's volatility that z moves, of either sign. */
  readonly shared: number;
  /** The part that is its own. */
  readonly rest: number;
  /** Of A. */
  readonly other: number;
  readonly spread: number;
  readonly bound: number;
}

/** A at z, by what S's forward has grown there, and the two strikes that S is held between. */
export function spreadGiven(
  { forward, againstForward, shared, other, spread, bound }: GivenSpread,
  z: number,
): { readonly growth: number; readonly against: number; readonly low: number; readonly high: number } {
  const against = againstForward * Math.exp(other * z - 0.5 * other * other);
  const growth = Math.exp(shared * z - 0.5 * shared * shared);
  const rounding = EQUAL * (against + Math.abs(spread) + bound);
  const strike = (added: number): number => {
    const exact = against + added;
    return Math.abs(forward * growth - exact) <= rounding ? forward * growth : exact;
  };
  return { growth, against, low: strike(spread - bound), high: strike(spread + bound) };
}

/** Deviations by which a lognormal price of total volatility s ends above a strike of any sign; infinite where it is sure. */
export function deviationsAbove(forward: number, strike: number, s: number): number {
  if (strike <= 0) return Infinity;
  if (s > 0 && forward > 0) return logMoneyness(forward, strike) / s - 0.5 * s;
  return forward === strike ? 0 : forward > strike ? Infinity : -Infinity;
}

/** An undiscounted call on a lognormal price of total volatility s, at a strike of any sign; vega by s. */
export function callGiven(
  forward: number,
  strike: number,
  s: number,
): { value: number; delta: number; inTheMoney: number; vega: number } {
  const d2 = deviationsAbove(forward, strike, s);
  if (!(s > 0) || forward === 0 || strike <= 0) {
    const exercised = d2 > 0 ? 1 : d2 < 0 ? 0 : 0.5;
    return { value: d2 > 0 ? forward - strike : 0, delta: exercised, inTheMoney: exercised, vega: 0 };
  }
  return {
    value: blackPriceKernel(1, forward, strike, 1, 0, s),
    delta: normalCdf(d2 + s),
    inTheMoney: normalCdf(d2),
    vega: forward * normalPdf(d2 + s),
  };
}
