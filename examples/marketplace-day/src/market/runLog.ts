import type { Fill } from '@phasegate/market';
import type { Wad } from '@phasegate/pricing/units';
import type { MarketLimit } from '@phasegate/risk';
import type { RefusedTrade } from '../risk/limitDesk.ts';
import type { SpreadOfDay } from '../risk/spreadDesk.ts';

/** One listing as the report needs it. */
export interface ListingRecord {
  readonly at: number;
  readonly market: number;
  readonly confidenceBps: number;
  readonly revenue: boolean;
  readonly demand: Wad;
  readonly scarcity: Wad;
  readonly freshAsk: Wad;
}

/** One purchase as the report needs it. */
export interface PurchaseRecord extends Fill {
  readonly at: number;
  readonly market: number;
  readonly ageShare: number;
  readonly freshness: Wad;
  readonly confidenceBps: number;
}

/** A dated line for the report: what the owner did. */
export interface Occurrence {
  readonly at: number;
  readonly text: string;
}

/** What the run has done so far, in the spot market's own figures. */
export interface RunLog {
  readonly listings: ListingRecord[];
  readonly purchases: PurchaseRecord[];
  readonly occurrences: Occurrence[];
  /** The spread of every market on every day. */
  readonly spreads: SpreadOfDay[];
  /** On how many days which term set a market's limit. */
  readonly limitTerms: Map<MarketLimit['binding'], number>;
  /** Sales and listings that a limit refused. */
  readonly refused: RefusedTrade[];
  /** Listings that were not made because their market's spread was beyond its maximum. */
  haltedListings: number;
  /** Times the broker's margin moved, and segments were repriced. */
  marginMoves: number;
  repriced: number;
  skippedOrders: number;
  withdrawnPat: bigint;
}

export function runLog(): RunLog {
  return {
    listings: [],
    purchases: [],
    occurrences: [],
    spreads: [],
    limitTerms: new Map(),
    refused: [],
    haltedListings: 0,
    marginMoves: 0,
    repriced: 0,
    skippedOrders: 0,
    withdrawnPat: 0n,
  };
}
