import { indexBuckets, indexPrice } from '@phasegate/pricing';
import {
  InvalidInputError,
  type MarketId,
  type UnixSeconds,
  type Wad,
  type Word,
} from '@phasegate/pricing/units';
import type { IndexedMarkets } from '../settlement/settlementOracle.ts';
import { IndexOutOfBandError, NoIndexError } from './errors.ts';
import { ANY_INDEX, type RfqQuote } from './quote.ts';

const HOUR = 3_600;

/** @throws {IndexOutOfBandError} unless the index lies within the quote's band. @throws {NoIndexError} */
export function checkIndexBand(markets: IndexedMarkets, quote: RfqQuote, at: UnixSeconds): void {
  const { seriesId, indexLow: low, indexHigh: high } = quote;
  if (low === ANY_INDEX.indexLow && high === ANY_INDEX.indexHigh) return;
  const index = quotedIndex(markets, seriesId, at);
  if (index < low || index > high) throw new IndexOutOfBandError({ index, low, high });
}

/** What the trades of this hour and the last say of a series' index, for a swap less the other's; wei per lot, rounded down. */
function quotedIndex(markets: IndexedMarkets, seriesId: Word, at: UnixSeconds): Wad {
  const market = Number((seriesId >> 16n) & 0xffffn);
  const against = Number((seriesId >> 32n) & 0xffffn);
  const index = recentIndex(markets, market, at);
  return market === against ? index : ((index - recentIndex(markets, against, at)) as Wad);
}

function recentIndex(markets: IndexedMarkets, market: MarketId, at: UnixSeconds): Wad {
  const found = markets.get(market);
  if (found === undefined) {
    throw new InvalidInputError({
      path: 'quote.seriesId',
      observed: market,
      allowed: 'a series of a market there is',
    });
  }
  const hour = Math.floor(at / HOUR);
  const price = indexPrice(indexBuckets(found.ring, { fromHour: Math.max(0, hour - 1), toHour: hour + 1 }));
  if (price === undefined || price === 0n) throw new NoIndexError(market);
  return price;
}
