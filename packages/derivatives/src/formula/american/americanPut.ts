import { blackPriceKernel } from '../black/black76Price.ts';
import { certainPut } from './certainPut.ts';
import { boundaryAt, type ExerciseBoundary, type Grid, type PutProblem } from './exerciseBoundary.ts';
import { exercisePremium } from './exercisePremium.ts';
import { optimalBoundaries } from './optimalBoundaries.ts';
import { perpetualPut } from './perpetualPut.ts';

/** How finely to compute, and when to stop. */
export interface Precision {
  /** From coarse to fine. */
  readonly grids: readonly Grid[];
  /** Two grids in a row that agree to this part of the scale end the refinement; shortcuts as good are taken. */
  readonly agreement: number;
}

/** A put's value, the bound of its error, and the formula both came from. */
export interface PutValue {
  readonly price: number;
  readonly error: number;
  readonly formula: 'exercise' | 'european' | 'certain' | 'perpetual' | 'boundary';
  /** The last one, where boundaries were looked for. */
  readonly grid?: Grid;
}

/** Rounding of a closed form, as a part of the scale. */
const ROUNDING = 1e-13;

/**
 * The American put by the first of these that is precise enough: no reason to exercise early (the European put), next to
 * no uncertainty ({@link certainPut}), next to no expiry ({@link perpetualPut}), and the European put plus
 * {@link exercisePremium} along boundaries on grids refined until two agree. Where none agree, for extreme ratios of rate
 * to variance, the error says by how much. The scale is the largest of spot, strike and a lower bound of the value.
 * Bounds that need no boundary hold the result, and are the answer where the grids have no number.
 */
export function americanPut(
  spot: number,
  time: number,
  problem: PutProblem,
  { grids, agreement }: Precision,
): PutValue {
  const { strike, rate, dividendYield } = problem;
  const exercise: PutValue = { price: Math.max(strike - spot, 0), error: 0, formula: 'exercise' };
  if (time === 0 || strike === 0) return exercise;
  const european = europeanPut(spot, time, problem);
  const rounding = ROUNDING * Math.max(spot, strike, european);
  const onlyAtExpiry: PutValue = { price: european, error: rounding, formula: 'european' };
  // Exercise earns r K - q S a year: never positive here for any S below K.
  if (rate <= 0 && dividendYield >= rate) return onlyAtExpiry;

  const certain = certainPut(spot, time, problem);
  // Beyond float64 there is no value to give.
  if (!(certain.price < Number.POSITIVE_INFINITY))
    return { price: certain.price, error: 0, formula: 'certain' };
  let least: PutValue = exercise;
  if (european > least.price) least = onlyAtExpiry;
  if (certain.price >= least.price) least = { price: certain.price, error: 0, formula: 'certain' };
  const scale = Math.max(spot, strike, least.price);
  const negligible = agreement * scale;
  if (certain.excess <= negligible) return { ...least, error: certain.excess + ROUNDING * least.price };
  let most = Math.min(strike * Math.max(1, Math.exp(-rate * time)), certain.price + certain.excess);
  if (rate > 0) {
    const perpetual = perpetualPut(spot, problem);
    // A put that never expires is exercised last.
    if (spot <= perpetual.boundary) return exercise;
    const missing = strike * Math.exp(-rate * time);
    if (missing <= negligible) {
      const price = Math.max(perpetual.price, least.price);
      return { price, error: missing + ROUNDING * scale, formula: 'perpetual' };
    }
    if (perpetual.price < most) most = perpetual.price;
  }

  let price = Number.NaN;
  let difference = Number.NaN;
  let grid: Grid = grids[0]!;
  for (grid of grids) {
    const before = price;
    price = priceOnGrid(spot, time, problem, grid, agreement, scale);
    difference = Math.abs(price - before);
    // Where float64 ends on two grids, finer ones have no number either.
    const isLost = Number.isNaN(price) && Number.isNaN(before) && grid !== grids[0];
    if (difference <= negligible || isLost) break;
  }
  const width = Math.max(0, most - least.price);
  if (!(difference <= width)) return { ...least, error: width };
  return {
    price: Math.min(Math.max(price, least.price), most),
    error: Math.max(difference, negligible),
    formula: price === exercise.price ? 'exercise' : 'boundary',
    grid,
  };
}

/** European put plus premium along the boundaries of one grid, or the exercise value between them. */
export function priceOnGrid(
  spot: number,
  time: number,
  problem: PutProblem,
  grid: Grid,
  agreement: number,
  scale: number,
): number {
  const european = europeanPut(spot, time, problem);
  if (problem.rate <= 0 && problem.dividendYield >= problem.rate) return european;
  const boundaries = optimalBoundaries(problem, time, grid, agreement);
  if (isExercised(spot, time, boundaries)) return problem.strike - spot;
  return european + exercisePremium(problem, spot, time, boundaries, [1e-3 * agreement * scale])[0]!;
}

/** Whether the boundaries say exercise with all the time left. */
function isExercised(spot: number, time: number, boundaries: readonly ExerciseBoundary[]): boolean {
  const [upper, lower] = boundaries;
  // With less time left than the horizon's end there is an exercise region now.
  if (upper!.horizon !== time) return false;
  return spot <= boundaryAt(upper!, 1) && (lower === undefined || spot >= boundaryAt(lower, 1));
}

function europeanPut(spot: number, time: number, problem: PutProblem): number {
  const forward = spot * Math.exp((problem.rate - problem.dividendYield) * time);
  return blackPriceKernel(-1, forward, problem.strike, time, problem.rate, problem.volatility);
}
