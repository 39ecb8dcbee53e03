/**
 * `x ln(x / expected) + expected - x`, never negative, with `0 ln 0 = 0`, for `x >= 0` and `expected > 0`.
 *
 * Every likelihood ratio of the backtests is twice a sum of these (the linear parts cancel), and unlike the difference
 * of two log-likelihoods it keeps its digits when observed and expected nearly agree.
 * Source: C. Loader, "Fast and accurate computation of binomial probabilities" (2000), function bd0.
 */
export function deviance(x: number, expected: number): number {
  const gap = x - expected;
  if (Math.abs(gap) >= 0.1 * (x + expected)) {
    return x === 0 ? expected : x * Math.log(x / expected) - gap;
  }
  const v = gap / (x + expected);
  let sum = gap * v;
  let term = 2 * x * v;
  for (let j = 1; j < 1000; j++) {
    term *= v * v;
    const next = sum + term / (2 * j + 1);
    if (next === sum) return next;
    sum = next;
  }
  return sum;
}
