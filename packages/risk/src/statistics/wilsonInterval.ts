import { checkInteger, checkNumber, checkObject } from '@phasegate/pricing/units';
import { normalInverseCdf } from '../normal/normalInverseCdf.ts';

/**
 * Wilson's score interval of a proportion, two-sided: within [0, 1], sensible at no and at all successes, [0, 1]
 * without trials. `(p + z^2/2n -+ z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n)`.
 *
 * @param input.successes, input.trials integers, successes at most trials
 * @param input.confidence in [0.5, 1), for example 0.95
 * @throws {InvalidInputError} values out of range
 * @example
 * wilsonInterval({ successes: 90, trials: 100, confidence: 0.95 }) // [0.8256343384950866, 0.9447708629393249]
 *
 * Source: Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).
 */
export function wilsonInterval(input: {
  readonly successes: number;
  readonly trials: number;
  readonly confidence: number;
}): readonly [low: number, high: number] {
  checkObject('input', input);
  const { trials: n, successes, confidence } = input;
  checkInteger('trials', n, 0);
  checkInteger('successes', successes, 0, n);
  checkNumber('confidence', confidence, 0.5, 1 - 1e-12);
  if (n === 0) return [0, 1];
  const z = normalInverseCdf((1 + confidence) / 2);
  const p = successes / n;
  const centre = p + (z * z) / (2 * n);
  const width = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return [
    successes === 0 ? 0 : Math.max(0, (centre - width) / scale),
    successes === n ? 1 : Math.min(1, (centre + width) / scale),
  ];
}
