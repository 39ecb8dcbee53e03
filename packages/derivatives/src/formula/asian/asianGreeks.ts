import { checkOneOf } from '@phasegate/pricing/units';
import { type AsianMethod, asianValue, discounted } from './asianArithmetic.ts';
import { type AsianInput, asianProblem } from './asianInput.ts';

/** Price, error and partial derivatives of an Asian option, in the units of `black76`. */
export interface AsianGreeks {
  /** V, as {@link asianArithmetic} gives it. */
  readonly price: number;
  /** Bound of the price's error, in its unit. */
  readonly error: number;
  /** dV/dF, all coming forwards moving in proportion, F their weighted mean: so they move in the model. */
  readonly delta: number;
  /** d2V/dF2, the same way, per unit of F. */
  readonly gamma: number;
  /** dV/dsigma per 1.00 of volatility. */
  readonly vega: number;
  /** What is lost per year as all fixings come nearer, forwards held; usually negative. */
  readonly theta: number;
  /** dV/drate per 1.00, forwards held: `-T V`, T the time of the last fixing. */
  readonly rho: number;
}

/**
 * {@link asianArithmetic} with its Greeks. The value is homogeneous in forwards and strike, so with derivatives in the
 * strike `delta = (V - K V_K)/F` and `gamma = K^2 V_KK/F^2`; theta obeys `r V - sigma^2 F^2 gamma/2`, because time to the
 * first fixing moves all forwards together. With one fixing all of them are Black's. A fixing due now is known and moves no more.
 *
 * By `reference` exact to 1e-9 of the strike's scale (vega by differences in volatility, 1e-8); by `fast` the derivatives of
 * the lower bound, within 2e-3 of the exact ones' largest values for total volatility below 0.3.
 *
 * @throws {InvalidInputError} {@link FixingsMismatchError} {@link FixingOrderError} {@link ValuationOverflowError} as `asianArithmetic`.
 * @example asianGreeks({ type: 'call', forwards: [100, 100], weights: [0.5, 0.5], fixingTimes: [0.5, 1], strike: 100, rate: 0, volatility: 0.2, method: 'fast' }).delta // 0.5302407029707775
 */
export function asianGreeks(input: AsianInput & { readonly method: AsianMethod }): AsianGreeks {
  const problem = asianProblem(input);
  checkOneOf('method', input.method, ['fast', 'reference']);
  const { value, error, strikeSlope, strikeCurvature, vega } = asianValue(problem, input.method);
  const { discount, strike, level, volatility } = problem;
  const { price, error: priceError } = discounted(problem, value, error);
  const scaled = (undiscounted: number): number => (undiscounted === 0 ? 0 : discount * undiscounted);
  // sigma^2 F^2 gamma without its overflowing parts.
  const bend = strikeCurvature === 0 ? 0 : (volatility * strike) ** 2 * strikeCurvature;
  return {
    price,
    error: priceError,
    delta: level === 0 ? 0 : scaled(value - strike * strikeSlope) / level,
    gamma: level === 0 ? 0 : scaled((strike / level) ** 2 * strikeCurvature),
    vega: scaled(vega),
    theta: input.rate * price - scaled(0.5 * bend),
    rho: -input.fixingTimes.at(-1)! * price,
  };
}
