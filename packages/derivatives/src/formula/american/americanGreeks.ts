import { ValuationOverflowError } from '../black/errors.ts';
import { type AmericanInput, putOf } from './american.ts';
import { type PutGreeks, putGreeks } from './putGreeks.ts';

/** Price, error and partial derivatives of an American option, the other inputs held. */
export interface AmericanGreeks {
  /** V, as {@link american} gives it. */
  readonly price: number;
  /** Bound of the price's error, in its unit. */
  readonly error: number;
  /** dV/dS. At an exercise boundary the one-sided limits agree (smooth pasting). */
  readonly delta: number;
  /** d2V/dS2, per unit of spot; it jumps at an exercise boundary. */
  readonly gamma: number;
  /** dV/dsigma per 1.00 of volatility. */
  readonly vega: number;
  /** -dV/dT per year: zero or less, since a longer option is worth no less. */
  readonly theta: number;
  /** dV/drate per 1.00, spot and dividend yield held. */
  readonly rho: number;
}

/**
 * {@link american} with its Greeks, in the units of `black76`. Where exercise is due they are those of the payoff. Delta
 * and gamma integrate the premium's own derivatives, theta follows from the equation the held option obeys, vega and rho are
 * four-point differences on one grid. Away from an exercise boundary, where gamma jumps, they are within 2e-5 of
 * max(spot, strike) for a move of the spot by itself (delta, and gamma for one by a standard deviation), of volatility, time or
 * rate by 1; with `fast` within 1e-4. At the extremes that have closed forms they are those forms' derivatives.
 *
 * Costs about nine prices.
 *
 * @throws {InvalidInputError} {@link ValuationOverflowError} as `american`.
 * @example americanGreeks({ type: 'put', spot: 100, strike: 100, timeToExpiry: 1, rate: 0.05, dividendYield: 0.05, volatility: 0.25 }).delta // -0.436295159
 */
export function americanGreeks(input: AmericanInput): AmericanGreeks {
  const { spot, problem, precision } = putOf(input);
  const isPut = input.type === 'put';
  const by = isPut ? 'rate' : 'dividendYield';
  const { value, greeks } = putGreeks(spot, input.timeToExpiry, problem, precision, by);
  const { price, error } = value;
  if (!(price < Number.POSITIVE_INFINITY)) throw new ValuationOverflowError('price', price);
  return { price, error, ...(isPut ? greeks : mirrored(greeks, price, spot, problem.strike)) };
}

/** The put's value is homogeneous in spot and strike, which gives its derivatives in the strike: a call's in its spot. */
function mirrored(greeks: PutGreeks, price: number, spot: number, strike: number): PutGreeks {
  if (strike === 0) return { ...greeks, delta: spot === 0 ? 1 : 0, gamma: 0 };
  return {
    ...greeks,
    delta: (price - spot * greeks.delta) / strike,
    gamma: (spot / strike) ** 2 * greeks.gamma,
  };
}
