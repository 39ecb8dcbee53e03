import { checkInteger } from '../units/checks.ts';
import type { Wad } from '../units/units.ts';
import {
  bucketAfterTrade,
  INDEX_RING_HOURS,
  type IndexBucket,
  type IndexTrade,
  indexPrice,
  indexSlot,
  packBucket,
  unpackBucket,
} from './marketIndex.ts';

/** The hourly index of one market as the contract keeps it; see {@link indexRing}. */
export interface IndexRing {
  enter(trade: IndexTrade): void;
  /** The bucket of an hour, unless nothing was traded in it or its slot has been taken by a later hour. */
  bucket(hour: number): IndexBucket | undefined;
  /** Index price of the hours `fromHour <= hour < toHour`; undefined when they carry no weight. */
  price(period: { readonly fromHour: number; readonly toHour: number }): Wad | undefined;
  /** The words of the contract's storage by slot; slots never used are absent. */
  words(): ReadonlyMap<number, bigint>;
}

/**
 * A ring of 1,024 hourly buckets, slot `hour mod 1024`, identical to the contract's.
 *
 * @param words words by slot to start from, as `words()` gives them.
 * @throws InvalidInputError on malformed words, trades or hours. `enter` throws TimeRunsBackwardsError when the slot
 * holds a later hour; the ring is unchanged then.
 * @example indexRing().price({ fromHour: 0, toHour: 24 }) // undefined
 */
export function indexRing(words: ReadonlyMap<number, bigint> = new Map()): IndexRing {
  const buckets = new Map<number, IndexBucket>();
  for (const [slot, word] of words) {
    checkInteger('slot', slot, 0, INDEX_RING_HOURS - 1);
    buckets.set(slot, unpackBucket(word));
  }
  const bucket = (hour: number): IndexBucket | undefined => {
    const held = buckets.get(indexSlot(hour));
    return held?.hour === hour && held.trades > 0 ? held : undefined;
  };
  return {
    enter(trade) {
      const slot = indexSlot(trade.hour);
      buckets.set(slot, bucketAfterTrade(buckets.get(slot), trade));
    },
    bucket,
    price({ fromHour, toHour }) {
      checkInteger('fromHour', fromHour, 0);
      checkInteger('toHour', toHour, fromHour, fromHour + INDEX_RING_HOURS);
      const hours = Array.from({ length: toHour - fromHour }, (_, i) => bucket(fromHour + i));
      return indexPrice(hours.filter((held) => held !== undefined));
    },
    words: () => new Map([...buckets].map(([slot, held]) => [slot, packBucket(held)])),
  };
}
