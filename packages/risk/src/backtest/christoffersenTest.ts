import { checkBoolean, checkList, checkObject } from '@phasegate/pricing/units';
import { chiSquareTail } from '../statistics/chiSquare.ts';
import { deviance } from '../statistics/deviance.ts';
import { confidenceUnits } from '../valueAtRisk/confidence.ts';
import { kupiecTest, type LikelihoodRatio } from './kupiecTest.ts';

/**
 * Christoffersen's tests: do exceptions come alone, or one after another?
 *
 * With `n_ij` the transitions from state i to j (1 = exception) among the n - 1 pairs of neighbours, `independence`
 * is `2 sum n_ij ln( n_ij / (row_i col_j / (n-1)) )`, the likelihood ratio of a first-order Markov chain against one
 * common probability, chi-square with one degree of freedom. `conditionalCoverage` adds Kupiec's statistic (over all
 * n hits), with two degrees of freedom. An empty cell contributes 0 (`0 ln 0 = 0`) and a state that never occurred
 * leaves nothing to compare: statistic 0, p-value 1.
 *
 * @param hits in time order, true where the loss exceeded the value at risk, at least 2
 * @param options.alpha confidence level of the tested value at risk, in (0, 1)
 * @throws {InvalidInputError} fewer than 2 hits, a hit that is not a boolean, alpha outside (0, 1)
 * @example
 * christoffersenTest([false, true, true, false, false, false], { alpha: 0.9 }).independence.statistic // 0.138442938083906
 *
 * Source: Christoffersen, "Evaluating interval forecasts", International Economic Review 39 (1998).
 */
export function christoffersenTest(
  hits: readonly boolean[],
  options: { readonly alpha: number },
): { readonly independence: LikelihoodRatio; readonly conditionalCoverage: LikelihoodRatio } {
  checkObject('options', options);
  checkList('hits', hits, 2);
  confidenceUnits(options.alpha);
  const cells = [0, 0, 0, 0];
  let exceptions = 0;
  let previous = 0;
  for (let i = 0; i < hits.length; i++) {
    const hit = hits[i];
    checkBoolean(`hits[${i}]`, hit);
    const now = hit ? 1 : 0;
    exceptions += now;
    if (i > 0) cells[2 * previous + now]! += 1;
    previous = now;
  }
  const pairs = hits.length - 1;
  let independence = 0;
  for (let from = 0; from < 2; from++) {
    for (let to = 0; to < 2; to++) {
      const row = cells[2 * from]! + cells[2 * from + 1]!;
      const column = cells[to]! + cells[2 + to]!;
      if (row > 0 && column > 0) independence += 2 * deviance(cells[2 * from + to]!, (row * column) / pairs);
    }
  }
  const coverage = kupiecTest({ exceptions, observations: hits.length, alpha: options.alpha });
  const joint = coverage.statistic + independence;
  return {
    independence: { statistic: independence, pValue: chiSquareTail(independence, 1) },
    conditionalCoverage: { statistic: joint, pValue: chiSquareTail(joint, 2) },
  };
}
