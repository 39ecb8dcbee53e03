import { checkNumbers, checkObject, InvalidInputError } from '@phasegate/pricing/units';
import { normalInverseCdf } from '../normal/normalInverseCdf.ts';
import { confidenceUnits } from './confidence.ts';
import type { RiskContributions } from './riskContributions.ts';

/**
 * Contributions to parametric value at risk of a portfolio with normal, zero-mean returns:
 * `VaR = z sqrt(w' C w)`, marginal `z (C w)_i / sqrt(w' C w)`, component `w_i x marginal_i`. The components add to the
 * total, which is defined as their sum.
 *
 * @param input.exposures signed notionals w, one a position
 * @param input.covariance of returns, row after row, symmetric, `positions^2` long
 * @param input.alpha confidence level in (0, 1)
 * @returns all zero for a portfolio without variance
 * @throws {InvalidInputError} wrong lengths, non-finite values, an asymmetric covariance or one that gives a negative
 * variance, alpha outside (0, 1)
 * @example
 * normalContributions({ exposures: [3, 4], covariance: [1, 0, 0, 1], alpha: 0.99 }).total // 11.631739370204205
 *
 * Source: Jorion, "Value at Risk" (2007), chapter 7.
 */
export function normalContributions(input: {
  readonly exposures: ArrayLike<number>;
  readonly covariance: ArrayLike<number>;
  readonly alpha: number;
}): RiskContributions {
  checkObject('input', input);
  const { exposures, covariance } = input;
  checkNumbers('exposures', exposures);
  checkNumbers('covariance', covariance);
  confidenceUnits(input.alpha);
  const n = exposures.length;
  if (covariance.length !== n * n) {
    throw new InvalidInputError({
      path: 'covariance.length',
      observed: covariance.length,
      allowed: `${n} x ${n}`,
    });
  }
  const product = new Float64Array(n);
  let variance = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      if (covariance[i * n + j] !== covariance[j * n + i]) {
        throw new InvalidInputError({
          path: `covariance[${i * n + j}]`,
          observed: covariance[i * n + j],
          allowed: `equal to its mirror ${covariance[j * n + i]}`,
        });
      }
      product[i]! += covariance[i * n + j]! * exposures[j]!;
    }
    variance += exposures[i]! * product[i]!;
  }
  if (variance < 0 || !Number.isFinite(variance)) {
    throw new InvalidInputError({
      path: 'covariance',
      observed: `variance ${variance}`,
      allowed: 'a positive semidefinite matrix of moderate size',
    });
  }
  const components = new Float64Array(n);
  const marginals = new Float64Array(n);
  if (variance === 0) return { total: 0, components, marginals };
  const scale = normalInverseCdf(input.alpha) / Math.sqrt(variance);
  let total = 0;
  for (let i = 0; i < n; i++) {
    marginals[i] = scale * product[i]!;
    components[i] = exposures[i]! * marginals[i]!;
    total += components[i]!;
  }
  return { total, components, marginals };
}
