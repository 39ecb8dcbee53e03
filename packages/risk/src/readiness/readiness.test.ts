import { InvalidInputError } from '@phasegate/pricing/units';
import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { meanInterval } from '../statistics/meanInterval.ts';
import { volatilityInterval } from '../statistics/volatilityInterval.ts';
import { wilsonInterval } from '../statistics/wilsonInterval.ts';
import { canonicalHash, canonicalJson } from './canonicalHash.ts';
import { defaultReadinessThresholds, readiness } from './readiness.ts';
import type { ReadinessDay, ReadinessHistory } from './readinessHistory.ts';

const PAT = 10n ** 18n;

function day(i: number): ReadinessDay {
  return {
    day: 20_000 + i,
    volume: BigInt(12_000 + 100 * (i % 7)) * PAT,
    depthAtTwoPercent: 2_000n * PAT,
    tradedHours: 18,
    logReturn: i % 2 === 0 ? 0.05 : -0.05,
    deviation: 0.03 + 0.01 * (i % 3),
    audited: true,
  };
}

const ready: ReadinessHistory = {
  days: Array.from({ length: 90 }, (_, i) => day(i)),
  buyers: Array.from({ length: 25 }, (_, i) => ({ account: `buyer-${i}`, volume: PAT, affiliated: false })),
  delivered: { good: 990, all: 1_000 },
  serviceLevel: { good: 950, all: 1_000 },
  synthetics: {
    settledSeries: 60,
    settledFromIndex: { good: 200, all: 200 },
    uncoveredAccounts: 0,
    backtest: { exceptions: 3, observations: 250, alpha: 0.99 },
  },
};

function failing(history: ReadinessHistory, phase: 3 | 4 = 4): readonly string[] {
  return readiness(history, { phase })
    .criteria.filter((criterion) => !criterion.pass)
    .map((criterion) => criterion.name);
}

test('default: a ready marketplace passes both phases, phase 4 with four criteria more', () => {
  const three = readiness(ready, { phase: 3 });
  expect(three.pass).toBe(true);
  expect(three.criteria.map((c) => c.name)).toEqual([
    'days',
    'averageDailyVolume',
    'averageDepth',
    'tradedHours',
    'buyers',
    'largestBuyerShare',
    'dailyVolatility',
    'deviation',
    'deliveredRatio',
    'serviceLevel',
    'auditedDays',
  ]);
  const four = readiness(ready, { phase: 4 });
  expect(four.pass).toBe(true);
  expect(four.criteria.slice(11).map((c) => c.name)).toEqual([
    'settledSeries',
    'settledFromIndex',
    'uncoveredAccounts',
    'backtestPValue',
  ]);
  expect(four.hash).not.toBe(three.hash);
});

const days = ready.days;
test.each([
  ['days', { days: days.slice(1).map((d) => ({ ...d, tradedHours: 24 })) }],
  [
    'averageDailyVolume',
    { days: days.map((d, i) => ({ ...d, volume: BigInt(i % 2 === 0 ? 20_100 : 0) * PAT })) },
  ],
  ['averageDepth', { days: days.map((d) => ({ ...d, depthAtTwoPercent: 999n * PAT })) }],
  ['tradedHours', { days: days.map((d) => ({ ...d, tradedHours: 11 })) }],
  ['buyers', { buyers: ready.buyers.slice(1) }],
  ['buyers', { buyers: ready.buyers.map((b, i) => (i === 0 ? { ...b, affiliated: true } : b)) }],
  ['largestBuyerShare', { buyers: ready.buyers.map((b, i) => (i === 0 ? { ...b, volume: 7n * PAT } : b)) }],
  ['dailyVolatility', { days: days.map((d) => ({ ...d, logReturn: 5 * d.logReturn })) }],
  ['deviation', { days: days.map((d) => ({ ...d, deviation: 0.101 })) }],
  ['deliveredRatio', { delivered: { good: 96, all: 100 } }],
  ['serviceLevel', { serviceLevel: { good: 91, all: 100 } }],
  ['auditedDays', { days: days.map((d, i) => ({ ...d, audited: i > 0 })) }],
  ['settledSeries', { synthetics: { ...ready.synthetics!, settledSeries: 49 } }],
  ['settledFromIndex', { synthetics: { ...ready.synthetics!, settledFromIndex: { good: 49, all: 50 } } }],
  ['uncoveredAccounts', { synthetics: { ...ready.synthetics!, uncoveredAccounts: 1 } }],
  [
    'backtestPValue',
    { synthetics: { ...ready.synthetics!, backtest: { exceptions: 9, observations: 250, alpha: 0.99 } } },
  ],
] as const)('behavior: %s alone fails, though its point estimate may look fine', (name, change) => {
  const history: ReadinessHistory = { ...ready, ...change };
  expect(failing(history).filter((n) => n !== 'auditedDays' || name === 'auditedDays')).toEqual([name]);
  expect(readiness(history, { phase: 4 }).pass).toBe(false);
});

test('behavior: 96 of 100 delivered is above the threshold and still not enough evidence', () => {
  const criterion = readiness({ ...ready, delivered: { good: 96, all: 100 } }, { phase: 3 }).criteria.find(
    (c) => c.name === 'deliveredRatio',
  )!;
  expect(criterion).toMatchObject({ measured: 0.96, threshold: 0.95, pass: false });
  // scipy: binomtest(96, 100).proportion_ci(0.95, method='wilson')
  expect(criterion.interval[0]).toBeCloseTo(0.90163, 5);
  expect(criterion.interval[1]).toBeCloseTo(0.98434, 5);
});

// scipy: binomtest(successes, trials).proportion_ci(0.95, method='wilson')
test.each([
  [73, 100, 0.63567883232055, 0.8073041585042365],
  [90, 100, 0.8256343384950866, 0.9447708629393249],
  [990, 1_000, 0.9816905311296852, 0.9945592455544708],
])('behavior: Wilson interval of %d of %d', (successes, trials, low, high) => {
  const interval = wilsonInterval({ successes, trials, confidence: 0.95 });
  expect(interval[0]).toBeCloseTo(low, 12);
  expect(interval[1]).toBeCloseTo(high, 12);
});

test('the Wilson interval solves its quadratic, and stays within [0, 1]', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (trials, share) => {
        const successes = Math.round(trials * share);
        const interval = wilsonInterval({ successes, trials, confidence: 0.95 });
        for (const p of interval) {
          expect(p >= 0 && p <= 1).toBe(true);
          if (p > 0 && p < 1) {
            // (p - p0)^2 = z^2 p0 (1 - p0) / n
            const z = (successes / trials - p) / Math.sqrt((p * (1 - p)) / trials);
            expect(Math.abs(z)).toBeCloseTo(1.959963984540054, 6);
          }
        }
      },
    ),
    { numRuns: runs(100) },
  );
  expect(wilsonInterval({ successes: 0, trials: 10, confidence: 0.95 })[0]).toBe(0);
  expect(wilsonInterval({ successes: 10, trials: 10, confidence: 0.95 })[1]).toBe(1);
});

function width(values: number[]): number {
  const { interval } = meanInterval(values, 0.95);
  return interval[1] - interval[0];
}

test('behavior: autocorrelation widens the interval of a mean; a constant series has none', () => {
  const alternating = Array.from({ length: 100 }, (_, i) => i % 2);
  const blocks = Array.from({ length: 100 }, (_, i) => Math.floor(i / 10) % 2);
  expect(width(blocks)).toBeGreaterThan(2 * width(alternating));
  expect(meanInterval([5, 5, 5], 0.95)).toEqual({ mean: 5, interval: [5, 5] });
  // One pair, lag 1: g0 = 1, g1 = -1/2, weight 2 x (1 - 1/2): S = 1/2, width z sqrt(S / 2) = z / 2.
  expect(meanInterval([1, 3], 0.95).interval[1]).toBeCloseTo(2 + 1.959963984540054 / 2, 12);
});

test('behavior: the volatility interval widens with fat tails', () => {
  const thin = volatilityInterval(
    Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? 1 : -1)),
    0.95,
  );
  const fat = volatilityInterval(
    Array.from({ length: 100 }, (_, i) => (i % 25 === 0 ? 5 : i % 2 === 0 ? 0.1 : -0.1)),
    0.95,
  );
  expect(fat.interval[1] / fat.volatility).toBeGreaterThan(thin.interval[1] / thin.volatility);
  expect(volatilityInterval([1, 1, 1, 1], 0.95)).toEqual({ volatility: 0, interval: [0, 0] });
});

test('behavior: the hash is keccak256 of canonical text, blind to key order, sensitive to any figure', () => {
  expect(canonicalHash({})).toBe('0xb48d38f93eaa084033fc5970bf96e559c33c4cdc07d889ab00b4d63f9590739d');
  expect(canonicalJson({ b: 1n, a: [0.1, null, false], c: undefined, 'é"': -0 })).toBe(
    '{"a":[0.1,null,false],"b":"1","é\\"":0}',
  );
  const shuffled = {
    ...ready,
    days: ready.days.map(
      (d) => Object.fromEntries(Object.entries(d).toReversed()) as unknown as ReadinessDay,
    ),
  };
  expect(readiness(shuffled, { phase: 3 }).hash).toBe(readiness(ready, { phase: 3 }).hash);
  const touched = { ...ready, delivered: { good: 991, all: 1_000 } };
  expect(readiness(touched, { phase: 3 }).hash).not.toBe(readiness(ready, { phase: 3 }).hash);
  const { hash, ...rest } = readiness(ready, { phase: 3 });
  expect(canonicalHash(rest)).toBe(hash);
});

test('error: InvalidInputError', () => {
  const { synthetics: _none, ...spot } = ready;
  expect(() => readiness(spot, { phase: 4 })).toThrow(InvalidInputError);
  expect(readiness(spot, { phase: 3 }).pass).toBe(true);
  expect(() => readiness(ready, { phase: 2 as 3 })).toThrow(InvalidInputError);
  for (const bad of [
    { days: [] },
    { days: [...days, days[0]!] },
    { days: days.map((d) => ({ ...d, logReturn: Number.NaN })) },
    { days: days.map((d) => ({ ...d, volume: 1 as unknown as bigint })) },
    { delivered: { good: 2, all: 1 } },
    { buyers: [ready.buyers[0]!, ready.buyers[0]!] },
  ]) {
    expect(() => readiness({ ...ready, ...bad }, { phase: 3 })).toThrow(InvalidInputError);
  }
  expect(() =>
    readiness(ready, { phase: 3, thresholds: { ...defaultReadinessThresholds, days: Number.NaN } }),
  ).toThrow(InvalidInputError);
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, () => 1, Symbol('x'), new Map()]) {
    expect(() => canonicalHash({ bad })).toThrow(InvalidInputError);
  }
  expect(() => wilsonInterval({ successes: 2, trials: 1, confidence: 0.95 })).toThrow(InvalidInputError);
  expect(() => meanInterval([1], 0.95)).toThrow(InvalidInputError);
});
