import { expect, test } from 'vitest';
import { chiSquareTail } from './chiSquare.ts';
import { deviance } from './deviance.ts';
import { erfc, normalQuantile, normalTail } from './normal.ts';

/** Relative error allowed against 40-digit references; the sources state about 1e-15. */
const RELATIVE = 2e-15;

function relative(actual: number, expected: number): number {
  return Math.abs(actual / expected - 1);
}

// References: mpmath at 40 digits, rounded to float64.
test.each([
  [0.1, 0.887537083981715],
  [0.46875, 0.507386526782062],
  [0.5, 0.4795001221869535],
  [2, 0.004677734981047266],
  [4, 1.541725790028002e-8],
  [4.5, 1.9661604415428876e-10],
  [10, 2.088487583762545e-45],
  [26, 5.663192408856143e-296],
])('default: erfc(%d) within 2e-15 of the reference', (x, expected) => {
  expect(relative(erfc(x), expected)).toBeLessThan(RELATIVE);
});

test.each([
  [0.99, 2.3263478740408408],
  [0.975, 1.9599639845400538],
  [0.5 + 2 ** -20, 2.390507006295574e-6],
  [1e-10, -6.361340902404056],
  [1e-300, -37.0470962993612],
])('behavior: normalQuantile(%d) is the reference', (p, expected) => {
  expect(relative(normalQuantile(p), expected)).toBeLessThan(RELATIVE);
});

test('quantile and tail are inverse to each other from the centre to 1e-200', () => {
  for (let exponent = -200; exponent < 0; exponent += 1.3) {
    const p = 10 ** exponent;
    // An error e of z becomes z^2 e in the tail probability.
    const z = -normalQuantile(p);
    expect(relative(normalTail(z), p)).toBeLessThan(RELATIVE * Math.max(4, z * z));
  }
});

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
