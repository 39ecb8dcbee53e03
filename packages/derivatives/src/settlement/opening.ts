import type { Seconds } from '@phasegate/pricing/units';
import { FallbackCurrentError, IndexStaleError, TenorOutOfBoundsError } from './errors.ts';
import { goodIndex } from './indexSettlement.ts';
import { opened, replaced } from './lookup.ts';
import { HOUR, settlementWindow } from './settlementCalendar.ts';
import { type EventOf, type IndexedMarket, type SettlementState, settlementKey } from './settlementOracle.ts';

/** Longest life of an expiry: 92 days. */
export const MAX_TENOR: Seconds = 92 * 86_400;

/** Opens an expiry before its window, with a fallback and the signers of the moment; one that is open stays as it is. */
export function open(
  state: SettlementState,
  event: EventOf<'open'>,
  { calendar, ring }: IndexedMarket,
): SettlementState {
  const { at, market, expiry } = event;
  if (state.settlements.has(settlementKey(market, expiry))) return state;
  const window = settlementWindow(market, calendar, expiry);
  const windowStart = window.from * HOUR;
  if (at >= windowStart || expiry > at + MAX_TENOR) {
    throw new TenorOutOfBoundsError({ windowStart, latest: at + MAX_TENOR, at });
  }
  const hour = Math.floor(at / HOUR);
  const price = goodIndex(ring, hour);
  if (price === undefined) throw new IndexStaleError(market, hour);
  const { signers } = state;
  return replaced(state, {
    market,
    expiry,
    fallback: { price, hour },
    signers,
    fixings: new Map(),
    settled: null,
  });
}

/** Takes the last good index as the fallback again, until the window begins. */
export function refreshFallback(
  state: SettlementState,
  event: EventOf<'refreshFallback'>,
  { calendar, ring }: IndexedMarket,
): SettlementState {
  const { at, market, expiry } = event;
  const settlement = opened(state, market, expiry);
  const windowStart = settlementWindow(market, calendar, expiry).from * HOUR;
  if (at >= windowStart) throw new TenorOutOfBoundsError({ windowStart, latest: at + MAX_TENOR, at });
  const hour = Math.floor(at / HOUR);
  if (hour <= settlement.fallback.hour) throw new FallbackCurrentError(settlement.fallback.hour);
  const price = goodIndex(ring, hour);
  if (price === undefined) throw new IndexStaleError(market, hour);
  return replaced(state, { ...settlement, fallback: { price, hour } });
}
