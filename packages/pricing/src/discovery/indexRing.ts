import { checkInteger, checkMap, checkObject } from '../units/checks.ts';
import {
  bucketAfterTrade,
  INDEX_RING_HOURS,
  type IndexBucket,
  type IndexTrade,
  indexSlot,
  packBucket,
  unpackBucket,
} from './marketIndex.ts';

/**
 * The hourly index of one market as the contract keeps it: buckets by slot, `hour mod 1024`; slots never used are
 * absent. Plain data, so that the state of a market can hold one.
 */
export type IndexRing = Map<number, IndexBucket>;

/**
 * A ring of 1,024 hourly buckets, identical to the contract's.
 *
 * @param words words by slot to start from, as {@link indexWords} gives them.
 * @throws {InvalidInputError} on malformed words.
 * @example indexRing(new Map([[5, (1n << 32n) | 5n]])).get(5).trades // 1
 */
export function indexRing(words: ReadonlyMap<number, bigint> = new Map()): IndexRing {
  checkMap('words', words);
  const ring: IndexRing = new Map();
  for (const [slot, word] of words) {
    checkInteger('slot', slot, 0, INDEX_RING_HOURS - 1);
    ring.set(slot, unpackBucket(word));
  }
  return ring;
}

/**
 * Enters a trade into the bucket of its hour; the twin of the contracts' `MarketIndex.recordTrade`. The rules are
 * those of {@link bucketAfterTrade}; the ring is changed in place, or not at all.
 *
 * @throws {TimeRunsBackwardsError} when the slot holds a later hour. @throws {InvalidInputError} on a malformed trade.
 * @example
 * const ring = indexRing();
 * recordTrade(ring, { hour: 5, ask: parseWad('50'), freshness: WAD, confidenceBps: 10_000 });
 * ring.get(5).trades // 1
 */
export function recordTrade(ring: IndexRing, trade: IndexTrade): void {
  checkMap('ring', ring);
  checkObject('trade', trade);
  const slot = indexSlot(trade.hour);
  ring.set(slot, bucketAfterTrade(ring.get(slot), trade));
}

/**
 * The buckets of the hours `fromHour <= hour < toHour`, in order; an hour in which nothing was traded, or whose slot a
 * later hour has taken, has none. `indexPrice` of them is the price of the period.
 *
 * @throws {InvalidInputError} on malformed hours or more than 1,024 of them.
 * @example indexBuckets(indexRing(), { fromHour: 0, toHour: 24 }) // []
 */
export function indexBuckets(
  ring: ReadonlyMap<number, IndexBucket>,
  range: { readonly fromHour: number; readonly toHour: number },
): readonly IndexBucket[] {
  checkMap('ring', ring);
  checkObject('range', range);
  const { fromHour, toHour } = range;
  checkInteger('fromHour', fromHour, 0);
  checkInteger('toHour', toHour, fromHour, fromHour + INDEX_RING_HOURS);
  return Array.from({ length: toHour - fromHour }, (_, i) => fromHour + i).flatMap((hour) => {
    const held = ring.get(indexSlot(hour));
    return held?.hour === hour && held.trades > 0 ? [held] : [];
  });
}

/**
 * The words of the contract's storage by slot; the inverse of {@link indexRing}.
 *
 * @throws {InvalidInputError} when a bucket does not fit its word.
 * @example indexWords(indexRing()) // new Map()
 */
export function indexWords(ring: ReadonlyMap<number, IndexBucket>): Map<number, bigint> {
  checkMap('ring', ring);
  return new Map([...ring].map(([slot, bucket]) => [slot, packBucket(bucket)]));
}
