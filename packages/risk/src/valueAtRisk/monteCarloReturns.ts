import {
  checkInteger,
  checkNumbers,
  checkObject,
  InvalidInputError,
  PhasegateError,
} from '@phasegate/pricing/units';
import { normalDraws } from '../random/normalDraws.ts';

/** Correlations that no random variables can have. */
export class NotPositiveSemidefiniteError extends PhasegateError {
  readonly row: number;
  readonly pivot: number;

  constructor(row: number, pivot: number) {
    super(
      `correlations must be positive semidefinite; row ${row} has pivot ${pivot}. ` +
        'Estimate all pairs from the same observations, or shrink towards the identity.',
    );
    this.row = row;
    this.pivot = pivot;
  }
}

/**
 * Simulated normal returns of correlated markets, in the layout of `ScenarioSet.returns` (path after path), for
 * `scenarioPnl` and the historical measures on top of it: `r = volatility x (L z)`, `L L'` the correlations.
 *
 * Path p of `(seed, scenario)` is the same however many paths are drawn. Odd paths are the mirrored draws of the even
 * path before them (antithetic), so that means are exactly balanced on an even number of paths.
 *
 * @param input.volatilities one a market, of the return over the horizon, zero or more
 * @param input.correlations row after row, symmetric, ones on the diagonal
 * @param input.paths how many, at least 1
 * @param input.seed, input.scenario integers in [0, 2^32): different scenarios are independent streams
 * @throws {NotPositiveSemidefiniteError} impossible correlations
 * @throws {InvalidInputError} wrong lengths, negative volatilities, correlations outside [-1, 1] or asymmetric
 * @example
 * monteCarloReturns({ volatilities: [0.02], correlations: [1], paths: 2, seed: 1, scenario: 0 })
 * // Float64Array.of(0.010715543656380496, -0.010715543656380496)
 */
export function monteCarloReturns(input: {
  readonly volatilities: ArrayLike<number>;
  readonly correlations: ArrayLike<number>;
  readonly paths: number;
  readonly seed: number;
  readonly scenario: number;
}): Float64Array {
  checkObject('input', input);
  checkNumbers('volatilities', input.volatilities);
  checkNumbers('correlations', input.correlations);
  const n = input.volatilities.length;
  const { paths } = input;
  checkInteger('paths', paths, 1, 0xffff_ffff);
  const factor = cholesky(input.correlations, n);
  for (let i = 0; i < n; i++) {
    const volatility = input.volatilities[i]!;
    if (volatility < 0) {
      throw new InvalidInputError({
        path: `volatilities[${i}]`,
        observed: volatility,
        allowed: 'zero or more',
      });
    }
    for (let j = 0; j <= i; j++) factor[i * n + j]! *= volatility;
  }
  const returns = new Float64Array(paths * n);
  for (let path = 0; path < paths; path++) {
    const row = path * n;
    if (path % 2 === 1) {
      for (let i = 0; i < n; i++) returns[row + i] = 0 - returns[row - n + i]!;
      continue;
    }
    const z = normalDraws({ seed: input.seed, scenario: input.scenario, path }, n);
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let j = 0; j <= i; j++) sum += factor[i * n + j]! * z[j]!;
      returns[row + i] = sum;
    }
  }
  return returns;
}

/** Lower triangle L with `L L' = matrix`; a pivot within rounding of zero counts as zero (perfect correlation). */
function cholesky(matrix: ArrayLike<number>, n: number): Float64Array {
  if (matrix.length !== n * n) {
    throw new InvalidInputError({
      path: 'correlations.length',
      observed: matrix.length,
      allowed: `${n} x ${n}`,
    });
  }
  const lower = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const value = matrix[i * n + j]!;
      if (Math.abs(value) > 1 || value !== matrix[j * n + i] || (i === j && value !== 1)) {
        throw new InvalidInputError({
          path: `correlations[${i * n + j}]`,
          observed: value,
          allowed: 'in [-1, 1], equal to its mirror, and 1 on the diagonal',
        });
      }
      let rest = value;
      for (let k = 0; k < j; k++) rest -= lower[i * n + k]! * lower[j * n + k]!;
      if (i === j) {
        if (rest < -ROUNDING) throw new NotPositiveSemidefiniteError(i, rest);
        lower[i * n + i] = rest > ROUNDING ? Math.sqrt(rest) : 0;
      } else {
        const pivot = lower[j * n + j]!;
        if (pivot === 0 && Math.abs(rest) > Math.sqrt(ROUNDING))
          throw new NotPositiveSemidefiniteError(i, rest);
        lower[i * n + j] = pivot === 0 ? 0 : rest / pivot;
      }
    }
  }
  return lower;
}

/** Pivots of a matrix of ones and correlations are sums of squares at most 1, so 1e-12 is far above their rounding. */
const ROUNDING = 1e-12;
