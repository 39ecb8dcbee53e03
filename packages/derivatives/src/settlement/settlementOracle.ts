import {
  type Bps,
  checkBps,
  checkMarketId,
  checkUnixSeconds,
  type MarketId,
  type Quantity,
  type UnixSeconds,
  type Wad,
} from '@phasegate/pricing/units';
import type { Ring } from './indexSettlement.ts';
import type { SettlementCalendar } from './settlementCalendar.ts';
import { checkRules, type SettlementRules } from './windowPrice.ts';

/** How a price was found, from the best to the last. */
export type Rung = 'window' | 'extendedWindow' | 'fixings' | 'fallback';

/** A good index, of the hour before which it was taken. */
export interface Fallback {
  readonly price: Wad;
  readonly hour: number;
}

/** The settlement of one market and expiry. */
export interface Settlement {
  readonly market: MarketId;
  readonly expiry: UnixSeconds;
  readonly fallback: Fallback;
  /** Those in force when it was opened. */
  readonly signers: readonly string[];
  /** Each signer's first price, wei per lot. */
  readonly fixings: ReadonlyMap<string, Wad>;
  readonly settled: { readonly price: Wad; readonly rung: Rung } | null;
}

/** What the oracle keeps. Plain data. */
export interface SettlementState {
  readonly rules: SettlementRules;
  readonly minIndexMarginBps: Bps;
  readonly signers: readonly string[];
  readonly announced: { readonly signers: readonly string[]; readonly applicableFrom: UnixSeconds } | null;
  /** By market and expiry, {@link settlementKey}. */
  readonly settlements: ReadonlyMap<string, Settlement>;
  /** Open interest that a market bears, with the day it was measured. */
  readonly caps: ReadonlyMap<MarketId, { readonly lots: Quantity; readonly day: number }>;
}

/** What happens to the oracle. Everybody may do everything, but the owner alone announces signers. */
export type SettlementEvent =
  | (OfExpiry & { readonly type: 'open' })
  | (OfExpiry & { readonly type: 'refreshFallback' })
  | (OfExpiry & { readonly type: 'settle' })
  | (OfExpiry & { readonly type: 'submitFixing'; readonly signer: string; readonly price: Wad })
  | { readonly type: 'announceSigners'; readonly at: UnixSeconds; readonly signers: readonly string[] }
  | { readonly type: 'applySigners'; readonly at: UnixSeconds }
  | { readonly type: 'refreshCap'; readonly at: UnixSeconds; readonly market: MarketId };

export type EventOf<Type extends SettlementEvent['type']> = Extract<SettlementEvent, { readonly type: Type }>;

interface OfExpiry {
  readonly at: UnixSeconds;
  readonly market: MarketId;
  readonly expiry: UnixSeconds;
}

/** A market as the oracle reads it from the marketplace. */
export interface IndexedMarket {
  readonly calendar: SettlementCalendar;
  readonly ring: Ring;
}

/** The marketplace behind an event: its markets by number. */
export type IndexedMarkets = ReadonlyMap<MarketId, IndexedMarket>;

/** An oracle before its first event. @throws {InvalidInputError} malformed rules or margin. */
export function settlementState(rules: SettlementRules, minIndexMarginBps: Bps): SettlementState {
  checkRules(rules);
  checkBps('minIndexMarginBps', minIndexMarginBps);
  return { rules, minIndexMarginBps, signers: [], announced: null, settlements: new Map(), caps: new Map() };
}

/** The key of a settlement among {@link SettlementState.settlements}. @throws {InvalidInputError} */
export function settlementKey(market: MarketId, expiry: UnixSeconds): string {
  checkMarketId('market', market);
  checkUnixSeconds('expiry', expiry);
  return `${market}/${expiry}`;
}
