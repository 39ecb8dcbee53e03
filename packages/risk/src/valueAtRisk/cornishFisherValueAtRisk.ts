import { checkNumber, checkObject, checkPositiveNumber, PhasegateError } from '@phasegate/pricing/units';
import { normalDensity, normalQuantile } from '../statistics/normal.ts';
import { confidenceUnits } from './confidence.ts';
import type { ParametricRisk } from './normalValueAtRisk.ts';

/** Skewness and kurtosis for which the Cornish-Fisher expansion is not a quantile function (it falls somewhere). */
export class CornishFisherDomainError extends PhasegateError {
  readonly skewness: number;
  readonly excessKurtosis: number;

  constructor(skewness: number, excessKurtosis: number) {
    super(
      `Cornish-Fisher is not monotone at skewness ${skewness} and excess kurtosis ${excessKurtosis}; ` +
        'allowed is S^2/9 <= 4 (K/8 - S^2/6)(1 - K/8 + 5 S^2/36). Use historicalValueAtRisk or filtered returns.',
    );
    this.skewness = skewness;
    this.excessKurtosis = excessKurtosis;
  }
}

/**
 * Value at risk and expected shortfall with skewness and fat tails by the fourth-order Cornish-Fisher expansion:
 * `w(z) = z + (z^2-1) S/6 + (z^3-3z) K/24 - (2z^3-5z) S^2/36`, `VaR = -mean h + sd sqrt(h) w(z_alpha)`; the shortfall
 * is the exact tail mean of the same expansion,
 * `ES = -mean h + sd sqrt(h) phi(z)/(1-alpha) x (1 + z S/6 + (z^2-1) K/24 - (2z^2-1) S^2/36)`.
 *
 * `S` is the skewness of the *losses* (the negated skewness of profit), `K` the excess kurtosis. Over `horizon`
 * independent periods the mean grows with h, the standard deviation with sqrt(h), skewness shrinks with sqrt(h) and
 * kurtosis with h. `S` and `K` are the expansion's parameters; for large values they differ from the moments of the
 * law it describes. With both 0 this is `normalValueAtRisk`.
 *
 * @param input.skewness of the profit a period: negative when the losses have the long tail
 * @param input.excessKurtosis of the profit a period, 0 for the normal law
 * @throws {CornishFisherDomainError} where the expansion is not monotone in z, so not a quantile
 * @throws {InvalidInputError} non-finite inputs, a negative standard deviation, alpha outside (0, 1)
 * @example
 * cornishFisherValueAtRisk({ mean: 0, standardDeviation: 1, skewness: -0.5, excessKurtosis: 1, alpha: 0.99 })
 *   .valueAtRisk // 2.833709035339367
 *
 * Source: Maillard, "A user's guide to the Cornish Fisher expansion" (2012), for expansion and domain.
 */
export function cornishFisherValueAtRisk(input: {
  mean: number;
  standardDeviation: number;
  skewness: number;
  excessKurtosis: number;
  alpha: number;
  horizon?: number;
}): ParametricRisk {
  checkObject('input', input);
  const horizon = input.horizon ?? 1;
  checkNumber('mean', input.mean);
  checkNumber('standardDeviation', input.standardDeviation, 0);
  checkNumber('skewness', input.skewness);
  checkNumber('excessKurtosis', input.excessKurtosis);
  confidenceUnits(input.alpha);
  checkPositiveNumber('horizon', horizon);
  const s = -input.skewness / Math.sqrt(horizon);
  const k = input.excessKurtosis / horizon;
  // w'(z) is the quadratic (K/8 - S^2/6) z^2 + S/3 z + (1 - K/8 + 5 S^2/36): non-negative everywhere or refused.
  const square = k / 8 - (s * s) / 6;
  const constant = 1 - k / 8 + (5 * s * s) / 36;
  if (square < 0 || constant < 0 || (s * s) / 9 > 4 * square * constant) {
    throw new CornishFisherDomainError(s === 0 ? 0 : -s, k);
  }
  const z = normalQuantile(input.alpha);
  const w =
    z + ((z * z - 1) * s) / 6 + ((z * z * z - 3 * z) * k) / 24 - ((2 * z * z * z - 5 * z) * s * s) / 36;
  const tail = 1 + (z * s) / 6 + ((z * z - 1) * k) / 24 - ((2 * z * z - 1) * s * s) / 36;
  const meanLoss = 0 - input.mean * horizon;
  const deviation = input.standardDeviation * Math.sqrt(horizon);
  return {
    valueAtRisk: meanLoss + deviation * w,
    expectedShortfall: meanLoss + (deviation * normalDensity(z) * tail) / (1 - input.alpha),
  };
}
