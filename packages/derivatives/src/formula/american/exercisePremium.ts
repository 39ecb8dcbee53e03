import { normalPdf } from '@phasegate/risk';
import { integrate } from '../quadrature/integrate.ts';
import { boundaryAt, type ExerciseBoundary, type PutProblem, probability } from './exerciseBoundary.ts';

/**
 * What early exercise adds to the European put: `int (r K e^{-ru} Phi(-d-(u, S/b)) - q S e^{-qu} Phi(-d+(u, S/b))) du`
 * over the lags u at which exercise can pay, b the boundary with `time - u` left; the region above a lower boundary is
 * the difference of two such integrals. The decomposition of Kim (1990) as Andersen, Lake and Offengenden (2016) write it, with
 * `time - u = horizon sin^2(a)` so that nothing is singular. Adaptive: with little volatility the integrand has a kink
 * where the path to be expected meets the boundary, which a fixed rule answers with an error of its own.
 *
 * @param tolerance largest absolute error of each, at most three: the value, its first and its second derivative in the
 * spot (the boundary held: its own effect is of second order). As many are computed.
 */
export function exercisePremium(
  problem: PutProblem,
  spot: number,
  time: number,
  boundaries: readonly ExerciseBoundary[],
  tolerance: readonly number[],
): Float64Array {
  const { strike, rate, dividendYield, volatility } = problem;
  const integrand = (angle: number, out: Float64Array): void => {
    out.fill(0);
    const sine = Math.sin(angle);
    const cosine = Math.cos(angle);
    for (const boundary of boundaries) {
      const lag = time - boundary.horizon + boundary.horizon * cosine * cosine;
      const deviation = volatility * Math.sqrt(lag);
      const middle = (Math.log(spot / boundaryAt(boundary, sine)) + (rate - dividendYield) * lag) / deviation;
      const above = middle + 0.5 * deviation;
      const below = middle - 0.5 * deviation;
      const weight = (boundary.side === 'upper' ? 2 : -2) * boundary.horizon * sine * cosine;
      const earned = weight * rate * strike * Math.exp(-rate * lag);
      const forgone = weight * dividendYield * Math.exp(-dividendYield * lag);
      const lost = forgone * probability(-above);
      out[0]! += earned * probability(-below) - lost * spot;
      if (out.length === 1) continue;
      const earnedDensity = (earned * normalPdf(below)) / (spot * deviation);
      const forgoneDensity = (forgone * normalPdf(above)) / deviation;
      out[1]! += forgoneDensity - earnedDensity - lost;
      out[2]! += (earnedDensity * above - forgoneDensity * below) / (spot * deviation);
    }
  };
  return integrate(integrand, 0, 0.5 * Math.PI, Float64Array.from(tolerance));
}
