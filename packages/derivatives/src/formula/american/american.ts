import { checkNumber, checkOneOf } from '@phasegate/pricing/units';
import { ValuationOverflowError } from '../black/errors.ts';
import { type OptionType, signOf } from '../black/optionInput.ts';
import { americanPut, type Precision } from './americanPut.ts';
import type { Grid, PutProblem } from './exerciseBoundary.ts';

/** What an option that may be exercised early needs; prices in one unit, years, fractions per year. */
export interface AmericanInput {
  readonly type: OptionType;
  readonly spot: number;
  readonly strike: number;
  readonly timeToExpiry: number;
  /** Continuously compounded, any sign. */
  readonly rate: number;
  /** Continuously compounded, any sign; equal to `rate` for an option on a forward. */
  readonly dividendYield: number;
  readonly volatility: number;
  /** `exact` unless given. */
  readonly method?: 'exact' | 'fast';
}

const FINEST: readonly Grid[] = [
  [36, 96],
  [54, 160],
];
const PRECISIONS: Record<'exact' | 'fast', Precision> = {
  exact: { grids: [[10, 24], [16, 40], [24, 64], ...FINEST], agreement: 1e-9 },
  fast: { grids: [[5, 10], [8, 16], [12, 24], [20, 40], ...FINEST], agreement: 1e-5 },
};

/**
 * American option on a spot that pays a continuous yield, any signs of rate and yield; never below its European twin or
 * its exercise value. The exact value of the model lies within `error` of `price`, both in the unit of the strike:
 *
 * * `method: 'exact'` (unless given): 1e-9 of max(spot, strike, price).
 * * `method: 'fast'`: 1e-5 of it, in a small part of the time.
 *
 * With rates against variance so extreme that the grids end before, `error` says how far the last two differ: 1e-7 of it at
 * most over 675 extremes (years up to 200, rates from -20 % to 60 %, volatility from 1e-6 to 3).
 *
 * European value plus the early-exercise premium along the optimal boundary, which is found by spectral collocation on
 * grids refined until two agree; two boundaries where `dividendYield < rate < 0` for a put. Next to no volatility and next
 * to no expiry have closed forms. Calls are puts with spot and strike, rate and yield exchanged (McDonald and Schroder).
 *
 * @throws {InvalidInputError} an input is NaN, infinite, negative (all but the rates) or the type or method is unknown.
 * @throws {ValuationOverflowError} a discounted value exceeds a float64.
 * @example american({ type: 'put', spot: 100, strike: 100, timeToExpiry: 1, rate: 0.05, dividendYield: 0.05, volatility: 0.25 }).price // 9.569445299
 */
export function american(input: AmericanInput): { readonly price: number; readonly error: number } {
  const { spot, problem, precision } = putOf(input);
  const { price, error } = americanPut(spot, input.timeToExpiry, problem, precision);
  if (!(price < Number.POSITIVE_INFINITY)) throw new ValuationOverflowError('price', price);
  return { price, error };
}

/** The put that the checked option is or mirrors: a call exchanges spot and strike, rate and yield. */
export function putOf(input: AmericanInput): {
  readonly spot: number;
  readonly problem: PutProblem;
  readonly precision: Precision;
} {
  const sign = signOf(input);
  const { spot, strike, rate, dividendYield, volatility, method = 'exact' } = input;
  for (const path of ['spot', 'strike', 'timeToExpiry', 'volatility'] as const) {
    checkNumber(path, input[path], 0);
  }
  checkNumber('rate', rate);
  checkNumber('dividendYield', dividendYield);
  checkOneOf('method', method, ['exact', 'fast']);
  const precision = PRECISIONS[method];
  return sign < 0
    ? { spot, problem: { strike, rate, dividendYield, volatility }, precision }
    : {
        spot: strike,
        problem: { strike: spot, rate: dividendYield, dividendYield: rate, volatility },
        precision,
      };
}
