import { checkInteger, checkObject } from '@phasegate/pricing/units';
import { normalDraws } from '@phasegate/risk';
import { asianGeometric, geometricMoments } from './asianGeometric.ts';
import { type AsianInput, asianProblem } from './asianInput.ts';

const MAX_PATHS = 2 ** 31;

/**
 * Monte Carlo check of the arithmetic Asian, with the geometric average as control variate and its regression
 * coefficient estimated from the same paths. Path p and its mirror image use Threefry draws keyed by (seed, p), so the
 * result depends on nothing but the inputs. `standardError` is that of the mean of mirrored pairs.
 *
 * @throws {InvalidInputError} {@link FixingsMismatchError} {@link FixingOrderError} as `asianGeometric`; also for `paths` other
 * than an integer in [2, 2^31] or a `seed` other than a 32-bit unsigned integer.
 * @example asianMonteCarlo({ type: 'call', forwards: [100, 100], weights: [0.5, 0.5], fixingTimes: [0.5, 1], strike: 100, rate: 0, volatility: 0.2, paths: 1000, seed: 1 }).price // 6.304946320
 */
export function asianMonteCarlo(input: AsianInput & { readonly paths: number; readonly seed: number }): {
  readonly price: number;
  readonly standardError: number;
} {
  checkObject('input', input);
  checkInteger('paths', input.paths, 2, MAX_PATHS);
  checkInteger('seed', input.seed, 0, 2 ** 32 - 1);
  const problem = asianProblem(input);
  const control = asianGeometric(input).price / problem.discount;
  const { total } = geometricMoments(input);
  const { forwards, weights, fixingTimes, volatility, pastFixings = [] } = input;

  let fixedSum = 0;
  let fixedLog = 0;
  for (const fixing of pastFixings) {
    fixedSum += fixing.weight * fixing.price;
    fixedLog += (fixing.weight / total) * Math.log(fixing.price);
  }
  const pay = (average: number): number => Math.max(problem.sign * (average - input.strike), 0);
  const payoffs = (draws: Float64Array, mirror: 1 | -1): [number, number] => {
    let walk = 0;
    let previous = 0;
    let sum = fixedSum;
    let logarithm = fixedLog;
    for (let i = 0; i < forwards.length; i += 1) {
      const time = fixingTimes[i]!;
      walk += mirror * volatility * Math.sqrt(time - previous) * draws[i]!;
      previous = time;
      const exponent = walk - 0.5 * volatility * volatility * time;
      sum += weights[i]! * forwards[i]! * Math.exp(exponent);
      logarithm += (weights[i]! / total) * (Math.log(forwards[i]!) + exponent);
    }
    return [pay(sum), pay(total * Math.exp(logarithm))];
  };

  // Running moments by Welford's recurrences.
  let meanX = 0;
  let meanY = 0;
  let sxx = 0;
  let sxy = 0;
  let syy = 0;
  for (let path = 0; path < input.paths; path += 1) {
    const draws = normalDraws({ seed: input.seed, scenario: 0, path }, forwards.length);
    const [x1, y1] = payoffs(draws, 1);
    const [x2, y2] = payoffs(draws, -1);
    const dx = 0.5 * (x1 + x2) - meanX;
    const dy = 0.5 * (y1 + y2) - meanY;
    meanX += dx / (path + 1);
    meanY += dy / (path + 1);
    const share = path / (path + 1);
    sxx += dx * dx * share;
    sxy += dx * dy * share;
    syy += dy * dy * share;
  }
  const beta = syy > 0 ? sxy / syy : 0;
  const residual = Math.max(sxx - beta * sxy, 0) / (input.paths * (input.paths - 1));
  return {
    price: problem.discount * (meanX - beta * (meanY - control)),
    standardError: problem.discount * Math.sqrt(residual),
  };
}
