import { INDEX_RING_HOURS, type IndexBucket, indexBuckets, indexPrice } from '@phasegate/pricing';
import type { Wad } from '@phasegate/pricing/units';
import type { Hours } from './settlementCalendar.ts';
import { clamped, type SettlementRules, saturated, windowPrice } from './windowPrice.ts';

/** How far back the reference and an extended window reach. */
const LOOK_BACK_HOURS = 168;
/** How old an index may be for a fallback. */
const GOOD_HOURS = 24;

export type Ring = ReadonlyMap<number, IndexBucket>;

/** A price that the index gave, and by which rung of the ladder. */
export interface IndexSettlement {
  readonly price: Wad;
  readonly rung: 'window' | 'extendedWindow';
}

/**
 * What the index says of a window: its price, or where it is thin the price of the shortest longer period that ends with it and
 * is not, of at most 168 hours; clamped around the 7-day VWAP before the window, or without any trade in it around `fallback`.
 *
 * Paused hours have no trades, so an extended window passes over them by itself.
 *
 * @param hour the hour it is now, after the window @returns `undefined` when even 168 hours are thin, or the ring no longer
 * holds them all.
 */
export function indexSettlement(
  ring: Ring,
  input: {
    readonly window: Hours;
    readonly hour: number;
    readonly fallback: Wad;
    readonly rules: SettlementRules;
  },
): IndexSettlement | undefined {
  const { window, hour, fallback, rules } = input;
  const { from, to } = window;
  const earliest = Math.max(0, from - LOOK_BACK_HOURS);
  if (hour - earliest >= INDEX_RING_HOURS) return undefined;
  const reference = priceOf(ring, { from: earliest, to: from }) ?? fallback;
  for (let start = from; start >= Math.max(0, Math.min(from, to - LOOK_BACK_HOURS)); start -= 1) {
    const price = windowPrice(indexBuckets(ring, { fromHour: start, toHour: to }), to - from, rules);
    if (price === undefined) continue;
    const rung = start === from ? 'window' : 'extendedWindow';
    return { price: clamped(price, reference, rules.bandBps), rung };
  }
  return undefined;
}

/** The VWAP of the 24 hours before `hour`, the one under way left out; `undefined` without a trade. */
export function goodIndex(ring: Ring, hour: number): Wad | undefined {
  const price = priceOf(ring, { from: Math.max(0, hour - GOOD_HOURS), to: hour });
  return price === undefined ? undefined : saturated(price);
}

/** The plain index price of some hours; a price that rounds down to nothing is none. */
function priceOf(ring: Ring, { from, to }: Hours): Wad | undefined {
  return indexPrice(indexBuckets(ring, { fromHour: from, toHour: to })) || undefined;
}
