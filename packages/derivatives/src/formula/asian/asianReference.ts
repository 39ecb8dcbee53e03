import { logMoneyness } from '../black/logMoneyness.ts';
import { outOfTheMoney } from '../black/outOfTheMoney.ts';
import { type AsianProblem, meanOf } from './asianInput.ts';

const INVERSE_SQRT_2PI = 0.3989422804014327;
/** Grid points a standard deviation of the narrower of two neighbouring steps; the trapezoidal rule errs by exp(-2 (pi/0.7)^2). */
const STEP = 0.7;
const STEP_COARSE = 0.85;
/** Tails beyond it hold less than 1e-17. */
const TAILS = 8.6;

/**
 * The arithmetic Asian by recursion over the density of the average, last fixing first:
 * with `B_n = ln a_n + x_n` and `B_k = ln(a_k + exp(B_{k+1})) + x_k`, x the Gaussian log-increments, the average is
 * `exp(B_1)`. Each density is sampled on its own uniform grid; its successor is
 * `f_k(b) = int f_{k+1}(y) phi(b - ln(a_k + e^y)) dy`, smooth and vanishing at both ends, so the trapezoidal sum converges
 * faster than any power. The first increment is integrated in closed form. The put is computed and the call follows
 * by parity, so that no upper tail matters.
 *
 * `error` is the distance to the same sum on a coarser grid, plus rounding.
 *
 * Source: A. Carverhill, L. Clewlow, "Flexible convolution", Risk 3 (1990); centring as in E. Benhamou, "Fast Fourier
 * transform for discrete Asian options", J. Computational Finance 6 (2002). Fixings need not be equally spaced or weighted.
 */
export function asianReference(problem: AsianProblem): { readonly price: number; readonly error: number } {
  const fine = putByDensity(problem, STEP);
  const coarse = putByDensity(problem, STEP_COARSE);
  const mean = meanOf(problem);
  const value = problem.sign < 0 ? fine : fine + mean - problem.strike;
  return {
    price: problem.discount * Math.max(value, 0),
    error: problem.discount * (Math.abs(fine - coarse) + 1e-14 * (mean + problem.strike)),
  };
}

/** Undiscounted put on the average. */
function putByDensity(problem: AsianProblem, step: number): number {
  const { amounts, times, strike, volatility } = problem;
  const last = amounts.length - 1;
  const increment = (k: number): number => volatility * Math.sqrt(times[k]! - (k === 0 ? 0 : times[k - 1]!));

  if (last === 0) return put(amounts[0]!, strike, increment(0));
  let grid = gridOf(problem, last, step);
  let density = new Float64Array(grid.count);
  const deviation = increment(last);
  for (let i = 0; i < grid.count; i += 1) {
    density[i] =
      normal((grid.low + i * grid.spacing - Math.log(amounts[last]!)) / deviation + 0.5 * deviation) /
      deviation;
  }
  for (let k = last - 1; k >= 1; k -= 1) {
    const next = gridOf(problem, k, step);
    density = convolve(density, grid, next, amounts[k]!, increment(k));
    grid = next;
  }
  let value = 0;
  for (let i = 0; i < grid.count; i += 1) {
    const level = amounts[0]! + Math.exp(grid.low + i * grid.spacing);
    value += density[i]! * put(level, strike, increment(0));
  }
  return value * grid.spacing;
}

interface Grid {
  readonly low: number;
  readonly spacing: number;
  readonly count: number;
}

/** Where `B_k` lives, between comonotone quantiles, and how finely it must be known to be smeared by the step before. */
function gridOf(problem: AsianProblem, k: number, step: number): Grid {
  const { amounts, times, volatility } = problem;
  const origin = k === 0 ? 0 : times[k - 1]!;
  let low = 0;
  let high = 0;
  for (let j = k; j < amounts.length; j += 1) {
    const deviation = volatility * Math.sqrt(times[j]! - origin);
    low += amounts[j]! * Math.exp(-0.5 * deviation * deviation - TAILS * deviation);
    high += amounts[j]! * Math.exp(-0.5 * deviation * deviation + TAILS * deviation);
  }
  const own = volatility * Math.sqrt(times[k]! - origin);
  const before = volatility * Math.sqrt(origin - (k >= 2 ? times[k - 2]! : 0));
  const spacing = step * Math.min(own, before);
  const from = Math.log(low);
  return { low: from, spacing, count: Math.ceil((Math.log(high) - from) / spacing) + 1 };
}

/** Smears `f(ln(amount + e^y))` with a Gaussian step; only terms within the tails are added. */
function convolve(
  density: Float64Array<ArrayBuffer>,
  from: Grid,
  to: Grid,
  amount: number,
  deviation: number,
): Float64Array<ArrayBuffer> {
  const centres = Float64Array.from(
    density,
    (_, j) => Math.log(amount + Math.exp(from.low + j * from.spacing)) - 0.5 * deviation * deviation,
  );
  const result = new Float64Array(to.count);
  const scale = from.spacing / deviation;
  let first = 0;
  for (let i = 0; i < to.count; i += 1) {
    const b = to.low + i * to.spacing;
    while (first < centres.length && centres[first]! < b - TAILS * deviation) first += 1;
    let sum = 0;
    for (let j = first; j < centres.length && centres[j]! <= b + TAILS * deviation; j += 1) {
      sum += density[j]! * normal((b - centres[j]!) / deviation);
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

function normal(x: number): number {
  return INVERSE_SQRT_2PI * Math.exp(-0.5 * x * x);
}
