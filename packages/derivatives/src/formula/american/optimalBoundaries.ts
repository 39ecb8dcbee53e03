import { boundaryAt, type ExerciseBoundary, type Grid, type PutProblem } from './exerciseBoundary.ts';
import { solveBoundary } from './solveBoundary.ts';

const MAX_ROUNDS = 60;

/**
 * The boundaries between which a put is exercised, on the part of the time to expiry where there is such a region: one
 * for a positive rate, two for `dividendYield < rate < 0`. With enough volatility those meet at some time; farther from
 * expiry than that nobody exercises, and `horizon` of both is that time, found by bracketing.
 *
 * @param agreement part of the price's scale that may be lost
 */
export function optimalBoundaries(
  problem: PutProblem,
  time: number,
  grid: Grid,
  agreement: number,
): readonly ExerciseBoundary[] {
  const solve = (side: 'upper' | 'lower', horizon: number): ExerciseBoundary =>
    solveBoundary(problem, side, horizon, grid, agreement);
  if (problem.rate >= 0) return [solve('upper', time)];

  // The exercise region is thin where the boundaries meet: an error of the time there is of second order.
  const tolerance = 0.03 * Math.sqrt(agreement);
  let low = 0;
  let lowGap = Number.NaN;
  let high = time;
  let highGap = Number.NaN;
  let pair: readonly ExerciseBoundary[] = [];
  let horizon = time;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const upper = solve('upper', horizon);
    const lower = solve('lower', horizon);
    // Far beyond the meeting the upper equation has no solution; that counts as beyond too.
    const gap = Number.isNaN(upper.change) ? Number.NaN : boundaryAt(upper, 1) - boundaryAt(lower, 1);
    if (gap >= 0) {
      pair = [upper, lower];
      if (horizon === time) return pair;
      low = horizon;
      lowGap = gap;
    } else {
      high = horizon;
      highGap = gap;
    }
    const width = high - low;
    if (pair.length > 0 && width <= tolerance * high) return pair;
    const secant = low + (width * lowGap) / (lowGap - highGap);
    const guess = Number.isNaN(secant) || round % 3 === 2 ? meetingGuess(upper, lower, low, high) : secant;
    horizon = Math.min(high - 0.1 * tolerance * high, Math.max(low + 0.1 * tolerance * high, guess));
  }
  return pair.length > 0 ? pair : [solve('upper', low), solve('lower', low)];
}

/** The time at which the boundaries of a too long horizon meet, where that lies in the bracket, else its middle. */
function meetingGuess(upper: ExerciseBoundary, lower: ExerciseBoundary, low: number, high: number): number {
  const middle = 0.5 * (low + high);
  let inside = 0;
  let outside = 1;
  if (!(boundaryAt(upper, 1) < boundaryAt(lower, 1))) return middle;
  for (let halving = 0; halving < 50; halving += 1) {
    const x = 0.5 * (inside + outside);
    if (boundaryAt(upper, x) > boundaryAt(lower, x)) inside = x;
    else outside = x;
  }
  const meeting = upper.horizon * inside * inside;
  return meeting > low && meeting < high ? meeting : middle;
}
