import type { Quadrature } from '../quadrature/gaussLegendre.ts';
import type { PutProblem } from './exerciseBoundary.ts';

/** What doesn't depend on the boundary, for each Chebyshev point and each lag; row by row. */
export interface BoundaryKernel {
  /** Root fraction of the horizon left after the lag. */
  readonly fractions: Float64Array;
  /** `sigma sqrt(lag)` and `(r - q) lag` in units of it. */
  readonly deviations: Float64Array;
  readonly drifts: Float64Array;
  /** Weighted `r exp(-r lag)` and `q exp(-q lag)`. */
  readonly earned: Float64Array;
  readonly forgone: Float64Array;
}

/** Lags `u = time sin^2(a)` at the quadrature's angles, for every Chebyshev point but the last (no time left). */
export function boundaryKernel(
  { rate, dividendYield, volatility }: PutProblem,
  horizon: number,
  nodes: Float64Array,
  quadrature: Quadrature,
): BoundaryKernel {
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
