import { normalCdf, normalPdf } from '@phasegate/risk';
import { type AsianProblem, type AsianValue, meanOf } from './asianInput.ts';

/**
 * The Asian next to certainty: with a total volatility s the average is its mean plus a Gaussian, to first order, of
 * variance `sigma^2 sum a_i a_j min(t_i, t_j)`, and the price Bachelier's. Off by at most `s^2 mean`, since
 * `E|e^{x - v/2} - 1 - x| <= v` for a Gaussian x of small variance v. No volatility at all is its limit.
 */
export function asianLinear(problem: AsianProblem): AsianValue {
  const { amounts, times, strike, volatility, sign } = problem;
  const mean = meanOf(problem);
  // sum_j a_j min(t_i, t_j) by running sums.
  let later = mean;
  let earlier = 0;
  let variance = 0;
  for (let i = 0; i < amounts.length; i += 1) {
    later -= amounts[i]!;
    earlier += amounts[i]! * times[i]!;
    variance += amounts[i]! * (earlier + Math.max(later, 0) * times[i]!);
  }
  const perVolatility = Math.sqrt(variance);
  const deviation = volatility * perVolatility;
  const distance = sign * (mean - strike);
  // At the money d is 0 even without a deviation.
  const d = distance === 0 ? 0 : distance / deviation;
  const density = normalPdf(d);
  return {
    value:
      distance > 0
        ? distance * normalCdf(d) + deviation * density
        : Math.max(deviation * density + distance * normalCdf(d), 0),
    error: volatility * volatility * (times.at(-1) ?? 0) * mean,
    strikeSlope: -sign * normalCdf(d),
    strikeCurvature: deviation === 0 ? 0 : density / deviation,
    vega: density * perVolatility,
  };
}
