import { checkInteger, checkObject } from '@phasegate/pricing/units';
import { chiSquareTail } from '../statistics/chiSquare.ts';
import { deviance } from '../statistics/deviance.ts';
import { confidenceUnits } from '../valueAtRisk/confidence.ts';

/** A likelihood-ratio statistic and the probability of one at least as large under the hypothesis. */
export interface LikelihoodRatio {
  readonly statistic: number;
  readonly pValue: number;
}

/**
 * Kupiec's proportion-of-failures test: were there as many exceptions (losses beyond the value at risk) as the
 * confidence level promises?
 *
 * `LR = -2 ln( (1-p)^(n-x) p^x / ((1-x/n)^(n-x) (x/n)^x) )` with `p = 1 - alpha`, chi-square with one degree of
 * freedom; `0^0 = 1`, so no exceptions and only exceptions are both answered. Statistic 0 where `x = n p`, growing
 * away from it on either side; the p-value keeps its relative accuracy far into the tail.
 *
 * @param input.exceptions integer in [0, observations]
 * @param input.observations integer of at least 1
 * @param input.alpha confidence level of the tested value at risk, in (0, 1)
 * @throws {InvalidInputError} counts that are not integers or out of range, alpha outside (0, 1)
 * @example
 * kupiecTest({ exceptions: 5, observations: 250, alpha: 0.99 }).pValue // 0.1618549171960
 *
 * Source: Kupiec, "Techniques for verifying the accuracy of risk measurement models", J. Derivatives 3 (1995).
 */
export function kupiecTest(input: {
  readonly exceptions: number;
  readonly observations: number;
  readonly alpha: number;
}): LikelihoodRatio {
  checkObject('input', input);
  const { observations: n, exceptions: x } = input;
  checkInteger('observations', n, 1);
  checkInteger('exceptions', x, 0, n);
  confidenceUnits(input.alpha);
  const statistic = 2 * (deviance(x, n * (1 - input.alpha)) + deviance(n - x, n * input.alpha));
  return { statistic, pValue: chiSquareTail(statistic, 1) };
}
