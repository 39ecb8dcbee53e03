import { checkInteger, checkNumber, checkObject } from '@phasegate/pricing/units';

/**
 * Probability of `successes` or more among independent trials, `sum_{k >= x} C(n, k) p^k (1 - p)^(n - k)`: the one-sided test
 * of "too many". 1 at no successes; falls with each further one. Relative error of a small tail below 1e-9 up to a million trials.
 *
 * @param input.successes, input.trials integers, successes at most trials
 * @param input.probability of one success, in (0, 1)
 * @throws {InvalidInputError} values out of range
 * @example
 * binomialTail({ successes: 2, trials: 3, probability: 0.5 }) // 0.5
 */
export function binomialTail(input: {
  readonly successes: number;
  readonly trials: number;
  readonly probability: number;
}): number {
  checkObject('input', input);
  const { successes: x, trials: n, probability: p } = input;
  checkInteger('trials', n, 0);
  checkInteger('successes', x, 0, n);
  checkNumber('probability', p, Number.MIN_VALUE, 1 - 2 ** -53);
  if (x === 0) return 1;
  // The smaller tail is summed outwards from its largest term, so that no term can grow.
  return x > n * p ? tailFrom(x, n, p) : 1 - tailFrom(n - x + 1, n, 1 - p);
}

/** Probability of x or more, x above the mean. */
function tailFrom(x: number, n: number, p: number): number {
  let logTerm = x * Math.log(p) + (n - x) * Math.log1p(-p);
  for (let i = 1; i <= x; i += 1) logTerm += Math.log((n - x + i) / i);
  let [term, sum] = [1, 1];
  for (let k = x; k < n && term > 1e-18 * sum; k += 1) {
    term *= ((n - k) / (k + 1)) * (p / (1 - p));
    sum += term;
  }
  return Math.min(1, Math.exp(logTerm + Math.log(sum)));
}
