import { InvalidInputError } from '@phasegate/pricing/units';
import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sp500Returns } from './dailyPrices.testing.ts';
import { expectedShortfall } from './expectedShortfall.ts';
import { historicalValueAtRisk } from './historicalValueAtRisk.ts';

const pnlSeries = fc.array(
  fc.integer({ min: -1000, max: 1000 }).map((x) => x / 8),
  { minLength: 1, maxLength: 60 },
);
/** Confidence levels as percentages with two decimals, so that a twin can decide n x alpha in integers. */
const percent = fc.integer({ min: 1, max: 9_999 });

/** Rounding of a sum of up to a hundred terms of this size. */
const SUM_ROUNDING = 1e-10;

test('default: the second worst of ten at 90 % is the ninth smallest loss', () => {
  const pnl = [1, -1, 2, -2, 3, -3, 4, -4, 5, -5];
  expect(historicalValueAtRisk(pnl, { alpha: 0.9, method: 'exact' })).toBe(4);
  expect(historicalValueAtRisk(pnl, { alpha: 0.91, method: 'exact' })).toBe(5);
  expect(historicalValueAtRisk(pnl, { alpha: 0.9, method: 'interpolated' })).toBeCloseTo(4.1, 14);
  expect(expectedShortfall(pnl, { alpha: 0.9, method: 'exact' })).toBe(5);
  expect(expectedShortfall(pnl, { alpha: 0.8, method: 'exact' })).toBe(4.5);
});

test('behavior: input is neither changed nor expected in order; zero stays +0', () => {
  const pnl = [0, 3, -2];
  expect(historicalValueAtRisk(pnl, { alpha: 0.5, method: 'exact' })).toBe(0);
  expect(pnl).toEqual([0, 3, -2]);
  expect(historicalValueAtRisk(Float64Array.of(4), { alpha: 0.5, method: 'exact' })).toBe(-4);
});

describe('behavior: floats do not shift the rank', () => {
  // Each n x alpha is a whole number mathematically; in floats some come out a little above it.
  test.each([
    [100, 0.95, 95],
    [100, 0.07, 7],
    [1000, 0.07, 70],
    [100, 0.29, 29],
    [1000, 0.999, 999],
    [200, 0.975, 195],
    [10, 1 - 0.9, 1],
    [10, 0.1 + 0.2, 3],
  ])('n = %d, alpha = %d is loss number %d', (n, alpha, rank) => {
    const pnl = Array.from({ length: n }, (_, i) => -(i + 1));
    expect(historicalValueAtRisk(pnl, { alpha, method: 'exact' })).toBe(rank);
  });
});

test('behavior: one observation is every quantile and every shortfall', () => {
  for (const method of ['exact', 'interpolated'] as const) {
    for (const alpha of [0.01, 0.5, 0.99]) {
      expect(historicalValueAtRisk([-7], { alpha, method })).toBe(7);
      expect(expectedShortfall([-7], { alpha, method })).toBe(7);
    }
  }
});

test('behavior: equal losses give exactly that loss', () => {
  const pnl = Array.from({ length: 97 }, () => -0.1);
  for (const method of ['exact', 'interpolated'] as const) {
    expect(expectedShortfall(pnl, { alpha: 0.973, method })).toBe(0.1);
  }
});

// scipy / NumPy on the same series: sorted order statistics, np.quantile (type 7), a fine trapezoid of np.quantile.
test.each([
  [0.95, 0.019126657637915045, 0.030834469978143344, 0.01912060204917101],
  [0.975, 0.02584045547603664, 0.03939189143595936, 0.025706228400774977],
  [0.99, 0.03512077702948603, 0.053370297821465955, 0.035117676976507334],
])('behavior: twenty years of the S&P 500 at %d', (alpha, exact, shortfall, interpolated) => {
  const pnl = sp500Returns();
  expect(pnl).toHaveLength(5104);
  expect(historicalValueAtRisk(pnl, { alpha, method: 'exact' })).toBeCloseTo(exact, 14);
  expect(expectedShortfall(pnl, { alpha, method: 'exact' })).toBeCloseTo(shortfall, 14);
  expect(historicalValueAtRisk(pnl, { alpha, method: 'interpolated' })).toBeCloseTo(interpolated, 14);
});

test('exact value at risk is the smallest loss that at least a share alpha of outcomes does not exceed', () => {
  fc.assert(
    fc.property(pnlSeries, percent, (pnl, p) => {
      const losses = pnl.map((x) => 0 - x);
      const twin = losses
        .filter((loss) => losses.filter((other) => other <= loss).length * 10_000 >= p * losses.length)
        .reduce((a, b) => Math.min(a, b));
      expect(historicalValueAtRisk(pnl, { alpha: p / 10_000, method: 'exact' })).toBe(twin);
    }),
    { numRuns: runs(200) },
  );
});

test('exact shortfall is the mean of the worst outcomes when each is split into 10,000 equal parts', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 12 }),
      percent,
      (pnl, p) => {
        const losses = pnl.map((x) => 0 - x).sort((a, b) => b - a);
        let parts = losses.length * (10_000 - p);
        const count = parts;
        let sum = 0;
        for (const loss of losses) {
          const taken = Math.min(parts, 10_000);
          sum += taken * loss;
          parts -= taken;
        }
        const es = expectedShortfall(pnl, { alpha: p / 10_000, method: 'exact' });
        expect(Math.abs(es - sum / count)).toBeLessThan(SUM_ROUNDING);
      },
    ),
    { numRuns: runs(200) },
  );
});

test('interpolated shortfall is the integral of the interpolated quantile', () => {
  fc.assert(
    fc.property(pnlSeries, percent, (pnl, p) => {
      const alpha = p / 10_000;
      // The quantile is linear between its knots i / (n - 1), so two points a piece integrate it exactly.
      const n = pnl.length;
      const knots = [alpha];
      for (let i = 0; i < n; i++) if (i > alpha * (n - 1)) knots.push(i / (n - 1));
      if (n === 1) knots.push(1);
      const at = (u: number) =>
        u >= 1 - 1e-13
          ? Math.max(...pnl.map((x) => 0 - x))
          : historicalValueAtRisk(pnl, { alpha: u, method: 'interpolated' });
      let area = 0;
      for (let i = 1; i < knots.length; i++) {
        area += ((at(knots[i - 1]!) + at(knots[i]!)) / 2) * (knots[i]! - knots[i - 1]!);
      }
      const es = expectedShortfall(pnl, { alpha, method: 'interpolated' });
      // Knots such as 1/3 are read to twelve decimals, on slopes of at most 250 x 60, over a tail of at least 1e-4.
      expect(Math.abs(es * (1 - alpha) - area)).toBeLessThan(1e-7);
    }),
    { numRuns: runs(200) },
  );
});

test('shortfall is never below value at risk, and both rise with alpha', () => {
  fc.assert(
    fc.property(
      pnlSeries,
      percent,
      percent,
      fc.constantFrom('exact' as const, 'interpolated' as const),
      (pnl, p, q, method) => {
        const [low, high] = p < q ? [p / 10_000, q / 10_000] : [q / 10_000, p / 10_000];
        const risk = (alpha: number) => [
          historicalValueAtRisk(pnl, { alpha, method }),
          expectedShortfall(pnl, { alpha, method }),
        ];
        const [lowVar, lowEs] = risk(low) as [number, number];
        const [highVar, highEs] = risk(high) as [number, number];
        expect(lowEs - lowVar).toBeGreaterThanOrEqual(-SUM_ROUNDING);
        expect(highVar - lowVar).toBeGreaterThanOrEqual(-SUM_ROUNDING);
        expect(highEs - lowEs).toBeGreaterThanOrEqual(-SUM_ROUNDING);
      },
    ),
    { numRuns: runs(200) },
  );
});

test('exact shortfall is subadditive: two books together never exceed the sum of each', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: -99, max: 99 })), {
        minLength: 1,
        maxLength: 40,
      }),
      percent,
      (pairs, p) => {
        const options = { alpha: p / 10_000, method: 'exact' as const };
        const apart =
          expectedShortfall(
            pairs.map(([a]) => a),
            options,
          ) +
          expectedShortfall(
            pairs.map(([, b]) => b),
            options,
          );
        expect(
          expectedShortfall(
            pairs.map(([a, b]) => a + b),
            options,
          ),
        ).toBeLessThanOrEqual(apart + SUM_ROUNDING);
      },
    ),
    { numRuns: runs(200) },
  );
});

test('error: InvalidInputError on bad series, levels and methods', () => {
  const good = { alpha: 0.99, method: 'exact' as const };
  for (const figure of [historicalValueAtRisk, expectedShortfall]) {
    for (const pnl of [[], [1, Number.NaN], [Number.POSITIVE_INFINITY], [1n], ['1'], 'abc', undefined]) {
      expect(() => figure(pnl as unknown as number[], good)).toThrow(InvalidInputError);
    }
    for (const alpha of [
      0,
      1,
      -0.1,
      1.5,
      99,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      1e-15,
      '0.9',
      undefined,
    ]) {
      expect(() => figure([1, 2], { ...good, alpha: alpha as number })).toThrow(InvalidInputError);
    }
    expect(() => figure([1], { ...good, method: 'linear' as 'exact' })).toThrow(InvalidInputError);
  }
});
