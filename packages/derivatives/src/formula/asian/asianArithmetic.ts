import { InvalidInputError } from '@phasegate/pricing/units';
import { asianFast } from './asianFast.ts';
import { type AsianInput, asianProblem, certainValue } from './asianInput.ts';
import { asianReference } from './asianReference.ts';

/**
 * Option on the arithmetic average `sum w_i S_i` of past and coming fixings, each coming one lognormal around its own
 * forward; this is what a settlement price over a final window is. Discounted from the last fixing.
 *
 * * `method: 'fast'`: Curran's and Rogers and Shi's lower bound, within 1 bp of spot for total volatility below 0.3. The
 *   true value lies in `[price, price + error]`.
 * * `method: 'reference'`: density recursion, within 1e-8 of spot; `error` is the observed discretisation difference.
 *
 * When what is fixed already exceeds the strike the call is worth its expectation and the put nothing; with no
 * volatility left the payoff is certain: both exact, error 0. Increasing in volatility, call - put = discounted mean - strike.
 *
 * @throws {InvalidInputError} a number is NaN, infinite or (all but the rate) negative, an array is empty, type or method unknown.
 * @throws {FixingsMismatchError} forwards, weights and fixing times differ in length.
 * @throws {FixingOrderError} fixing times decrease.
 * @example asianArithmetic({ type: 'call', forwards: [100, 100], weights: [0.5, 0.5], fixingTimes: [0.5, 1], strike: 100, rate: 0, volatility: 0.2, method: 'fast' }).price // 6.299726214
 */
export function asianArithmetic(input: AsianInput & { readonly method: 'fast' | 'reference' }): {
  readonly price: number;
  readonly error: number;
} {
  const problem = asianProblem(input);
  if (input.method !== 'fast' && input.method !== 'reference') {
    throw new InvalidInputError({
      path: 'method',
      observed: input.method,
      allowed: "'fast' or 'reference'",
    });
  }
  const certain = certainValue(problem);
  if (certain !== undefined) return { price: certain, error: 0 };
  return input.method === 'fast' ? asianFast(problem) : asianReference(problem);
}
