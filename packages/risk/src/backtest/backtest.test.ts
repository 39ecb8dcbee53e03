import { InvalidInputError } from '@phasegate/pricing/units';
import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleMoments } from '../statistics/sampleMoments.ts';
import { sp500Returns } from '../valueAtRisk/dailyPrices.testing.ts';
import { historicalValueAtRisk } from '../valueAtRisk/historicalValueAtRisk.ts';
import { normalValueAtRisk } from '../valueAtRisk/normalValueAtRisk.ts';
import { christoffersenTest } from './christoffersenTest.ts';
import { kupiecTest } from './kupiecTest.ts';
import { rollingBacktest } from './rollingBacktest.ts';

// scipy: the likelihood ratio by xlogy, the p-value by chi2.sf.
test.each([
  [5, 250, 0.99, 1.9568097882306237, 0.16185491719603845],
  [0, 250, 0.99, 5.025167926750726, 0.02498150305344973],
  [250, 250, 0.99, 2302.5850929940457, 0],
  [13, 250, 0.95, 0.02079191303160499, 0.885347269442642],
  [30, 250, 0.99, 97.26986329847128, 6.049409027703693e-23],
])('default: Kupiec with %d exceptions in %d at %d', (exceptions, observations, alpha, statistic, pValue) => {
  const test_ = kupiecTest({ exceptions, observations, alpha });
  expect(Math.abs(test_.statistic / statistic - 1)).toBeLessThan(1e-11);
  expect(Math.abs(test_.pValue - pValue)).toBeLessThanOrEqual(pValue * 1e-10);
});

test('behavior: exactly as many exceptions as promised give statistic 0 and p-value 1', () => {
  const result = kupiecTest({ exceptions: 25, observations: 500, alpha: 0.95 });
  expect(result.statistic).toBeCloseTo(0, 20);
  expect(result.pValue).toBeCloseTo(1, 10);
});

test('the Kupiec statistic is never negative and grows away from the expected count', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 400 }),
      fc.integer({ min: 1, max: 999 }),
      (observations, permille) => {
        const alpha = permille / 1000;
        const expected = observations * (1 - alpha);
        let previous = Number.POSITIVE_INFINITY;
        for (let exceptions = 0; exceptions <= observations; exceptions++) {
          const { statistic, pValue } = kupiecTest({ exceptions, observations, alpha });
          expect(statistic).toBeGreaterThanOrEqual(0);
          expect(pValue).toBeGreaterThanOrEqual(0);
          expect(pValue).toBeLessThanOrEqual(1);
          if (exceptions <= expected) expect(statistic).toBeLessThanOrEqual(previous);
          else if (exceptions - 1 >= expected) expect(statistic).toBeGreaterThanOrEqual(previous);
          previous = statistic;
        }
      },
    ),
    { numRuns: runs(20) },
  );
});

test('behavior: Christoffersen by hand-counted transitions (2, 1, 1, 1), against scipy', () => {
  const result = christoffersenTest([false, true, true, false, false, false], { alpha: 0.9 });
  expect(result.independence.statistic).toBeCloseTo(0.13844293808390606, 13);
  expect(result.independence.pValue).toBeCloseTo(0.7098338753206082, 13);
});

test('behavior: states or cells that never occurred', () => {
  const none = christoffersenTest([false, false, false], { alpha: 0.9 });
  expect(none.independence).toEqual({ statistic: 0, pValue: 1 });
  expect(none.conditionalCoverage.statistic).toBe(
    kupiecTest({ exceptions: 0, observations: 3, alpha: 0.9 }).statistic,
  );
  expect(christoffersenTest([true, true], { alpha: 0.9 }).independence).toEqual({ statistic: 0, pValue: 1 });
  // An exception on the last day only: the state "after an exception" never occurred.
  expect(christoffersenTest([false, false, true], { alpha: 0.9 }).independence.pValue).toBe(1);
  // Strict alternation: n00 = n11 = 0, the chain is certain. 2 x 5 ln(...) by hand: rows 3 and 2 of 5.
  const alternating = christoffersenTest([false, true, false, true, false, true], { alpha: 0.9 });
  expect(alternating.independence.statistic).toBeCloseTo(2 * (3 * Math.log(5 / 3) + 2 * Math.log(5 / 2)), 12);
});

function log(n: number, of: number): number {
  return n === 0 ? 0 : n * Math.log(n / of);
}

/** The slow twin: the difference of two log-likelihoods, as the paper writes it. */
function independenceByLikelihood(hits: readonly boolean[]): number {
  const count = (from: boolean, to: boolean) =>
    hits.slice(1).filter((hit, i) => hit === to && hits[i] === from).length;
  const [n00, n01, n10, n11] = [
    count(false, false),
    count(false, true),
    count(true, false),
    count(true, true),
  ];
  const free = log(n00, n00 + n01) + log(n01, n00 + n01) + log(n10, n10 + n11) + log(n11, n10 + n11);
  const n = n00 + n01 + n10 + n11;
  return 2 * (free - log(n00 + n10, n) - log(n01 + n11, n));
}

test('independence is the likelihood ratio, coverage adds to it', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 2, maxLength: 200 }), (hits) => {
      const result = christoffersenTest(hits, { alpha: 0.95 });
      expect(result.independence.statistic).toBeCloseTo(independenceByLikelihood(hits), 9);
      expect(result.independence.statistic).toBeGreaterThanOrEqual(0);
      const kupiec = kupiecTest({
        exceptions: hits.filter(Boolean).length,
        observations: hits.length,
        alpha: 0.95,
      });
      expect(result.conditionalCoverage.statistic).toBeCloseTo(
        kupiec.statistic + result.independence.statistic,
        12,
      );
    }),
    { numRuns: runs(200) },
  );
});

// Exceptions and statistics computed with NumPy and scipy on the same series and windows of 250 days.
test.each([
  [0.95, 'exact', 265, 0.14759002392830672, 31.009683888117934, 6.471104819394626e-8],
  [0.95, 'interpolated', 273, 0.050220669779909057, 34.67151144296167, 4.351289335266108e-9],
  [0.95, 'normal', 287, 0.004521435276088881, 26.694254620049833, 2.8370811284611004e-8],
  [0.99, 'exact', 70, 0.003688847498161768, 8.491499813439532, 0.000211511359066046],
  [0.99, 'interpolated', 84, 3.578528469601595e-6, 11.679781989723665, 6.306828390638461e-8],
  [0.99, 'normal', 129, 6.367821656294717e-22, 14.134824889395759, 6.616239122195759e-24],
] as const)(
  'behavior: twenty years of the S&P 500 at %d by the %s model: %d exceptions',
  (alpha, model, exceptions, coverage, independence, conditional) => {
    const result = rollingBacktest({
      pnl: sp500Returns(),
      window: 250,
      alpha,
      valueAtRisk: (history) =>
        model === 'normal'
          ? normalValueAtRisk({ ...sampleMoments(history, { estimator: 'sample' }), alpha }).valueAtRisk
          : historicalValueAtRisk(history, { alpha, method: model }),
    });
    expect(result.observations).toBe(5104 - 250);
    expect(result.exceptions).toBe(exceptions);
    expect(Math.abs(result.coverage.pValue / coverage - 1)).toBeLessThan(1e-9);
    expect(Math.abs(result.independence.statistic / independence - 1)).toBeLessThan(1e-9);
    expect(Math.abs(result.conditionalCoverage.pValue / conditional - 1)).toBeLessThan(1e-9);
  },
);

test('behavior: the forecast for a day sees the window before it and nothing else', () => {
  const seen: number[][] = [];
  const result = rollingBacktest({
    pnl: [1, 2, -3, 4],
    window: 2,
    alpha: 0.5,
    valueAtRisk: (history) => {
      seen.push([...history]);
      return 3;
    },
  });
  expect(seen).toEqual([
    [1, 2],
    [2, -3],
  ]);
  // A loss of exactly the value at risk is no exception.
  expect(result.hits).toEqual([false, false]);
});

test('error: InvalidInputError', () => {
  const good = { exceptions: 1, observations: 10, alpha: 0.9 };
  for (const bad of [
    { exceptions: 11 },
    { exceptions: -1 },
    { exceptions: 0.5 },
    { observations: 0 },
    { observations: Number.NaN },
    { alpha: 0 },
    { alpha: 2 },
  ]) {
    expect(() => kupiecTest({ ...good, ...bad })).toThrow(InvalidInputError);
  }
  expect(() => christoffersenTest([], { alpha: 0.9 })).toThrow(InvalidInputError);
  expect(() => christoffersenTest([true], { alpha: 0.9 })).toThrow(InvalidInputError);
  expect(() => christoffersenTest([true, 1 as unknown as boolean], { alpha: 0.9 })).toThrow(
    InvalidInputError,
  );
  expect(() => christoffersenTest([true, false], { alpha: 1 })).toThrow(InvalidInputError);
  const walk = { pnl: [1, 2, 3, 4], window: 2, alpha: 0.9, valueAtRisk: () => 1 };
  for (const bad of [{ pnl: [1, 2, 3] }, { window: 0 }, { valueAtRisk: () => Number.NaN }]) {
    expect(() => rollingBacktest({ ...walk, ...bad })).toThrow(InvalidInputError);
  }
});
