import { checkNumber, checkNumbers } from '@phasegate/pricing/units';
import { normalInverseCdf } from '../normal/normalInverseCdf.ts';
import { sampleMoments } from './sampleMoments.ts';

/**
 * Standard deviation of returns (n - 1) and a two-sided interval that allows for fat tails:
 * `s exp(-+ z sqrt((k + 2) / (4 n)))` with k the excess kurtosis (the delta method on `ln s`; k = 0 is the normal
 * case). A constant series gives [0, 0].
 *
 * @param returns at least 4
 * @param confidence in [0.5, 1)
 * @throws {InvalidInputError} too few or non-finite returns
 * @example
 * volatilityInterval([0.1, -0.1, 0.1, -0.1], 0.95).volatility // 0.11547005383792516
 *
 * Source: Greene, "Econometric Analysis" (2018), appendix C, variance of the sample variance.
 */
export function volatilityInterval(
  returns: ArrayLike<number>,
  confidence: number,
): { readonly volatility: number; readonly interval: readonly [low: number, high: number] } {
  checkNumbers('returns', returns, 4);
  checkNumber('confidence', confidence, 0.5, 1 - 1e-12);
  const volatility = sampleMoments(returns, { estimator: 'sample' }).standardDeviation;
  const { excessKurtosis } = sampleMoments(returns, { estimator: 'population' });
  const width =
    normalInverseCdf((1 + confidence) / 2) *
    Math.sqrt((Math.max(-2, excessKurtosis) + 2) / (4 * returns.length));
  return { volatility, interval: [volatility * Math.exp(-width), volatility * Math.exp(width)] };
}
