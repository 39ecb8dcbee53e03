import { normalCdf } from '../normal/normalCdf.ts';

/**
 * `P(X > statistic)` of the chi-square law with one or two degrees of freedom, in closed form:
 * `2 Phi(-sqrt(x))` and `exp(-x / 2)`. Full relative accuracy in the tail, where `1 - cdf` would have no digits.
 */
export function chiSquareTail(statistic: number, degreesOfFreedom: 1 | 2): number {
  return degreesOfFreedom === 1 ? 2 * normalCdf(-Math.sqrt(statistic)) : Math.exp(-statistic / 2);
}
