import { gaussLegendre } from '../quadrature/gaussLegendre.ts';
import { boundaryKernel } from './boundaryKernel.ts';
import { chebyshevNodes, evaluateChebyshev, fitChebyshev } from './chebyshev.ts';
import {
  type BoundarySide,
  type ExerciseBoundary,
  type Grid,
  type PutProblem,
  probability,
} from './exerciseBoundary.ts';
import { perpetualPut } from './perpetualPut.ts';

/** Least change of a sweep that is more than rounding. */
const LEAST_CHANGE = 2e-14;
/** Near time zero the square root of a rounded square may keep moving this much; the price doesn't notice. */
const SETTLED = 1e-9;
const MAX_SWEEPS = 150;
/** Part of a sweep's change that is always taken; sweeps that oscillate take less than all of it. */
const LEAST_DAMPING = 0.4;
/** Sweeps without a new smallest change after which rounding is taken to be all that is left. */
const PATIENCE = 6;

/**
 * Solves the integral equation of one exercise boundary by fixed-point sweeps over Chebyshev points in the square root
 * of time. With lag `u = time sin^2(a)` both square-root singularities of the integrand disappear, at lag zero and
 * where the boundary starts.
 *
 * Upper: `B = K N/D`, `N = e^{-rt} Phi(d-(t, B/K)) + r int e^{-ru} Phi(d-(u, B/B(t-u))) du`, D the same with q and d+.
 * Lower: `Y = K (r int e^{-ru} Phi(-d-(u, Y/Y(t-u))) du) / (q int e^{-qu} Phi(-d+(u, Y/Y(t-u))) du)`.
 * The two don't couple: a price path that starts above the upper boundary meets it before the lower one.
 *
 * Source: L. Andersen, M. Lake, D. Offengenden, "High-performance American option pricing", J. Computational Finance 20
 * (2016), equations for FP-B; L. Andersen, M. Lake, "Fast American option pricing: the double-boundary case", Wilmott (2021).
 */
export function solveBoundary(
  problem: PutProblem,
  side: BoundarySide,
  horizon: number,
  [degree, points]: Grid,
  agreement: number,
): ExerciseBoundary {
  const { strike, rate, dividendYield, volatility } = problem;
  const ratio = strike * (rate / dividendYield);
  const start = side === 'lower' ? ratio : dividendYield > 0 && ratio < strike ? ratio : strike;
  const direction = side === 'upper' ? -1 : 1;
  const nodes = chebyshevNodes(degree);
  const drift = rate - dividendYield;
  const values = new Float64Array(degree + 1);
  for (let i = 0; i < degree; i += 1) values[i] = guess(problem, side, start, horizon * nodes[i]! ** 2);
  const kernel = boundaryKernel(problem, horizon, nodes, gaussLegendre(points));
  let squaredLog = fitChebyshev(values.map((v) => v * v));
  const converged = Math.max(LEAST_CHANGE, 1e-3 * agreement);
  let change = Number.POSITIVE_INFINITY;
  let damping = 1;
  let smallest = Number.POSITIVE_INFINITY;
  let idle = 0;

  for (let sweep = 0; sweep < MAX_SWEEPS && change > converged; sweep += 1) {
    const before = change;
    change = 0;
    const next = new Float64Array(degree + 1);
    for (let i = 0; i < degree; i += 1) {
      const time = horizon * nodes[i]! ** 2;
      const spot = start * Math.exp(direction * values[i]!);
      let numerator = 0;
      let denominator = 0;
      for (let j = 0; j < points; j += 1) {
        const at = i * points + j;
        const squared = evaluateChebyshev(squaredLog, kernel.fractions[at]!);
        const earlier = direction * (squared > 0 ? Math.sqrt(squared) : 0);
        const deviation = kernel.deviations[at]!;
        const middle = (direction * values[i]! - earlier) / deviation + kernel.drifts[at]!;
        numerator += kernel.earned[at]! * probability(-direction * (middle - 0.5 * deviation));
        denominator += kernel.forgone[at]! * probability(-direction * (middle + 0.5 * deviation));
      }
      if (side === 'upper') {
        const deviation = volatility * Math.sqrt(time);
        const middle = (Math.log(spot / strike) + drift * time) / deviation;
        numerator += Math.exp(-rate * time) * probability(middle - 0.5 * deviation);
        denominator += Math.exp(-dividendYield * time) * probability(middle + 0.5 * deviation);
      }
      const updated = direction * Math.log((strike * numerator) / (denominator * start));
      next[i] = updated > 0 ? updated : 0;
      change = Math.max(change, Math.abs(next[i]! - values[i]!));
      if (!(updated - updated === 0)) change = Number.NaN;
    }
    if (Number.isNaN(change)) break;
    idle = change < smallest ? 0 : idle + 1;
    smallest = Math.min(smallest, change);
    if (idle >= PATIENCE && smallest < SETTLED) break;
    damping = change > before ? Math.max(LEAST_DAMPING, 0.7 * damping) : Math.min(1, 1.1 * damping);
    for (let i = 0; i < degree; i += 1) values[i]! += damping * (next[i]! - values[i]!);
    squaredLog = fitChebyshev(values.map((v) => v * v));
  }
  return { side, horizon, start, squaredLog, change };
}

/** |ln(boundary/start)| to begin with: from the perpetual boundary and an exponential approach (Bjerksund and Stensland, 1993). */
function guess(problem: PutProblem, side: BoundarySide, start: number, time: number): number {
  const { strike, rate, dividendYield, volatility } = problem;
  const deviation = volatility * Math.sqrt(time);
  if (side === 'lower' || rate <= 0) return 0.5 * deviation;
  const perpetual = perpetualPut(strike, problem).boundary;
  if (!(perpetual < start)) return 0;
  const approach =
    Math.min(0, (rate - dividendYield) * time - 2 * deviation) * (strike / (strike - perpetual));
  return Math.log(start / (perpetual + (start - perpetual) * Math.exp(approach)));
}
