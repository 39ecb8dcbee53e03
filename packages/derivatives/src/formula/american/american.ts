import { checkNumber } from '@phasegate/pricing/units';
import { blackPriceKernel } from '../black/black76Price.ts';
import { ValuationOverflowError } from '../black/errors.ts';
import { type OptionType, signOf } from '../black/optionInput.ts';
import { gaussLegendre } from '../quadrature/gaussLegendre.ts';
import { certainPut } from './certainPut.ts';
import { ConvergenceError } from './errors.ts';
import { boundaryAt, type PutProblem } from './exerciseBoundary.ts';
import { exercisePremium } from './exercisePremium.ts';
import { optimalBoundaries } from './optimalBoundaries.ts';

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
}

/** Chebyshev degree of the boundary and points of its integrals; the price's integral takes four times as many. */
const GRIDS: readonly (readonly [number, number])[] = [
  [10, 24],
  [16, 40],
  [24, 64],
  [36, 96],
  [54, 160],
];
/** Two grids in a row that agree to this fraction of max(spot, strike) end the refinement. */
const AGREEMENT = 1e-9;
/** Beyond it the price is refused. */
const ALLOWED = 1e-8;
/** A total volatility below it changes nothing at 1e-10 of the price. */
const NEGLIGIBLE_VOLATILITY = 1e-10;

/**
 * American option on a spot that pays a continuous yield, within 1e-8 of max(spot, strike) of the exact value of the
 * model; never below its European twin or its exercise value. Any signs of rate and yield, the two-boundary case
 * `dividendYield < rate < 0` of a put (and its mirror image for calls) included.
 *
 * European value plus the early-exercise premium along the optimal boundary, which is found by spectral collocation on
 * grids refined until two agree. Calls are puts with spot and strike, rate and yield exchanged (McDonald and Schroder).
 *
 * @throws {InvalidInputError} an input is NaN, infinite, negative (all but the rates) or the type is unknown.
 * @throws {ConvergenceError} the two finest grids differ by more than 1e-8 of max(spot, strike).
 * @throws {ValuationOverflowError} a discounted value exceeds a float64.
 * @example american({ type: 'put', spot: 100, strike: 100, timeToExpiry: 1, rate: 0.05, dividendYield: 0.05, volatility: 0.25 }).price // 9.569445299
 */
export function american(input: AmericanInput): { readonly price: number } {
  const sign = signOf(input);
  for (const path of ['spot', 'strike', 'timeToExpiry', 'volatility'] as const) {
    checkNumber(path, input[path], 0);
  }
  checkNumber('rate', input.rate);
  checkNumber('dividendYield', input.dividendYield);
  const price =
    sign < 0
      ? americanPut(input.spot, input.timeToExpiry, input)
      : americanPut(input.strike, input.timeToExpiry, {
          strike: input.spot,
          rate: input.dividendYield,
          dividendYield: input.rate,
          volatility: input.volatility,
        });
  if (!(price < Number.POSITIVE_INFINITY)) throw new ValuationOverflowError('price', price);
  return { price };
}

function americanPut(spot: number, time: number, problem: PutProblem): number {
  const { strike, rate, dividendYield, volatility } = problem;
  const exercise = Math.max(strike - spot, 0);
  if (time === 0 || strike === 0) return exercise;
  if (volatility * Math.sqrt(time) < NEGLIGIBLE_VOLATILITY || spot === 0) {
    return certainPut(spot, strike, time, rate, dividendYield);
  }
  const forward = spot * Math.exp((rate - dividendYield) * time);
  const european = blackPriceKernel(-1, forward, strike, time, rate, volatility);
  // Exercise earns r K - q S a year: never positive here for any S below K.
  if (rate <= 0 && dividendYield >= rate) return european;

  let last = Number.NaN;
  let difference = Number.POSITIVE_INFINITY;
  const scale = Math.max(spot, strike);
  for (const [degree, points] of GRIDS) {
    const next = priceOnGrid(problem, spot, time, european, degree, points);
    difference = Math.abs(next - last) / scale;
    last = next;
    if (difference < AGREEMENT) break;
  }
  if (!(difference <= ALLOWED)) throw new ConvergenceError(difference, ALLOWED);
  return Math.max(last, exercise, european);
}

function priceOnGrid(
  problem: PutProblem,
  spot: number,
  time: number,
  european: number,
  degree: number,
  points: number,
): number {
  const boundaries = optimalBoundaries(problem, time, degree, points);
  // With less time left than the horizon's end there is an exercise region now.
  if (boundaries[0]!.horizon === time) {
    const [upper, lower] = boundaries;
    const above = lower === undefined || spot >= boundaryAt(lower, 1);
    if (above && spot <= boundaryAt(upper!, 1)) return problem.strike - spot;
  }
  return european + exercisePremium(problem, spot, time, boundaries, gaussLegendre(4 * points));
}
