import type { UnixSeconds } from '@phasegate/pricing/units';
import { normalCdf } from '@phasegate/risk';
import { gaussLegendre, type Quadrature } from '../quadrature/gaussLegendre.ts';
import { type ChebyshevFit, chebyshevNodes, evaluateChebyshev, fitChebyshev } from './chebyshev.ts';

/** The American put all calls are mapped to; rates per year, time in years. */
export interface PutProblem {
  readonly strike: number;
  readonly rate: number;
  readonly dividendYield: number;
  readonly volatility: number;
}

/** `upper`: exercise at and below it. `lower`: exercise at and above it (negative rates only). */
export type BoundarySide = 'upper' | 'lower';

/** Chebyshev degree of a boundary and points of the integrals it solves. */
export type Grid = readonly [degree: number, points: number];

/** A critical spot as a function of time to expiry on (0, horizon]. */
export interface ExerciseBoundary {
  readonly side: BoundarySide;
  readonly horizon: number;
  /** Critical spot in the limit of no time left. */
  readonly start: UnixSeconds;
  /** `ln(boundary/start)^2` as a polynomial in `sqrt(time/horizon)`. */
  readonly squaredLog: ChebyshevFit;
  /** Largest last change of ln(boundary): below 1e-12 means converged. */
  readonly change: number;
}

/** Least change of a sweep that is more than rounding. */
const LEAST_CHANGE = 2e-14;
/** Near time zero the square root of a rounded square may keep moving this much; the price doesn't notice. */
const SETTLED = 1e-9;
const MAX_SWEEPS = 150;
/** Part of a sweep's change that is always taken; sweeps that oscillate take less than all of it. */
const LEAST_DAMPING = 0.4;
/** Sweeps without a new smallest change after which rounding is taken to be all that is left. */
const PATIENCE = 6;

/** Critical spot with `fraction` of the square root of the horizon left to expiry. */
export function boundaryAt(boundary: ExerciseBoundary, rootFraction: number): number {
  const squared = evaluateChebyshev(boundary.squaredLog, rootFraction);
  const distance = squared > 0 ? Math.sqrt(squared) : 0;
  return boundary.start * Math.exp(boundary.side === 'upper' ? -distance : distance);
}

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
  const kernel = kernelOf(problem, horizon, nodes, gaussLegendre(points));
  let squaredLog = fitChebyshev(values.map((v) => v * v));
  const converged = Math.max(LEAST_CHANGE, 1e-5 * agreement);
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

/** `Phi(x)`, where inputs beyond float64 give NaN instead of a refusal: the caller has bounds to fall back on. */
export function probability(x: number): number {
  return Number.isNaN(x) ? x : normalCdf(x);
}

/** What doesn't depend on the boundary, for each Chebyshev point and each lag; row by row. */
interface Kernel {
  /** Root fraction of the horizon left after the lag. */
  readonly fractions: Float64Array;
  /** `sigma sqrt(lag)` and `(r - q) lag` in units of it. */
  readonly deviations: Float64Array;
  readonly drifts: Float64Array;
  /** Weighted `r exp(-r lag)` and `q exp(-q lag)`. */
  readonly earned: Float64Array;
  readonly forgone: Float64Array;
}

function kernelOf(
  { rate, dividendYield, volatility }: PutProblem,
  horizon: number,
  nodes: Float64Array,
  quadrature: Quadrature,
): Kernel {
  const points = quadrature.nodes.length;
  const column = (
    f: (rootFraction: number, lag: number, weight: number, cosine: number) => number,
  ): Float64Array =>
    Float64Array.from({ length: (nodes.length - 1) * points }, (_, at) => {
      const rootFraction = nodes[Math.floor(at / points)]!;
      const angle = 0.5 * Math.PI * quadrature.nodes[at % points]!;
      const time = horizon * rootFraction * rootFraction;
      const weight = quadrature.weights[at % points]! * Math.PI * time * Math.sin(angle) * Math.cos(angle);
      return f(rootFraction, time * Math.sin(angle) ** 2, weight, Math.cos(angle));
    });
  return {
    fractions: column((rootFraction, _lag, _weight, cosine) => rootFraction * cosine),
    deviations: column((_, lag) => volatility * Math.sqrt(lag)),
    drifts: column((_, lag) => ((rate - dividendYield) * Math.sqrt(lag)) / volatility),
    earned: column((_, lag, weight) => weight * rate * Math.exp(-rate * lag)),
    forgone: column((_, lag, weight) => weight * dividendYield * Math.exp(-dividendYield * lag)),
  };
}

/** |ln(boundary/start)| to begin with: from the perpetual boundary and an exponential approach (Bjerksund and Stensland, 1993). */
function guess(problem: PutProblem, side: BoundarySide, start: number, time: number): number {
  const { strike, rate, dividendYield, volatility } = problem;
  const deviation = volatility * Math.sqrt(time);
  if (side === 'lower' || rate <= 0) return 0.5 * deviation;
  const variance = volatility * volatility;
  const slope = rate - dividendYield - 0.5 * variance;
  const root = (-slope - Math.sqrt(slope * slope + 2 * rate * variance)) / variance;
  const perpetual = (strike * root) / (root - 1);
  if (!(perpetual < start)) return 0;
  const approach =
    Math.min(0, (rate - dividendYield) * time - 2 * deviation) * (strike / (strike - perpetual));
  return Math.log(start / (perpetual + (start - perpetual) * Math.exp(approach)));
}
