/**
 * `ln(forward / strike)` with full relative accuracy also next to the money: there `forward - strike` is exact
 * (Sterbenz) and `log1p` keeps it, while `Math.log(forward / strike)` would lose what the division rounds off.
 * A zero gives an infinity, two zeros 0. A kernel, not checked.
 *
 * @example logMoneyness(100 + 1e-12, 100) // 9.947598300641353e-15
 */
export function logMoneyness(forward: number, strike: number): number {
  const relative = (forward - strike) / strike;
  if (relative > -0.5 && relative < 0.5) return Math.log1p(relative);
  if (forward === strike) return 0;
  const ratio = forward / strike;
  return ratio > 1e-300 && ratio < 1e300 ? Math.log(ratio) : Math.log(forward) - Math.log(strike);
}
