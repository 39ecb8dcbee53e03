import { erfc } from './normal.ts';

/**
 * `P(X > statistic)` of the chi-square law with one or two degrees of freedom, in closed form:
 * `erfc(sqrt(x / 2))` and `exp(-x / 2)`. Full relative accuracy in the tail, where `1 - cdf` would have no digits.
 */
export function chiSquareTail(statistic: number, degreesOfFreedom: 1 | 2): number {
  return degreesOfFreedom === 1 ? erfc(Math.sqrt(statistic / 2)) : Math.exp(-statistic / 2);
}
