import { expect, test } from 'vitest';
import { unaryOperations } from '../expression/operations.ts';
import { point } from './interval.ts';
import { type Bounds, exponentialBounds, powerBounds, unaryBounds } from './unaryBounds.ts';

type Row = readonly [string, (x: number) => number, (x: number) => Bounds];
const rows: readonly Row[] = [
  ...Object.entries(unaryOperations).map(
    ([name, call]): Row => [name, call, (x) => unaryBounds[name as keyof typeof unaryBounds](point(x))],
  ),
  ...[-2, -1, -0.5, 0, 0.5, 1, 1.7, 2, 3, 4].map(
    (n): Row => [`x^${n}`, (x) => x ** n, (x) => powerBounds(point(x), n)],
  ),
  ...[0.3, 1, 2].map(
    (base): Row => [`${base}^x`, (x) => base ** x, (x) => exponentialBounds(base, point(x))],
  ),
];

test.each(rows)(
  'default: value, first and second derivative of %s, against differences',
  (_, call, bounds) => {
    for (const x of [0.4, 0.9, 1.3, 2.2]) {
      const { value, first, second, isDefined } = bounds(x);
      expect(isDefined).toBe(true);
      expect(value.lo).toBeLessThanOrEqual(call(x));
      expect(value.hi).toBeGreaterThanOrEqual(call(x));
      const slope = (call(x + 1e-5) - call(x - 1e-5)) / 2e-5;
      const curvature = (call(x + 1e-3) - 2 * call(x) + call(x - 1e-3)) / 1e-6;
      for (const end of ['lo', 'hi'] as const) {
        expect(Math.abs(value[end] - call(x))).toBeLessThanOrEqual(1e-14 * Math.abs(call(x)));
        expect(Math.abs(first[end] - slope)).toBeLessThanOrEqual(1e-7 * Math.max(1, Math.abs(slope)));
        expect(Math.abs(second[end] - curvature)).toBeLessThanOrEqual(
          1e-3 * Math.max(1, Math.abs(curvature)),
        );
      }
    }
  },
);

test.each([
  ['sqrt', -1e-300],
  ['log', -1],
  ['log1p', -1.1],
] as const)('behavior: %s of %d is not defined', (name, x) => {
  expect(unaryBounds[name](point(x)).isDefined).toBe(false);
});

test('behavior: a root of a negative number is not defined, an odd power of one is', () => {
  expect(powerBounds({ lo: -1, hi: 2 }, 0.5).isDefined).toBe(false);
  const { value } = powerBounds({ lo: -1, hi: 2 }, 3);
  expect(value.lo).toBeCloseTo(-1, 14);
  expect(value.hi).toBeCloseTo(8, 13);
});
