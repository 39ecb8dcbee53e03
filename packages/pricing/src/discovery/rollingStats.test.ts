import { fc } from '@fast-check/vitest';
import { runs } from '@phasegate/testing';
import { expect, test } from 'vitest';
import { InvalidInputError } from '../units/errors.ts';
import { parseWad } from '../units/parseWad.ts';
import { WAD, type Wad } from '../units/units.ts';
import { TimeRunsBackwardsError } from './errors.ts';
import { freshEquivalent } from './freshEquivalent.ts';
import { type RollingFigures, type RollingTrade, rollingStats } from './rollingStats.ts';
import type { RollingStatsSnapshot } from './rollingStatsSnapshot.ts';

const wad = parseWad;
const DAY = 86_400;
const trade = (at: number, price: string, volume = '1', id?: number): RollingTrade => ({
  at,
  freshPrice: wad(price),
  volume: wad(volume),
  ...(id === undefined ? {} : { id }),
});

test('default: averages, extremes, volume and count of two trades', () => {
  const stats = rollingStats();
  expect(stats.add(trade(1_000, '100'))).toBe('entered');
  expect(stats.add(trade(1_060, '120', '3'))).toBe('entered');
  expect(stats.read(1_180)).toEqual({
    count: 2,
    volume: wad('4'),
    vwap: wad('115'),
    simpleAverage: wad('110'),
    // 60 s at 100, 120 s at 120.
    timeWeightedAverage: 113_333_333_333_333_333_333n,
    min: wad('100'),
    max: wad('120'),
    last: wad('120'),
  });
});

test('behavior: a trade leaves the window exactly one window after it, and its price goes on standing', () => {
  const stats = rollingStats();
  stats.add(trade(1_000, '100'));
  expect(stats.read(1_000 + DAY - 1).count).toBe(1);
  expect(stats.read(1_000 + DAY)).toEqual({
    count: 0,
    volume: 0n,
    vwap: undefined,
    simpleAverage: undefined,
    timeWeightedAverage: wad('100'),
    min: undefined,
    max: undefined,
    last: wad('100'),
  });
});

test('behavior: the standing price weighs until the first trade inside the window', () => {
  const stats = rollingStats({ windowSeconds: 100 });
  stats.add(trade(0, '10'));
  stats.add(trade(150, '20'));
  // At 200 the window (100, 200] saw 50 s at the standing 10 and 50 s at 20.
  expect(stats.read(200).timeWeightedAverage).toBe(wad('15'));
});

test('behavior: nothing seen, nothing known', () => {
  const { count, vwap, timeWeightedAverage, last } = rollingStats().read(5);
  expect([count, vwap, timeWeightedAverage, last]).toEqual([0, undefined, undefined, undefined]);
});

test('behavior: late, duplicate, zero-volume and out-of-order trades have their outcomes', () => {
  const stats = rollingStats({ windowSeconds: 100 });
  expect(stats.add(trade(1_000, '10', '1', 1))).toBe('entered');
  expect(stats.add(trade(1_000, '10', '1', 1))).toBe('duplicate');
  expect(stats.add(trade(1_000, '10', '0', 2))).toBe('zeroVolume');
  expect(stats.add(trade(950, '20', '1', 3))).toBe('reordered');
  expect(stats.add(trade(900, '20', '1', 4))).toBe('late');
  expect(stats.add(trade(901, '30', '1', 5))).toBe('reordered');
  expect(stats.read(1_000)).toEqual({
    count: 3,
    volume: wad('3'),
    vwap: wad('20'),
    simpleAverage: wad('20'),
    // 49 s at 30, 50 s at 20, from the first trade known.
    timeWeightedAverage: ((wad('30') * 49n + wad('20') * 50n) / 99n) as Wad,
    min: wad('10'),
    max: wad('30'),
    last: wad('10'),
  });
});

test('behavior: an ignored trade may be delivered again with volume', () => {
  const stats = rollingStats();
  stats.add(trade(10, '5', '0', 7));
  expect(stats.add(trade(10, '5', '1', 7))).toBe('entered');
});

test('behavior: ids are forgotten after as many as are remembered', () => {
  const stats = rollingStats({ rememberedIds: 2 });
  for (const id of [1, 2, 3]) stats.add(trade(10, '5', '1', id));
  expect(stats.add(trade(10, '5', '1', 2))).toBe('duplicate');
  expect(stats.add(trade(10, '5', '1', 1))).toBe('entered');
});

test('behavior: decay is not trend: fresh-equivalent prices of a decaying ask are flat', () => {
  expect(freshEquivalent(wad('55'), wad('0.55'))).toBe(wad('100'));
  expect(freshEquivalent(wad('1'), 1n as Wad)).toBe(10n ** 36n);
  expect(freshEquivalent(7n as Wad, WAD)).toBe(7n);
});

/** The figures by their definitions, from all trades that entered. */
function byDefinition(entered: readonly RollingTrade[], now: number, windowSeconds: number): RollingFigures {
  // A stable sort keeps the order of arrival within a second, whose last trade sets the price.
  const sorted = entered.toSorted((a, b) => a.at - b.at);
  const inside = sorted.filter((t) => t.at > now - windowSeconds);
  const sum = (of: (t: RollingTrade) => bigint): bigint => inside.reduce((total, t) => total + of(t), 0n);
  const prices = inside.map((t) => t.freshPrice).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const priceAt = (second: number): bigint | undefined => sorted.findLast((t) => t.at <= second)?.freshPrice;
  const start = Math.max(now - windowSeconds, sorted[0]?.at ?? now);
  let area = 0n;
  for (let second = start; second < now; second++) area += priceAt(second)!;
  const volume = sum((t) => t.volume);
  const count = inside.length;
  const last = priceAt(now) as Wad | undefined;
  return {
    count,
    volume: volume as Wad,
    vwap: count === 0 ? undefined : ((sum((t) => t.freshPrice * t.volume) / volume) as Wad),
    simpleAverage: count === 0 ? undefined : ((sum((t) => t.freshPrice) / BigInt(count)) as Wad),
    timeWeightedAverage: now > start ? ((area / BigInt(now - start)) as Wad) : last,
    min: prices[0],
    max: prices.at(-1),
    last,
  };
}

const feed = fc.array(
  fc.record({
    step: fc.integer({ min: -25, max: 30 }),
    price: fc.bigInt({ min: 0n, max: 20n }),
    volume: fc.bigInt({ min: 0n, max: 5n }),
    read: fc.integer({ min: 0, max: 20 }),
    id: fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined }),
  }),
  { minLength: 1, maxLength: 60 },
);

test('figures equal their definitions after every trade, in or out of order, also across a snapshot', () => {
  fc.assert(
    fc.property(feed, fc.integer({ min: 1, max: 120 }), fc.nat({ max: 60 }), (list, windowSeconds, cut) => {
      let stats = rollingStats({ windowSeconds });
      const entered: RollingTrade[] = [];
      const seen = new Set<number>();
      let latest = 0;
      let clock = 500;
      list.forEach(({ step, price, volume, read, id }, i) => {
        clock = Math.max(0, clock + step);
        const one = {
          at: clock,
          freshPrice: price as Wad,
          volume: volume as Wad,
          ...(id === undefined ? {} : { id }),
        };
        const expected =
          id !== undefined && seen.has(id)
            ? 'duplicate'
            : clock <= latest - windowSeconds
              ? 'late'
              : volume === 0n
                ? 'zeroVolume'
                : clock >= latest
                  ? 'entered'
                  : 'reordered';
        expect(stats.add(one)).toBe(expected);
        if (expected === 'entered' || expected === 'reordered') {
          entered.push(one);
          if (id !== undefined) seen.add(id);
          latest = Math.max(latest, clock);
        }
        if (i === cut)
          stats = rollingStats(JSON.parse(JSON.stringify(stats.snapshot())) as RollingStatsSnapshot);
        if (read < 10) {
          latest += read;
          clock = Math.max(clock, latest - 25);
          expect(stats.read(latest)).toEqual(byDefinition(entered, latest, windowSeconds));
        }
      });
    }),
    { numRuns: runs(150) },
  );
});

test('behavior: with slots longer than a second, times are rounded down to them', () => {
  const stats = rollingStats({ windowSeconds: 120, slotSeconds: 60 });
  stats.add(trade(119, '10'));
  expect(stats.read(179).count).toBe(1);
  expect(stats.read(180).count).toBe(0);
  expect(rollingStats({ windowSeconds: 7 * DAY }).snapshot().slotSeconds).toBe(7);
});

test('behavior: memory is bounded by slots, not by trades', () => {
  const stats = rollingStats({ windowSeconds: 60 });
  for (let i = 0; i < 20_000; i++) stats.add(trade(Math.floor(i / 10), '1', '1', i));
  const snapshot = stats.snapshot();
  expect(snapshot.slots).toHaveLength(60);
  expect(snapshot.ids).toHaveLength(1_024);
});

test('error: TimeRunsBackwardsError for reading the past', () => {
  const stats = rollingStats();
  stats.add(trade(10, '1'));
  expect(() => stats.read(9)).toThrow(TimeRunsBackwardsError);
});

test.each<readonly [string, object]>([
  ['time', { at: -1 }],
  ['time', { at: 1.5 }],
  ['time', { at: Number.NaN }],
  ['price', { freshPrice: -1n }],
  ['price', { freshPrice: 1.5 }],
  ['volume', { volume: -1n }],
  ['volume', { volume: Number.POSITIVE_INFINITY }],
  ['id', { id: 0.5 }],
  ['id', { id: {} }],
])('error: InvalidInputError for a malformed %s: %o, and nothing changes', (_, wrong) => {
  const stats = rollingStats();
  stats.add(trade(10, '1'));
  const before = stats.snapshot();
  expect(() => stats.add({ ...trade(11, '1'), ...wrong })).toThrow(InvalidInputError);
  expect(stats.snapshot()).toEqual(before);
});

test.each<readonly [string, object]>([
  ['window', { windowSeconds: 0 }],
  ['window', { windowSeconds: Number.NaN }],
  ['slots', { windowSeconds: 7 * DAY, slotSeconds: 1 }],
  ['ids', { rememberedIds: -1 }],
])('error: InvalidInputError for malformed settings of %s: %o', (_, options) => {
  expect(() => rollingStats(options)).toThrow(InvalidInputError);
});

test.each<readonly [string, object]>([
  ['slots', { slots: 5 }],
  ['slots', { slots: [7] }],
  ['counts', { totals: [0, '1', '1', '1'] }],
  ['volume', { totals: [1, '0', '1', '1'] }],
  ['totals', { totals: undefined }],
  ['totals', { totals: [1, '1', '1', 5] }],
  ['slots', { slots: [[10, 1, '-1', '1', '1', '1', '1', '1']] }],
  [
    'order',
    {
      slots: [
        [10, 1, '1', '1', '1', '1', '1', '1'],
        [10, 1, '1', '1', '1', '1', '1', '1'],
      ],
    },
  ],
  ['future', { slots: [[11, 1, '1', '1', '1', '1', '1', '1']] }],
  ['standing', { standing: 'x' }],
  ['latest', { latest: Number.NaN }],
  ['ids', { ids: 'x' }],
])('error: InvalidInputError for a snapshot with malformed %s: %o', (_, wrong) => {
  const stats = rollingStats();
  stats.add(trade(10, '1'));
  expect(() => rollingStats({ ...stats.snapshot(), ...wrong })).toThrow(InvalidInputError);
});

test.each([0n, WAD + 1n, 0.5])(
  'error: InvalidInputError for the fresh equivalent at freshness %s',
  (freshness) => {
    expect(() => freshEquivalent(WAD, freshness as Wad)).toThrow(InvalidInputError);
  },
);
