const INVERSE_SQRT_2PI = 0.3989422804014327;

/**
 * Standard normal density `phi(x) = exp(-x^2/2) / sqrt(2 pi)`, per unit of x. NaN stays NaN: a kernel, not checked.
 *
 * @example normalPdf(0) // 0.3989422804014327
 */
export function normalPdf(x: number): number {
  return INVERSE_SQRT_2PI * Math.exp(-0.5 * x * x);
}
