import { checkNumbers, checkObject, checkOneOf, InvalidInputError } from '@phasegate/pricing/units';

/** Mean, spread and shape of a sample of profits and losses. */
export interface SampleMoments {
  readonly mean: number;
  readonly standardDeviation: number;
  /** Third standardised moment, 0 for a symmetric law; negative when the losses have the long tail. */
  readonly skewness: number;
  /** Fourth standardised moment less 3, 0 for the normal law. */
  readonly excessKurtosis: number;
}

/**
 * Moments of a sample. `population` divides by n (and gives `g1`, `g2`); `sample` divides the variance by n - 1 and
 * corrects skewness and kurtosis for bias (`G1 = g1 sqrt(n (n-1)) / (n-2)`,
 * `G2 = (n-1) / ((n-2)(n-3)) x ((n+1) g2 + 6)`, as spreadsheets do).
 *
 * A constant sample has skewness and kurtosis 0. Two passes, so a large mean costs no digits.
 *
 * @param values at least 1 for `population`, 4 for `sample`
 * @throws {InvalidInputError} too few values, a non-finite value, an unknown estimator
 * @example
 * sampleMoments([1, 2, 3, 4], { estimator: 'sample' }).standardDeviation // 1.2909944487358056
 *
 * Source: Joanes and Gill, "Comparing measures of sample skewness and kurtosis", The Statistician 47 (1998).
 */
export function sampleMoments(
  values: ArrayLike<number>,
  options: { readonly estimator: 'population' | 'sample' },
): SampleMoments {
  checkObject('options', options);
  const { estimator } = options;
  checkOneOf('estimator', estimator, ['population', 'sample']);
  checkNumbers('values', values, estimator === 'sample' ? 4 : 1);
  const n = values.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += values[i]! / n;
  let m2 = 0;
  let m3 = 0;
  let m4 = 0;
  for (let i = 0; i < n; i++) {
    const d = values[i]! - mean;
    m2 += (d * d) / n;
    m3 += (d * d * d) / n;
    m4 += (d * d * d * d) / n;
  }
  if (!Number.isFinite(m4)) {
    throw new InvalidInputError({
      path: 'values',
      observed: 'a fourth moment beyond float64',
      allowed: 'values whose fourth power is finite',
      remedy: 'Scale the values down.',
    });
  }
  const g1 = m2 === 0 ? 0 : m3 / m2 ** 1.5;
  const g2 = m2 === 0 ? 0 : m4 / (m2 * m2) - 3;
  if (estimator === 'population' || m2 === 0) {
    return { mean, standardDeviation: Math.sqrt(m2), skewness: g1, excessKurtosis: g2 };
  }
  return {
    mean,
    standardDeviation: Math.sqrt((m2 * n) / (n - 1)),
    skewness: (g1 * Math.sqrt(n * (n - 1))) / (n - 2),
    excessKurtosis: ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * g2 + 6),
  };
}
