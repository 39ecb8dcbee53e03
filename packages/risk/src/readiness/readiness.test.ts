import { InvalidInputError, type Wad } from '@phasegate/pricing/units';
import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { binomialTail } from '../statistics/binomialTail.ts';
import { meanInterval } from '../statistics/meanInterval.ts';
import { rootMeanSquareInterval } from '../statistics/rootMeanSquareInterval.ts';
import { wilsonInterval } from '../statistics/wilsonInterval.ts';
import { canonicalHash, canonicalJson } from './canonicalHash.ts';
import { dailyMovesBps } from './dailyMoves.ts';
import type { ReadinessDay, ReadinessHistory } from './history.ts';
import { readiness } from './readiness.ts';
import { defaultReadinessThresholds, type ReadinessThresholds } from './readinessThresholds.ts';
import { signedFigures } from './signedFigures.ts';

const PAT = 10n ** 18n;
const FROM = 20_000;

function day(i: number): ReadinessDay {
  return {
    day: FROM + i,
    volume: (BigInt(12_000 + 100 * (i % 7)) * PAT) as Wad,
    depthAtTwoPercent: (2_000n * PAT) as Wad,
    tradedHours: 18,
    // Up and down by 5 %, and back.
    price: ((i % 2 === 0 ? 100n : 105n) * PAT) as Wad,
    deviation: 0.03 + 0.01 * (i % 3),
    audited: true,
  };
}

/** Buyers who bought equal parts of what was sold, the first what is left over. */
function buyersOf(days: readonly ReadinessDay[], count = 25): ReadinessHistory['buyers'] {
  const sold = days.reduce((sum, { volume }) => sum + volume, 0n);
  const part = sold / BigInt(count);
  return Array.from({ length: count }, (_, i) => ({
    account: `buyer-${i}`,
    volume: (i === 0 ? sold - part * BigInt(count - 1) : part) as Wad,
  }));
}

const days = Array.from({ length: 90 }, (_, i) => day(i));
const ready: ReadinessHistory = {
  market: 7,
  fromDay: FROM,
  toDay: FROM + 90,
  days,
  buyers: buyersOf(days),
  delivered: { good: 990, all: 1_000 },
  serviceLevel: { good: 950, all: 1_000 },
  synthetics: {
    settledSeries: 60,
    settledFromIndex: { good: 200, all: 200 },
    uncoveredAccounts: 0,
    backtest: { exceptions: 3, observations: 250, alpha: 0.99 },
  },
};
const withDays = (changed: readonly ReadinessDay[]): Partial<ReadinessHistory> => ({
  days: changed,
  toDay: FROM + changed.length,
  buyers: buyersOf(changed),
});

function failing(history: ReadinessHistory, phase: 3 | 4 = 4): readonly string[] {
  return readiness(history, { phase })
    .criteria.filter((criterion) => !criterion.pass)
    .map((criterion) => criterion.name);
}

test('default: a ready marketplace passes both phases, phase 4 with five criteria more', () => {
  const three = readiness(ready, { phase: 3 });
  expect(three.pass).toBe(true);
  expect(three.criteria.map((c) => c.name)).toEqual([
    'minDays',
    'minVolume',
    'minAverageDepth',
    'minTradedHours',
    'minBuyers',
    'maxLargestBuyerBps',
    'maxDailyVolatilityBps',
    'maxDeviationBps',
    'minDeliveredBps',
    'minServiceLevelBps',
    'auditedDays',
  ]);
  const four = readiness(ready, { phase: 4 });
  expect(four.pass).toBe(true);
  expect(four.criteria.slice(11).map((c) => c.name)).toEqual([
    'minSettledSeries',
    'minSettledFromIndexBps',
    'maxUncoveredAccounts',
    'minBacktestDays',
    'minBacktestPValue',
  ]);
  expect(four.hash).not.toBe(three.hash);
});

const synthetics = (
  changed: Partial<NonNullable<ReadinessHistory['synthetics']>>,
): Partial<ReadinessHistory> => ({
  synthetics: { ...ready.synthetics!, ...changed },
});
const backtest = (exceptions: number, observations: number): Partial<ReadinessHistory> =>
  synthetics({ backtest: { exceptions, observations, alpha: 0.99 } });
const volumes = (pat: (i: number) => number): Partial<ReadinessHistory> =>
  withDays(days.map((d, i) => ({ ...d, volume: (BigInt(pat(i)) * PAT) as Wad })));
const prices = (pat: (i: number) => number): Partial<ReadinessHistory> =>
  withDays(days.map((d, i) => ({ ...d, price: BigInt(Math.round(pat(i) * 1e18)) as Wad })));

test.each<readonly [name: string, change: Partial<ReadinessHistory>]>([
  ['minDays', withDays(days.slice(0, 89).map((d) => ({ ...d, tradedHours: 24 })))],
  ['minVolume', volumes((i) => (i % 2 === 0 ? 20_100 : 0))],
  ['minAverageDepth', withDays(days.map((d) => ({ ...d, depthAtTwoPercent: (999n * PAT) as Wad })))],
  ['minTradedHours', withDays(days.map((d) => ({ ...d, tradedHours: 11 })))],
  ['minBuyers', { buyers: buyersOf(days, 24) }],
  [
    'maxLargestBuyerBps',
    {
      buyers: ready.buyers.map((b, i) => ({
        ...b,
        volume: (i === 0 ? b.volume * 25n - 24n * (b.volume / 2n) : b.volume / 2n) as Wad,
      })),
    },
  ],
  ['maxDailyVolatilityBps', prices((i) => (i % 2 === 0 ? 100 : 130))],
  // A move of 50 % every day in one direction is no calm.
  ['maxDailyVolatilityBps', prices((i) => 1.5 ** (i - 60))],
  ['maxDailyVolatilityBps', prices(() => 0)],
  ['maxDeviationBps', withDays(days.map((d) => ({ ...d, deviation: 0.101 })))],
  ['maxDeviationBps', withDays(days.map((d) => ({ ...d, deviation: undefined })))],
  ['minDeliveredBps', { delivered: { good: 96, all: 100 } }],
  ['minDeliveredBps', { delivered: { good: 0, all: 0 } }],
  ['minServiceLevelBps', { serviceLevel: { good: 91, all: 100 } }],
  ['auditedDays', withDays(days.map((d, i) => ({ ...d, audited: i > 0 })))],
  ['minSettledSeries', synthetics({ settledSeries: 49 })],
  ['minSettledFromIndexBps', synthetics({ settledFromIndex: { good: 49, all: 50 } })],
  ['maxUncoveredAccounts', synthetics({ uncoveredAccounts: 1 })],
  ['minBacktestPValue', backtest(9, 250)],
  ['minBacktestDays', backtest(0, 1)],
])('behavior: %s alone fails, though its point estimate may look fine', (name, change) => {
  const history: ReadinessHistory = { ...ready, ...change };
  expect(failing(history)).toEqual([name]);
  expect(readiness(history, { phase: 4 }).pass).toBe(false);
});

test('behavior: the backtest is one-sided: no exception in a thousand days passes', () => {
  expect(failing({ ...ready, ...backtest(0, 1_000) })).toEqual([]);
});

test('behavior: a longer period needs as many more hours and as much more volume', () => {
  const twice = Array.from({ length: 180 }, (_, i) => day(i));
  expect(failing({ ...ready, ...withDays(twice) })).toEqual([]);
  const thinned = twice.map((d, i) => (i % 2 === 0 ? d : { ...d, tradedHours: 0, volume: 0n as Wad }));
  expect(failing({ ...ready, ...withDays(thinned) })).toEqual(['minVolume', 'minTradedHours']);
});

test('behavior: daily moves are the integers of the meter, untraded days passed over', () => {
  const moved = (...pat: readonly bigint[]): readonly number[] =>
    dailyMovesBps(pat.map((price) => ({ price: price as Wad })));
  expect(moved(3n, 4n)).toEqual([3_334]);
  expect(moved(4n, 0n, 3n)).toEqual([2_500]);
  expect(moved(1n, 10n ** 6n)).toEqual([1_000_000]);
  expect(moved(0n, 5n)).toEqual([]);
});

test('behavior: 96 of 100 delivered is above the threshold and still not enough evidence', () => {
  const criterion = readiness({ ...ready, delivered: { good: 96, all: 100 } }, { phase: 3 }).criteria.find(
    (c) => c.name === 'minDeliveredBps',
  )!;
  expect(criterion).toMatchObject({ measured: 9_600, threshold: 9_500, pass: false });
  // scipy: binomtest(96, 100).proportion_ci(0.95, method='wilson')
  expect(criterion.interval[0]).toBeCloseTo(9_016.3, 1);
  expect(criterion.interval[1]).toBeCloseTo(9_843.4, 1);
});

test('behavior: what is signed is what is hashed', () => {
  const report = readiness(
    { ...ready, buyers: buyersOf(days, 26), delivered: { good: 970, all: 1_001 } },
    { phase: 3 },
  );
  const sold = days.reduce((sum, { volume }) => sum + volume, 0n);
  expect(signedFigures(report)).toEqual({
    reportHash: report.hash,
    market: 7n,
    fromDay: 20_000n,
    toDay: 20_090n,
    unaffiliatedVolume: sold,
    unaffiliatedBuyers: 26n,
    largestBuyerBps: 385n,
    deliveredBps: 9_690n,
  });
  const better = { ...report, figures: { ...report.figures, delivered: { good: 1_001, all: 1_001 } } };
  expect(() => signedFigures(better)).toThrow(InvalidInputError);
});

test('behavior: the binomial tail, exactly for small counts, and of both sides', () => {
  const choose = (n: number, k: number): bigint =>
    Array.from({ length: k }).reduce<bigint>((c, _, i) => (c * BigInt(n - i)) / BigInt(i + 1), 1n);
  for (const [x, n] of [
    [9, 250],
    [3, 250],
    [1, 90],
    [250, 250],
    [40, 60],
  ] as const) {
    let sum = 0n;
    for (let k = x; k <= n; k += 1) sum += choose(n, k) * 99n ** BigInt(n - k);
    const exact = Number((sum * 10n ** 40n) / 100n ** BigInt(n)) / 1e40;
    const tail = binomialTail({ successes: x, trials: n, probability: 0.01 });
    expect(Math.abs(tail - exact)).toBeLessThan(1e-12 * Math.max(exact, 1e-3));
  }
  expect(binomialTail({ successes: 0, trials: 1_000, probability: 0.01 })).toBe(1);
  expect(binomialTail({ successes: 500_001, trials: 1_000_000, probability: 0.5 })).toBeCloseTo(0.4996, 4);
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

test('behavior: the interval of a root mean square is about zero and widens with fat tails', () => {
  const steady = Array.from({ length: 100 }, () => 0.5);
  expect(rootMeanSquareInterval(steady, 0.95)).toEqual({ rootMeanSquare: 0.5, interval: [0.5, 0.5] });
  const fat = rootMeanSquareInterval(
    Array.from({ length: 100 }, (_, i) => (i % 25 === 0 ? 5 : i % 2 === 0 ? 0.1 : -0.1)),
    0.95,
  );
  expect(fat.interval[1] / fat.rootMeanSquare).toBeGreaterThan(1.2);
  expect(rootMeanSquareInterval([0, 0], 0.95)).toEqual({ rootMeanSquare: 0, interval: [0, 0] });
  expect(rootMeanSquareInterval([1e200, -1e200], 0.95).rootMeanSquare).toBe(1e200);
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
  for (const phase of [2, '4', '3', undefined, 4n]) {
    expect(() => readiness(ready, { phase: phase as 3 })).toThrow(InvalidInputError);
  }
  const apart = days.map((d, i) => ({ ...d, day: FROM + 14 * i }));
  for (const bad of [
    { days: [] },
    { days: [...days, days[0]!] },
    { days: days.slice(1) },
    { days: apart },
    { days: apart, toDay: FROM + 14 * 90 },
    { days: days.map((d) => ({ ...d, deviation: Number.NaN })) },
    { days: days.map((d) => ({ ...d, volume: 1 as unknown as Wad })) },
    { delivered: { good: 2, all: 1 } },
    { buyers: [ready.buyers[0]!, ready.buyers[0]!] },
    // 25 buyers of one wei can't have bought a million PAT.
    { buyers: ready.buyers.map((buyer) => ({ ...buyer, volume: 1n as Wad })) },
    { market: 'PURCHASE_INTENT' as unknown as number },
    synthetics({ backtest: { exceptions: 2, observations: 1, alpha: 0.99 } }),
  ]) {
    expect(() => readiness({ ...ready, ...bad }, { phase: 3 })).toThrow(InvalidInputError);
  }
  for (const bad of [{ minDays: Number.NaN }, { minVolume: 1 }, { minBacktestPValue: 2 }]) {
    const thresholds = { ...defaultReadinessThresholds, ...bad } as ReadinessThresholds;
    expect(() => readiness(ready, { phase: 3, thresholds })).toThrow(InvalidInputError);
  }
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, () => 1, Symbol('x'), new Map()]) {
    expect(() => canonicalHash({ bad })).toThrow(InvalidInputError);
  }
  expect(() => wilsonInterval({ successes: 2, trials: 1, confidence: 0.95 })).toThrow(InvalidInputError);
  expect(() => meanInterval([1], 0.95)).toThrow(InvalidInputError);
  expect(() => binomialTail({ successes: 2, trials: 1, probability: 0.5 })).toThrow(InvalidInputError);
});
