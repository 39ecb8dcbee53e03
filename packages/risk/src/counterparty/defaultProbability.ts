import { checkFields, checkInteger, checkPositiveNumber } from '@phasegate/pricing/units';
import { wilsonInterval } from '../statistics/wilsonInterval.ts';

/** A probability of failing an obligation. */
export interface DefaultProbability {
  /** Posterior mean. */
  readonly mean: number;
  /** Wilson interval of the observed ratio: what the record alone supports. */
  readonly interval: readonly [low: number, high: number];
}

/**
 * Probability that a counterparty fails its next obligation, from its record: the posterior mean
 * `(failed + a) / (obligations + a + b)` under a Beta(a, b) prior, and the Wilson interval of the record. A
 * newcomer gets the prior's mean, by default 1 / 20; the prior weighs as much as `a + b` obligations.
 *
 * @param input.failed, input.obligations integers, failed at most obligations
 * @param input.prior pseudo-counts of failed and met obligations, above zero, default 0.5 and 9.5
 * @param input.confidence of the interval, default 0.95
 * @throws {InvalidInputError} counts out of range
 * @example
 * defaultProbability({ failed: 2, obligations: 90 }).mean // 0.025
 *
 * Sources: Gelman et al., "Bayesian Data Analysis" (2013), section 2.4; Wilson, JASA 22 (1927).
 */
export function defaultProbability(input: {
  readonly failed: number;
  readonly obligations: number;
  readonly prior?: { readonly failed: number; readonly met: number };
  readonly confidence?: number;
}): DefaultProbability {
  checkFields('input', input, ['failed', 'obligations', 'prior', 'confidence']);
  if (input.prior !== undefined) checkFields('prior', input.prior, ['failed', 'met']);
  const { obligations, failed } = input;
  checkInteger('obligations', obligations, 0);
  checkInteger('failed', failed, 0, obligations);
  const a = input.prior?.failed ?? 0.5;
  checkPositiveNumber('prior.failed', a);
  const b = input.prior?.met ?? 9.5;
  checkPositiveNumber('prior.met', b);
  return {
    mean: (failed + a) / (obligations + a + b),
    interval: wilsonInterval({
      successes: failed,
      trials: obligations,
      confidence: input.confidence ?? 0.95,
    }),
  };
}
