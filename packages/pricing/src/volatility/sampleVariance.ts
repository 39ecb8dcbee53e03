/** `sum (x - mean)^2 / (n - 1)` in two passes, which does not cancel; at least 2 values. */
export function sampleVariance(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}
