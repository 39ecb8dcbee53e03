import { checkOneOf } from '@phasegate/pricing/units';
import { ValuationOverflowError } from '../black/errors.ts';
import { asianFast } from './asianFast.ts';
import { type AsianInput, type AsianProblem, type AsianValue, asianProblem, meanOf } from './asianInput.ts';
import { asianLinear } from './asianLinear.ts';
import { asianReference } from './asianReference.ts';

export type AsianMethod = 'fast' | 'reference';

/** Total volatility below which the linear value is within 1e-12 of the mean. */
const NEXT_TO_CERTAIN = 1e-6;

/**
 * Option on the arithmetic average `sum w_i S_i` of past and coming fixings, each coming one lognormal around its own
 * forward; this is what a settlement price over a final window is. Discounted from the last fixing.
 *
 * * `method: 'fast'`: Curran's and Rogers and Shi's lower bound, within 1 bp of spot for total volatility below 0.3. The
 *   true value lies in `[price, price + error]`.
 * * `method: 'reference'`: density recursion, within 1e-8 of spot; `error` is the observed discretisation difference.
 *
 * When what is fixed already exceeds the strike the call is worth its expectation and the put nothing; with no
 * volatility left the payoff is certain: both exact, error 0. A total volatility below 1e-6 is taken to first order, and one
 * above 40 as endless, where a call is worth the discounted mean and a put the discounted strike. Increasing in
 * volatility, call - put = discounted mean - strike.
 *
 * @throws {InvalidInputError} a number is NaN, infinite or (all but the rate) negative, an array is empty, type or method unknown.
 * @throws {FixingsMismatchError} forwards, weights and fixing times differ in length.
 * @throws {FixingOrderError} fixing times decrease.
 * @throws {ValuationOverflowError} the discounted value exceeds a float64.
 * @example asianArithmetic({ type: 'call', forwards: [100, 100], weights: [0.5, 0.5], fixingTimes: [0.5, 1], strike: 100, rate: 0, volatility: 0.2, method: 'fast' }).price // 6.299726214
 */
export function asianArithmetic(input: AsianInput & { readonly method: AsianMethod }): {
  readonly price: number;
  readonly error: number;
} {
  const problem = asianProblem(input);
  checkOneOf('method', input.method, ['fast', 'reference']);
  const { value, error } = asianValue(problem, input.method);
  return discounted(problem, value, error);
}

/** The undiscounted value by the method asked for, or by the limit where the problem is one. */
export function asianValue(problem: AsianProblem, method: AsianMethod): AsianValue {
  const { amounts, escaped, strike, sign, times, volatility } = problem;
  if (strike <= 0 || (amounts.length === 0 && escaped === 0)) {
    const distance = sign * (meanOf(problem) - strike);
    const isPaid = distance > 0;
    return {
      value: isPaid ? distance : 0,
      error: 0,
      strikeSlope: isPaid ? -sign : 0,
      strikeCurvature: 0,
      vega: 0,
    };
  }
  if (amounts.length === 0) {
    return {
      value: sign > 0 ? escaped : strike,
      error: 0,
      strikeSlope: sign > 0 ? 0 : 1,
      strikeCurvature: 0,
      vega: 0,
    };
  }
  const deviation = volatility * Math.sqrt(times.at(-1)!);
  if (deviation >= NEXT_TO_CERTAIN || escaped > 0) {
    return method === 'fast' ? asianFast(problem) : asianReference(problem);
  }
  const linear = asianLinear(problem);
  if (method === 'reference' || linear.error === 0) return linear;
  // The fast price is a lower bound here too.
  return { ...linear, value: Math.max(linear.value - linear.error, 0), error: 2 * linear.error };
}

/** Price and error as they are given out. */
export function discounted(
  { discount }: AsianProblem,
  value: number,
  error: number,
): { readonly price: number; readonly error: number } {
  const price = value === 0 ? 0 : discount * value;
  if (!(price < Number.POSITIVE_INFINITY)) throw new ValuationOverflowError('price', price);
  return { price, error: error === 0 ? 0 : discount * error };
}
