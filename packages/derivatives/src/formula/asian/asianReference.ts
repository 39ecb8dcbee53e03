import { normalCdf, normalPdf } from '@phasegate/risk';
import { logMoneyness } from '../black/logMoneyness.ts';
import { outOfTheMoney } from '../black/outOfTheMoney.ts';
import { type AsianProblem, type AsianValue, meanOf } from './asianInput.ts';

const INVERSE_SQRT_2PI = 0.3989422804014327;
/** Grid points a standard deviation of the narrower of two neighbouring steps; the trapezoidal rule errs by exp(-2 (pi/0.7)^2). */
const STEP = 0.7;
const STEP_COARSE = 0.85;
/** Tails beyond it hold less than 1e-17. */
const TAILS = 8.6;
/** Step of the volatility's difference, as a part of it: the sum is smooth in it to rounding. */
const VEGA_STEP = 0.005;

/**
 * The arithmetic Asian by recursion over the density of the average, last fixing first:
 * with `B_n = ln a_n + x_n` and `B_k = ln(a_k + exp(B_{k+1})) + x_k`, x the Gaussian log-increments, the average is
 * `exp(B_1)`. Each density is sampled on its own uniform grid; its successor is
 * `f_k(b) = int f_{k+1}(y) phi(b - ln(a_k + e^y)) dy`, smooth and vanishing at both ends, so the trapezoidal sum converges
 * faster than any power. The first increment is integrated in closed form. The put is computed and the call follows
 * by parity, so that no upper tail matters.
 *
 * `error` is the distance to the same sum on a coarser grid, plus rounding. Derivatives in the strike are those of the
 * closed form; vega is a difference of four further sums, made when it is read.
 *
 * Source: A. Carverhill, L. Clewlow, "Flexible convolution", Risk 3 (1990); centring as in E. Benhamou, "Fast Fourier
 * transform for discrete Asian options", J. Computational Finance 6 (2002). Fixings need not be equally spaced or weighted.
 */
export function asianReference(problem: AsianProblem): AsianValue {
  const { sign, strike, volatility } = problem;
  const [fine, slope, curvature] = putByDensity(problem, STEP);
  const [coarse] = putByDensity(problem, STEP_COARSE);
  const mean = meanOf(problem);
  const moved = (part: number): number =>
    putByDensity({ ...problem, volatility: volatility * (1 + part) }, STEP)[0];
  return {
    value: Math.max(sign < 0 ? fine : fine + mean - strike, 0),
    error: Math.abs(fine - coarse) + 1e-14 * (mean + strike),
    strikeSlope: sign < 0 ? slope : slope - 1,
    strikeCurvature: curvature,
    get vega() {
      const [near, far] = [VEGA_STEP, 2 * VEGA_STEP].map((part) => moved(part) - moved(-part));
      return (8 * near! - far!) / (12 * VEGA_STEP * volatility);
    },
  };
}

/** Undiscounted put on the average, with its first two derivatives in the strike. */
function putByDensity(problem: AsianProblem, step: number): [put: number, slope: number, curvature: number] {
  const { amounts, times, strike, volatility } = problem;
  const last = amounts.length - 1;
  // Nothing left to move: the average is next to 0.
  if (last < 0) return [strike, 1, 0];
  const increment = (k: number): number => volatility * Math.sqrt(times[k]! - (k === 0 ? 0 : times[k - 1]!));
  const first = increment(0);
  const sums: [number, number, number] = [0, 0, 0];
  const add = (weight: number, level: number): void => {
    const d = logMoneyness(level, strike) / first - 0.5 * first;
    sums[0] += weight * put(level, strike, first);
    sums[1] += weight * normalCdf(-d);
    sums[2] += (weight * normalPdf(d)) / (strike * first);
  };
  if (last === 0) {
    add(1, amounts[0]!);
    return sums;
  }
  let grid = gridOf(problem, last, step);
  let density = new Float64Array(grid.count);
  const deviation = increment(last);
  for (let i = 0; i < grid.count; i += 1) {
    density[i] =
      normalPdf((grid.low + i * grid.spacing - Math.log(amounts[last]!)) / deviation + 0.5 * deviation) /
      deviation;
  }
  for (let k = last - 1; k >= 1; k -= 1) {
    const next = gridOf(problem, k, step);
    density = convolve(density, grid, next, amounts[k]!, increment(k));
    grid = next;
  }
  // With little volatility the positions round by a part of the spacing, which shows in the whole mass.
  const mass = density.reduce((sum, each) => sum + each, 0);
  for (let i = 0; i < grid.count; i += 1) {
    add(density[i]! / mass, amounts[0]! + Math.exp(grid.low + i * grid.spacing));
  }
  return sums;
}

interface Grid {
  readonly low: number;
  readonly spacing: number;
  readonly count: number;
}

/**
 * Where `B_k` lives, between comonotone quantiles, and how finely it must be known to be smeared by the step before. The
 * logarithm in `ln(a + e^y)` has its own scale of 1, which counts when the steps are wider.
 */
function gridOf(problem: AsianProblem, k: number, step: number): Grid {
  const { amounts, times, volatility } = problem;
  const origin = k === 0 ? 0 : times[k - 1]!;
  const quantile = (tails: number): number => {
    let logarithm = Number.NEGATIVE_INFINITY;
    for (let j = k; j < amounts.length; j += 1) {
      const deviation = volatility * Math.sqrt(times[j]! - origin);
      const term = Math.log(amounts[j]!) - 0.5 * deviation * deviation + tails * deviation;
      const larger = Math.max(logarithm, term);
      logarithm = larger + Math.log1p(Math.exp(Math.min(logarithm, term) - larger));
    }
    return logarithm;
  };
  const own = volatility * Math.sqrt(times[k]! - origin);
  const before = volatility * Math.sqrt(origin - (k >= 2 ? times[k - 2]! : 0));
  const spacing = step * Math.min(own, before, 1);
  const low = quantile(-TAILS);
  return { low, spacing, count: Math.ceil((quantile(TAILS) - low) / spacing) + 1 };
}

/** Smears `f(ln(amount + e^y))` with a Gaussian step; only terms within the tails are added. */
function convolve(
  density: Float64Array<ArrayBuffer>,
  from: Grid,
  to: Grid,
  amount: number,
  deviation: number,
): Float64Array<ArrayBuffer> {
  const centres = new Float64Array(density.length);
  for (let j = 0; j < centres.length; j += 1) {
    centres[j] = Math.log(amount + Math.exp(from.low + j * from.spacing)) - 0.5 * deviation * deviation;
  }
  const result = new Float64Array(to.count);
  const scale = (INVERSE_SQRT_2PI * from.spacing) / deviation;
  let first = 0;
  for (let i = 0; i < to.count; i += 1) {
    const b = to.low + i * to.spacing;
    while (first < centres.length && centres[first]! < b - TAILS * deviation) first += 1;
    let sum = 0;
    for (let j = first; j < centres.length && centres[j]! <= b + TAILS * deviation; j += 1) {
      const distance = (b - centres[j]!) / deviation;
      sum += density[j]! * Math.exp(-0.5 * distance * distance);
    }
    result[i] = sum * scale;
  }
  return result;
}

function put(forward: number, strike: number, s: number): number {
  return (
    Math.max(strike - forward, 0) +
    outOfTheMoney(Math.min(forward, strike), -Math.abs(logMoneyness(forward, strike)), s)
  );
}
