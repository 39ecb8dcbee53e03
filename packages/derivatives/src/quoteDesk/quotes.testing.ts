import type { Address, Quantity } from '@phasegate/pricing/units';
import { findSeries } from '../clearing/seriesLookup.ts';
import {
  call,
  collar,
  NOW,
  pat,
  put,
  swap,
  type World,
  withSeries,
  world,
} from '../clearing/world.testing.ts';
import { ANYONE, type RfqQuote } from './quote.ts';
import type { QuoteDeskEvent } from './reduceQuoteDesk.ts';

/** Accounts by name, where a chain has addresses. */
export const named = (name: string): Address => name as Address;

/** The clearing house's world with a collar, a call, a put and a swap listed; `desk` is a matcher. */
export const LISTED: World = withSeries(world(), collar, call, put, swap);

/** Stands for the EIP-712 hash: equal exactly where every field is. */
export function hashOf(quote: RfqQuote): string {
  return Object.entries(quote)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** `ann` sells 10 lots of the collar to anybody for a minute, while the index lies around 117. */
export function quoteOf(change: Partial<RfqQuote> = {}): RfqQuote {
  return {
    maker: named('ann'),
    taker: ANYONE,
    seriesId: findSeries(LISTED.state, collar)!,
    takerBuys: true,
    lots: 10n,
    minimumLots: 3n,
    premiumPerLot: pat(16),
    deadline: NOW + 60,
    indexLow: pat(116),
    indexHigh: pat(118),
    nonce: 7n,
    ...change,
  };
}

export type FillEvent = Extract<QuoteDeskEvent, { readonly type: 'fill' }>;

/** `ben` fills a part of a quote that was signed. */
export function fillOf(quote: RfqQuote, lots: Quantity, change: Partial<FillEvent> = {}): FillEvent {
  return {
    type: 'fill',
    at: NOW,
    caller: 'ben',
    quote,
    quoteHash: hashOf(quote),
    isSigned: true,
    lots,
    ...change,
  };
}
