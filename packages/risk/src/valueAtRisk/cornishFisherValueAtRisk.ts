import { checkFields, checkNumber, checkPositiveNumber } from '@phasegate/pricing/units';
import { normalInverseCdf } from '../normal/normalInverseCdf.ts';
import { confidenceUnits } from './confidence.ts';
import { expansion, expansionTail, rearrangedTail, turningPoints } from './cornishFisherExpansion.ts';
import { PARAMETRIC_FIELDS, type ParametricRisk } from './normalValueAtRisk.ts';

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
 * Where the expansion falls somewhere (any negative excess kurtosis, for one, far out in the tails) it is rearranged: both
 * figures are those of the variable `w(Z)`, which differs from the formulas only by the probability that lies where w falls.
 * Large S or K make it a poor description of the data, never an inconsistent one: VaR rises with alpha and ES is above it.
 *
 * @param input.skewness of the profit a period: negative when the losses have the long tail
 * @param input.excessKurtosis of the profit a period, 0 for the normal law
 * @throws {InvalidInputError} non-finite inputs, a negative standard deviation, alpha outside (0, 1)
 * @example
 * cornishFisherValueAtRisk({ mean: 0, standardDeviation: 1, skewness: -0.5, excessKurtosis: 1, alpha: 0.99 })
 *   .valueAtRisk // 2.833709035339369
 *
 * Source: Maillard, "A user's guide to the Cornish Fisher expansion" (2012); for the rearrangement see `rearrangedTail`.
 */
export function cornishFisherValueAtRisk(input: {
  readonly mean: number;
  readonly standardDeviation: number;
  readonly skewness: number;
  readonly excessKurtosis: number;
  readonly alpha: number;
  readonly horizon?: number;
}): ParametricRisk {
  checkFields('input', input, PARAMETRIC_FIELDS);
  const horizon = input.horizon ?? 1;
  checkNumber('mean', input.mean);
  checkNumber('standardDeviation', input.standardDeviation, 0);
  checkNumber('skewness', input.skewness);
  checkNumber('excessKurtosis', input.excessKurtosis);
  confidenceUnits(input.alpha);
  checkPositiveNumber('horizon', horizon);
  const s = -input.skewness / Math.sqrt(horizon);
  const k = input.excessKurtosis / horizon;
  const shape = { s, k };
  const z = normalInverseCdf(input.alpha);
  const upper = 1 - input.alpha;
  const { quantile, mean } =
    turningPoints(shape).length === 0
      ? { quantile: expansion(shape, z), mean: expansionTail(shape, z) / upper }
      : rearrangedTail(shape, upper);
  const meanLoss = 0 - input.mean * horizon;
  const deviation = input.standardDeviation * Math.sqrt(horizon);
  return { valueAtRisk: meanLoss + deviation * quantile, expectedShortfall: meanLoss + deviation * mean };
}
