import { fc } from '@fast-check/vitest';
import { runs } from '@phasegate/testing';
import { expect, test } from 'vitest';
import { InvalidInputError } from '../units/errors.ts';
import { parseWad } from '../units/parseWad.ts';
import { MAX_ASK, WAD, type Wad } from '../units/units.ts';
import { TimeRunsBackwardsError } from './errors.ts';
import {
  bucketAfterTrade,
  type IndexBucket,
  type IndexTrade,
  indexPrice,
  indexSlot,
  MAX_INDEX_TRADES,
  packBucket,
  unpackBucket,
} from './marketIndex.ts';

const trade: IndexTrade = {
  hour: 480_000,
  ask: parseWad('50'),
  freshness: parseWad('0.5'),
  confidenceBps: 10_000,
};

test('default: one trade of 50 PAT at half freshness marks 100 PAT', () => {
  const bucket = bucketAfterTrade(undefined, trade);
  expect(bucket).toEqual({ hour: 480_000, trades: 1, sumWeight: 5n * 10n ** 21n, sumAsk: parseWad('50') });
  expect(indexPrice([bucket])).toBe(parseWad('100'));
});

test('behavior: the price is a quotient of sums, so stale segments carry little weight', () => {
  const fresh = bucketAfterTrade(undefined, { ...trade, ask: parseWad('100'), freshness: WAD });
  const both = bucketAfterTrade(fresh, { ...trade, ask: parseWad('30'), freshness: parseWad('0.1') });
  // 130 / 1.1 = 118.18..., not the 200 of a mean of 100 and 300.
  expect(indexPrice([both])).toBe(118_181_818_181_818_181_818n);
});

test('behavior: confidence weighs as freshness does', () => {
  const bucket = bucketAfterTrade(undefined, {
    ...trade,
    ask: parseWad('75'),
    freshness: WAD,
    confidenceBps: 7_500,
  });
  expect(indexPrice([bucket])).toBe(parseWad('100'));
});

test('behavior: a stale tag begins the slot anew, an unused slot is the zero word', () => {
  const old = bucketAfterTrade(undefined, trade);
  const next = bucketAfterTrade(old, { ...trade, hour: trade.hour + 1_024 });
  expect(indexSlot(trade.hour)).toBe(indexSlot(trade.hour + 1_024));
  expect(next).toEqual({ ...old, hour: trade.hour + 1_024 });
  expect(bucketAfterTrade(unpackBucket(0n), trade)).toEqual(old);
});

test('behavior: the trade after 2^20 - 1 does not enter', () => {
  const almost: IndexBucket = { hour: trade.hour, trades: MAX_INDEX_TRADES - 1, sumWeight: 0n, sumAsk: 0n };
  const full = bucketAfterTrade(almost, trade);
  expect(full.trades).toBe(MAX_INDEX_TRADES);
  expect(bucketAfterTrade(full, trade)).toEqual(full);
});

test('behavior: an hour of the largest trades fits the word', () => {
  const most: IndexBucket = {
    hour: 2 ** 32 - 1,
    trades: MAX_INDEX_TRADES,
    sumWeight: BigInt(MAX_INDEX_TRADES) * WAD * 10_000n,
    sumAsk: BigInt(MAX_INDEX_TRADES) * MAX_ASK,
  };
  expect(unpackBucket(packBucket(most))).toEqual(most);
  expect(packBucket(most) < 2n ** 256n).toBe(true);
});

test('behavior: fields lie where the contract keeps them', () => {
  expect(packBucket({ hour: 1, trades: 0, sumWeight: 0n, sumAsk: 0n })).toBe(1n);
  expect(packBucket({ hour: 0, trades: 1, sumWeight: 0n, sumAsk: 0n })).toBe(1n << 32n);
  expect(packBucket({ hour: 0, trades: 0, sumWeight: 1n, sumAsk: 0n })).toBe(1n << 52n);
  expect(packBucket({ hour: 0, trades: 0, sumWeight: 0n, sumAsk: 1n })).toBe(1n << 148n);
});

test('behavior: without weight there is no price', () => {
  expect(indexPrice([])).toBeUndefined();
  expect(indexPrice([bucketAfterTrade(undefined, { ...trade, confidenceBps: 0 })])).toBeUndefined();
});

test('packing and unpacking are inverse', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: (1n << 256n) - 1n }), (word) => {
      expect(packBucket(unpackBucket(word))).toBe(word);
    }),
    { numRuns: runs(300) },
  );
});

function fold(trades: readonly IndexTrade[]): IndexBucket | undefined {
  return trades.reduce<IndexBucket | undefined>(bucketAfterTrade, undefined);
}

test('the order of trades within an hour does not matter', () => {
  const anyTrade = fc.record({
    hour: fc.constant(9),
    ask: fc.bigInt({ min: 0n, max: MAX_ASK }).map((x) => x as Wad),
    freshness: fc.bigInt({ min: 0n, max: WAD }).map((x) => x as Wad),
    confidenceBps: fc.integer({ min: 0, max: 10_000 }),
  });
  fc.assert(
    fc.property(fc.array(anyTrade, { minLength: 1 }), (trades) => {
      expect(fold(trades.toReversed())).toEqual(fold(trades));
    }),
    { numRuns: runs(100) },
  );
});

test('error: TimeRunsBackwardsError for an hour before the tag', () => {
  const bucket = bucketAfterTrade(undefined, trade);
  expect(() => bucketAfterTrade(bucket, { ...trade, hour: trade.hour - 1_024 })).toThrow(
    TimeRunsBackwardsError,
  );
});

test.each<readonly [string, object]>([
  ['hour', { hour: -1 }],
  ['hour', { hour: 1.5 }],
  ['hour', { hour: 2 ** 32 }],
  ['ask', { ask: MAX_ASK + 1n }],
  ['ask', { ask: -1n }],
  ['ask', { ask: 1 }],
  ['freshness', { freshness: WAD + 1n }],
  ['confidence', { confidenceBps: 10_001 }],
  ['confidence', { confidenceBps: Number.NaN }],
])('error: InvalidInputError for a malformed %s: %o', (_, wrong) => {
  expect(() => bucketAfterTrade(undefined, { ...trade, ...wrong })).toThrow(InvalidInputError);
});

test('error: InvalidInputError for words and fields that do not fit', () => {
  expect(() => unpackBucket(1n << 256n)).toThrow(InvalidInputError);
  expect(() => packBucket({ hour: 0, trades: 2 ** 20, sumWeight: 0n, sumAsk: 0n })).toThrow(
    InvalidInputError,
  );
  expect(() => packBucket({ hour: 0, trades: 0, sumWeight: 1n << 96n, sumAsk: 0n })).toThrow(
    InvalidInputError,
  );
  expect(() => packBucket({ hour: 0, trades: 0, sumWeight: 0n, sumAsk: 1n << 108n })).toThrow(
    InvalidInputError,
  );
  expect(() => indexPrice([{ sumAsk: -1n, sumWeight: 1n }])).toThrow(InvalidInputError);
});
