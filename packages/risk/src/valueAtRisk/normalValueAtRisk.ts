import { checkFields, checkNumber, checkPositiveNumber } from '@phasegate/pricing/units';
import { normalInverseCdf } from '../normal/normalInverseCdf.ts';
import { normalPdf } from '../normal/normalPdf.ts';
import { confidenceUnits } from './confidence.ts';

/** The fields of every parametric model: moments are handed in as `sampleMoments` gives them. */
export const PARAMETRIC_FIELDS: readonly string[] = [
  'mean',
  'standardDeviation',
  'skewness',
  'excessKurtosis',
  'alpha',
  'horizon',
];

/** A parametric model's two figures, losses positive, in the unit of its inputs. */
export interface ParametricRisk {
  readonly valueAtRisk: number;
  readonly expectedShortfall: number;
}

/**
 * Value at risk and expected shortfall of normally distributed profit and loss:
 * `VaR = -mean h + sd sqrt(h) z`, `ES = -mean h + sd sqrt(h) phi(z) / (1 - alpha)`, `z = Phi^-1(alpha)`.
 *
 * Losses positive. Profits of different periods are taken as independent: over `horizon` periods the mean grows with
 * `h` and the standard deviation with `sqrt(h)`. The caller chooses the estimator of the standard deviation
 * (`sampleMoments` offers n and n - 1). Relative error about 1e-15.
 *
 * @param input.mean mean profit a period (positive is profit)
 * @param input.standardDeviation of the profit a period, zero or more, same unit
 * @param input.alpha confidence level in (0, 1)
 * @param input.horizon number of periods, above 0, default 1; may be fractional
 * @throws {InvalidInputError} non-finite inputs, a negative standard deviation, alpha outside (0, 1)
 * @example
 * normalValueAtRisk({ mean: 0, standardDeviation: 1, alpha: 0.99 }).valueAtRisk // 2.32634787404084
 *
 * Source: McNeil, Frey, Embrechts, "Quantitative Risk Management" (2015), examples 2.11 and 2.14.
 */
export function normalValueAtRisk(input: {
  readonly mean: number;
  readonly standardDeviation: number;
  readonly alpha: number;
  readonly horizon?: number;
}): ParametricRisk {
  checkFields('input', input, PARAMETRIC_FIELDS);
  const horizon = input.horizon ?? 1;
  checkNumber('mean', input.mean);
  checkNumber('standardDeviation', input.standardDeviation, 0);
  confidenceUnits(input.alpha);
  checkPositiveNumber('horizon', horizon);
  const z = normalInverseCdf(input.alpha);
  const meanLoss = 0 - input.mean * horizon;
  const deviation = input.standardDeviation * Math.sqrt(horizon);
  return {
    valueAtRisk: meanLoss + deviation * z,
    expectedShortfall: meanLoss + deviation * (normalPdf(z) / (1 - input.alpha)),
  };
}
