import { InvalidInputError } from '@phasegate/pricing/units';
import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalInverseCdf } from '../normal/normalInverseCdf.ts';
import { normalDraws } from '../random/normalDraws.ts';
import { sampleMoments } from '../statistics/sampleMoments.ts';
import { turningPoints } from './cornishFisherExpansion.ts';
import { cornishFisherValueAtRisk } from './cornishFisherValueAtRisk.ts';
import { sp500Returns } from './dailyPrices.testing.ts';
import { filteredHistoricalPnl } from './filteredHistoricalPnl.ts';
import { historicalValueAtRisk } from './historicalValueAtRisk.ts';
import { normalValueAtRisk } from './normalValueAtRisk.ts';

test('default: the standard normal at 99 % (scipy)', () => {
  const risk = normalValueAtRisk({ mean: 0, standardDeviation: 1, alpha: 0.99 });
  expect(risk.valueAtRisk).toBeCloseTo(2.3263478740408408, 14);
  expect(risk.expectedShortfall).toBeCloseTo(2.665214220345808, 14);
});

test('behavior: the mean profit lowers both, over a horizon h the mean counts h times and the deviation sqrt(h)', () => {
  const risk = normalValueAtRisk({ mean: 0.5, standardDeviation: 2, alpha: 0.99, horizon: 4 });
  expect(risk.valueAtRisk).toBeCloseTo(-2 + 4 * 2.3263478740408408, 13);
  expect(risk.expectedShortfall).toBeCloseTo(-2 + 4 * 2.665214220345808, 13);
});

test('behavior: no deviation leaves the mean; below 50 % the value at risk is a gain', () => {
  expect(normalValueAtRisk({ mean: 3, standardDeviation: 0, alpha: 0.9 })).toEqual({
    valueAtRisk: -3,
    expectedShortfall: -3,
  });
  expect(normalValueAtRisk({ mean: 0, standardDeviation: 1, alpha: 0.01 }).valueAtRisk).toBeLessThan(-2.3);
});

test('behavior: Cornish-Fisher with long-tailed losses, against numerical integration (scipy)', () => {
  const risk = cornishFisherValueAtRisk({
    mean: 0,
    standardDeviation: 1,
    skewness: -0.5,
    excessKurtosis: 1,
    alpha: 0.99,
  });
  expect(risk.valueAtRisk).toBeCloseTo(2.8337090353393686, 13);
  expect(risk.expectedShortfall).toBeCloseTo(3.4900194016602164, 12);
});

test('behavior: without skewness and kurtosis Cornish-Fisher is the normal model', () => {
  const input = { mean: 0.1, standardDeviation: 2, alpha: 0.975, horizon: 3 };
  expect(cornishFisherValueAtRisk({ ...input, skewness: 0, excessKurtosis: 0 })).toEqual(
    normalValueAtRisk(input),
  );
});

test('behavior: over a horizon skewness falls with sqrt(h) and kurtosis with h', () => {
  const long = cornishFisherValueAtRisk({
    mean: 0,
    standardDeviation: 1,
    skewness: -1,
    excessKurtosis: 4,
    alpha: 0.99,
    horizon: 4,
  });
  const scaled = cornishFisherValueAtRisk({
    mean: 0,
    standardDeviation: 2,
    skewness: -0.5,
    excessKurtosis: 1,
    alpha: 0.99,
  });
  expect(long).toEqual(scaled);
});

test('behavior: any skewness and kurtosis answers; where the expansion falls, as the variable w(Z) has it', () => {
  const w = (z: number, s: number, k: number): number =>
    z + ((z * z - 1) * s) / 6 + ((z ** 3 - 3 * z) * k) / 24 - ((2 * z ** 3 - 5 * z) * s * s) / 36;
  // Midpoints of a million slices of probability, in order: the rearranged quantiles themselves.
  const count = 200_000;
  const normals = Array.from({ length: count }, (_, i) => normalInverseCdf((i + 0.5) / count));
  for (const [skewness, excessKurtosis] of [
    [0, -1],
    [0, 8.1],
    [3, 4],
    [-1, 0],
    [0.5, 0],
    [-0.1, -0.3],
  ] as const) {
    const losses = normals.map((z) => w(z, -skewness, excessKurtosis)).sort((a, b) => a - b);
    for (const alpha of [0.05, 0.5, 0.9, 0.99]) {
      const risk = cornishFisherValueAtRisk({
        mean: 0,
        standardDeviation: 1,
        skewness,
        excessKurtosis,
        alpha,
      });
      const rank = Math.round(alpha * count);
      const tail = losses.slice(rank);
      expect(Math.abs(risk.valueAtRisk - losses[rank]!)).toBeLessThan(3e-3 * (1 + Math.abs(losses[rank]!)));
      const mean = tail.reduce((sum, x) => sum + x, 0) / tail.length;
      expect(Math.abs(risk.expectedShortfall - mean)).toBeLessThan(3e-3 * (1 + Math.abs(mean)));
    }
  }
});

test('behavior: light tails and little skewness leave the textbook formula to nine digits', () => {
  const z = 2.3263478740408408;
  const { valueAtRisk } = cornishFisherValueAtRisk({
    mean: 0,
    standardDeviation: 1,
    skewness: 0,
    excessKurtosis: -0.3,
    alpha: 0.99,
  });
  expect(valueAtRisk).toBeCloseTo(z - ((z ** 3 - 3 * z) * 0.3) / 24, 9);
});

test('of any moments the value at risk rises with the confidence and the shortfall lies above it', () => {
  const met = { rearranged: 0, plain: 0 };
  fc.assert(
    fc.property(
      fc.double({ min: -4, max: 4, noNaN: true }),
      fc.double({ min: -2, max: 30, noNaN: true }),
      fc.array(fc.double({ min: 0.001, max: 0.999, noNaN: true }), { minLength: 2, maxLength: 6 }),
      (skewness, excessKurtosis, levels) => {
        const shape = { s: -skewness, k: excessKurtosis };
        met[turningPoints(shape).length === 0 ? 'plain' : 'rearranged'] += 1;
        let last = Number.NEGATIVE_INFINITY;
        for (const alpha of levels.toSorted((a, b) => a - b)) {
          const risk = cornishFisherValueAtRisk({
            mean: 0,
            standardDeviation: 1,
            skewness,
            excessKurtosis,
            alpha,
          });
          expect(risk.valueAtRisk).toBeGreaterThanOrEqual(last - 1e-9);
          expect(risk.expectedShortfall).toBeGreaterThanOrEqual(risk.valueAtRisk - 1e-9);
          last = risk.valueAtRisk;
        }
      },
    ),
    { numRuns: runs(100) },
  );
  for (const [what, times] of Object.entries(met)) expect(times, what).toBeGreaterThanOrEqual(10);
});

test('behavior: every Gaussian sample of a year of days is answered', () => {
  for (let sample = 0; sample < 200; sample += 1) {
    const pnl = normalDraws({ seed: 7, scenario: sample, path: 0 }, 250);
    const moments = sampleMoments([...pnl], { estimator: 'sample' });
    const { valueAtRisk } = cornishFisherValueAtRisk({ ...moments, alpha: 0.99 });
    expect(Math.abs(valueAtRisk - 2.33)).toBeLessThan(1.3);
  }
});

// scipy.stats with bias=False and NumPy with ddof=1 on the same series.
test('behavior: sample moments of twenty years of the S&P 500', () => {
  const moments = sampleMoments(sp500Returns(), { estimator: 'sample' });
  expect(moments.mean).toBeCloseTo(0.00013337432750180916, 16);
  expect(moments.standardDeviation).toBeCloseTo(0.012549844501676734, 15);
  expect(moments.skewness).toBeCloseTo(-0.36809506184140994, 11);
  expect(moments.excessKurtosis).toBeCloseTo(11.248708965852563, 10);
  const population = sampleMoments(sp500Returns(), { estimator: 'population' });
  expect(population.standardDeviation).toBeCloseTo(0.012548615028786037, 15);
  expect(population.skewness).toBeCloseTo(-0.367986874601347, 11);
  expect(population.excessKurtosis).toBeCloseTo(11.236517166408062, 10);
});

test('behavior: a constant sample has no spread and no shape', () => {
  expect(sampleMoments([2, 2, 2, 2], { estimator: 'sample' })).toEqual({
    mean: 2,
    standardDeviation: 0,
    skewness: 0,
    excessKurtosis: 0,
  });
});

test('behavior: filtered history is scaled by tomorrow over the day, each forecast from days before it', () => {
  const pnl = [1, -1, 3, -3];
  // Seed (1 + 1 + 9 + 9) / 4 = 5, then 3, 2, 5.5, 7.25 with lambda 1/2.
  const scaled = filteredHistoricalPnl(pnl, { lambda: 0.5 });
  [1 / 5, 1 / 3, 1 / 2, 1 / 5.5].forEach((inverse, i) => {
    expect(scaled[i]).toBeCloseTo(pnl[i]! * Math.sqrt(7.25 * inverse), 14);
  });
  expect([...filteredHistoricalPnl([0, 0, 0])]).toEqual([0, 0, 0]);
  expect([...filteredHistoricalPnl(pnl, { lambda: 1 })].map((x) => Math.round(x * 1e12) / 1e12)).toEqual(pnl);
});

test('behavior: in March 2020 filtered value at risk of the S&P 500 is several times the plain one', () => {
  const returns = sp500Returns().slice(0, -20);
  const plain = historicalValueAtRisk(returns, { alpha: 0.99, method: 'exact' });
  const filtered = historicalValueAtRisk(filteredHistoricalPnl(returns), { alpha: 0.99, method: 'exact' });
  expect(filtered / plain).toBeGreaterThan(3);
});

test('error: InvalidInputError', () => {
  const normal = { mean: 0, standardDeviation: 1, alpha: 0.99 };
  for (const bad of [
    { mean: Number.NaN },
    { standardDeviation: -1 },
    { alpha: 1 },
    { horizon: 0 },
    { horizon: -1 },
    { mean: 1n as unknown as number },
  ]) {
    expect(() => normalValueAtRisk({ ...normal, ...bad })).toThrow(InvalidInputError);
    expect(() => cornishFisherValueAtRisk({ skewness: 0, excessKurtosis: 1, ...normal, ...bad })).toThrow(
      InvalidInputError,
    );
  }
  expect(() => cornishFisherValueAtRisk({ ...normal, skewness: Number.NaN, excessKurtosis: 1 })).toThrow(
    InvalidInputError,
  );
  expect(() => sampleMoments([1, 2, 3], { estimator: 'sample' })).toThrow(InvalidInputError);
  expect(() => sampleMoments([1e300, 0], { estimator: 'population' })).toThrow(InvalidInputError);
  expect(() => filteredHistoricalPnl([1])).toThrow(InvalidInputError);
  expect(() => filteredHistoricalPnl([1, 2], { lambda: 0 })).toThrow(InvalidInputError);
  expect(() => filteredHistoricalPnl([1e-200, 1e-200, 1])).not.toThrow();
  expect(() => filteredHistoricalPnl([...Array.from({ length: 3000 }, () => 0), 1], { lambda: 0.5 })).toThrow(
    InvalidInputError,
  );
});
