import { fc } from '@fast-check/vitest';
import { runs } from '@phasegate/testing';
import { expect, test } from 'vitest';
import { InvalidInputError } from '../units/errors.ts';
import { parseWad } from '../units/parseWad.ts';
import { WAD, type Wad } from '../units/units.ts';
import { bars } from './bars.ts';
import { TimeRunsBackwardsError } from './errors.ts';
import { indexBuckets, indexRing, indexWords, recordTrade } from './indexRing.ts';
import { type IndexTrade, indexPrice, packBucket } from './marketIndex.ts';

const trade = (hour: number, ask: string, freshness = WAD): IndexTrade => ({
  hour,
  ask: parseWad(ask),
  freshness,
  confidenceBps: 10_000,
});

test('default: the price of a period weighs its hours together', () => {
  const ring = indexRing();
  recordTrade(ring, trade(10, '100'));
  recordTrade(ring, trade(11, '60', parseWad('0.5')));
  expect(indexPrice(indexBuckets(ring, { fromHour: 10, toHour: 12 }))).toBe(106_666_666_666_666_666_666n);
  expect(indexPrice(indexBuckets(ring, { fromHour: 11, toHour: 12 }))).toBe(parseWad('120'));
  expect(indexPrice(indexBuckets(ring, { fromHour: 12, toHour: 36 }))).toBeUndefined();
});

test('behavior: an hour whose slot was taken is gone, an hour never traded is absent', () => {
  const ring = indexRing();
  recordTrade(ring, trade(10, '100'));
  recordTrade(ring, trade(10 + 1_024, '7'));
  expect(indexBuckets(ring, { fromHour: 0, toHour: 20 })).toEqual([]);
  expect(indexBuckets(ring, { fromHour: 1_030, toHour: 1_040 })).toMatchObject([
    { hour: 1_034, sumAsk: parseWad('7') },
  ]);
});

test('the words hold the state: a ring made of them goes on alike', () => {
  const trades = fc.array(
    fc.record({
      hour: fc.integer({ min: 0, max: 3_000 }),
      ask: fc.bigInt({ min: 0n, max: 10n ** 24n }).map((x) => x as Wad),
      freshness: fc.bigInt({ min: 1n, max: WAD }).map((x) => x as Wad),
      confidenceBps: fc.integer({ min: 0, max: 10_000 }),
    }),
  );
  fc.assert(
    fc.property(trades, trades, (before, after) => {
      const inOrder = [...before, ...after].sort((a, b) => a.hour - b.hour);
      const ring = indexRing();
      for (const one of inOrder.slice(0, before.length)) recordTrade(ring, one);
      const copy = indexRing(indexWords(ring));
      for (const one of inOrder.slice(before.length)) {
        recordTrade(ring, one);
        recordTrade(copy, one);
      }
      expect(indexWords(copy)).toEqual(indexWords(ring));
      for (const [slot, word] of indexWords(ring)) {
        const newest = inOrder.findLast((one) => one.hour % 1_024 === slot)!.hour;
        const same = inOrder.filter((one) => one.hour === newest);
        const sumAsk = same.reduce((sum, one) => sum + one.ask, 0n);
        const sumWeight = same.reduce((sum, one) => sum + one.freshness * BigInt(one.confidenceBps), 0n);
        expect(word).toBe(packBucket({ hour: newest, trades: same.length, sumWeight, sumAsk }));
      }
    }),
    { numRuns: runs(60) },
  );
});

test('error: TimeRunsBackwardsError for an hour before the one its slot holds', () => {
  const ring = indexRing();
  recordTrade(ring, trade(1_034, '1'));
  expect(() => recordTrade(ring, trade(10, '1'))).toThrow(TimeRunsBackwardsError);
});

test.each<readonly [string, () => unknown]>([
  ['slot', () => indexRing(new Map([[1_024, 0n]]))],
  ['word', () => indexRing(new Map([[0, -1n]]))],
  ['period', () => indexBuckets(indexRing(), { fromHour: 5, toHour: 4 })],
  ['period', () => indexBuckets(indexRing(), { fromHour: 0, toHour: 1_025 })],
  ['hour', () => recordTrade(indexRing(), trade(0.5, '1'))],
])('error: InvalidInputError for a malformed %s', (_, act) => {
  expect(act).toThrow(InvalidInputError);
});

test('default: bars take the first, highest, lowest and last price of each period that has trades', () => {
  const trades = [
    { at: 0, price: 5, volume: 1 },
    { at: 3, price: 9, volume: 2 },
    { at: 9, price: 7, volume: 0 },
    { at: 10, price: 4, volume: 1 },
    { at: 35, price: 6, volume: 1 },
  ];
  expect(bars(trades, { periodSeconds: 10 })).toEqual([
    { open: 5, high: 9, low: 5, close: 7, volume: 3 },
    { open: 4, high: 4, low: 4, close: 4, volume: 1 },
    { open: 6, high: 6, low: 6, close: 6, volume: 1 },
  ]);
  expect(bars([], { periodSeconds: 10 })).toEqual([]);
});

test('error: InvalidInputError and TimeRunsBackwardsError for malformed trades of a bar', () => {
  const good = { at: 5, price: 1, volume: 1 };
  for (const wrong of [{ price: 0 }, { price: Number.NaN }, { volume: -1 }, { at: 0.5 }]) {
    expect(() => bars([{ ...good, ...wrong }], { periodSeconds: 10 })).toThrow(InvalidInputError);
  }
  expect(() => bars([good], { periodSeconds: 0 })).toThrow(InvalidInputError);
  expect(() => bars([good, { ...good, at: 4 }], { periodSeconds: 10 })).toThrow(TimeRunsBackwardsError);
});
