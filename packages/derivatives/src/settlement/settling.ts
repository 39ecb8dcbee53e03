import { checkBigint, type Seconds, type Wad } from '@phasegate/pricing/units';
import { AlreadyFixedError, NotSignerError, SettlementPendingError } from './errors.ts';
import { indexSettlement } from './indexSettlement.ts';
import { replaced, unsettled } from './lookup.ts';
import { HOUR, settlementWindow } from './settlementCalendar.ts';
import type { EventOf, IndexedMarket, SettlementState } from './settlementOracle.ts';
import { clamped } from './windowPrice.ts';

/** After the expiry: from when fixings count, and from when the fallback does. */
const FIXINGS_AFTER: Seconds = 86_400;
const FALLBACK_AFTER: Seconds = 3 * 86_400;

/** A signer's price, its first alone. */
export function submitFixing(state: SettlementState, event: EventOf<'submitFixing'>): SettlementState {
  const { at, market, expiry, signer, price } = event;
  checkBigint('event.price', price, 0n, 2n ** 128n - 1n);
  const settlement = unsettled(state, market, expiry, at);
  if (!settlement.signers.includes(signer)) throw new NotSignerError(signer);
  if (settlement.fixings.has(signer)) throw new AlreadyFixedError(signer);
  return replaced(state, { ...settlement, fixings: new Map([...settlement.fixings, [signer, price]]) });
}

/** Settles by the first rung of the ladder that holds. */
export function settle(
  state: SettlementState,
  event: EventOf<'settle'>,
  { calendar, ring }: IndexedMarket,
): SettlementState {
  const { at, market, expiry } = event;
  const { rules } = state;
  const settlement = unsettled(state, market, expiry, at);
  const { fallback, fixings, signers } = settlement;
  const window = settlementWindow(market, calendar, expiry);
  const hour = Math.floor(at / HOUR);
  const indexed = indexSettlement(ring, { window, hour, fallback: fallback.price, rules });
  if (indexed !== undefined) return replaced(state, { ...settlement, settled: indexed });
  const fixingsCount = 2 * fixings.size > signers.length;
  if (fixingsCount && at >= expiry + FIXINGS_AFTER) {
    const price = clamped(median([...fixings.values()]), fallback.price, 2 * rules.bandBps);
    return replaced(state, { ...settlement, settled: { price, rung: 'fixings' } });
  }
  if (at >= expiry + FALLBACK_AFTER) {
    return replaced(state, { ...settlement, settled: { price: fallback.price, rung: 'fallback' } });
  }
  throw new SettlementPendingError(expiry + (fixingsCount ? FIXINGS_AFTER : FALLBACK_AFTER), at);
}

/** Of an even number the mean of the middle two, rounded down. */
function median(prices: readonly Wad[]): Wad {
  const sorted = prices.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)]!, sorted[Math.floor(sorted.length / 2)]!];
  return ((low + high) / 2n) as Wad;
}
