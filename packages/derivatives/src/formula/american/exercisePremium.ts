import { normalCdf } from '@phasegate/risk';
import type { Quadrature } from '../quadrature/gaussLegendre.ts';
import { boundaryAt, type ExerciseBoundary, type PutProblem } from './exerciseBoundary.ts';

/**
 * What early exercise adds to the European put: `int (r K e^{-ru} Phi(-d-(u, S/b)) - q S e^{-qu} Phi(-d+(u, S/b))) du`
 * over the lags u at which exercise can pay, b the boundary with `time - u` left; the region above a lower boundary is
 * the difference of two such integrals. The decomposition of Kim (1990) as Andersen, Lake and Offengenden (2016) write it, with
 * `time - u = horizon sin^2(a)` so that nothing is singular.
 */
export function exercisePremium(
  problem: PutProblem,
  spot: number,
  time: number,
  boundaries: readonly ExerciseBoundary[],
  quadrature: Quadrature,
): number {
  const { strike, rate, dividendYield, volatility } = problem;
  let sum = 0;
  for (const boundary of boundaries) {
    const side = boundary.side === 'upper' ? 1 : -1;
    for (let j = 0; j < quadrature.nodes.length; j += 1) {
      const angle = 0.5 * Math.PI * quadrature.nodes[j]!;
      const sine = Math.sin(angle);
      const cosine = Math.cos(angle);
      const lag = time - boundary.horizon + boundary.horizon * cosine * cosine;
      const deviation = volatility * Math.sqrt(lag);
      const middle = (Math.log(spot / boundaryAt(boundary, sine)) + (rate - dividendYield) * lag) / deviation;
      const weight = side * quadrature.weights[j]! * Math.PI * boundary.horizon * sine * cosine;
      sum +=
        weight *
        (rate * strike * Math.exp(-rate * lag) * normalCdf(-middle + 0.5 * deviation) -
          dividendYield * spot * Math.exp(-dividendYield * lag) * normalCdf(-middle - 0.5 * deviation));
    }
  }
  return sum;
}
