import { expect, test } from 'vitest';
import { chiSquareTail } from './chiSquare.ts';
import { deviance } from './deviance.ts';

/** Relative error allowed against 40-digit references. */
const RELATIVE = 2e-15;

function relative(actual: number, expected: number): number {
  return Math.abs(actual / expected - 1);
}

// scipy.stats.chi2.sf
test.each([
  [3.841458820694124, 1, 0.05],
  [97.26986329847128, 1, 6.049409027703693e-23],
  [5.991464547107979, 2, 0.05],
  [106.74503026354512, 2, 6.616239122195759e-24],
  [0, 1, 1],
  [0, 2, 1],
] as const)('behavior: chi-square tail at %d with %d degrees', (x, degrees, expected) => {
  expect(relative(chiSquareTail(x, degrees), expected)).toBeLessThan(1e-13);
});

test('behavior: deviance agrees with its definition, and is exactly 0 at the expected value', () => {
  expect(deviance(5, 5)).toBe(0);
  expect(deviance(0, 2.5)).toBe(2.5);
  expect(deviance(5, 2.5)).toBeCloseTo(5 * Math.log(2) - 2.5, 14);
  // 1000 ln(1000/1001) + 1 to 17 digits by mpmath; the naive form keeps 12 of them.
  expect(relative(deviance(1000, 1001), 0.0004996669164668332)).toBeLessThan(RELATIVE);
});
