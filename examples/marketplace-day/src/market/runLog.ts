import type { Fill } from '@phasegate/market';
import type { Wad } from '@phasegate/pricing/units';

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
  skippedOrders: number;
  withdrawnPat: bigint;
}

export function runLog(): RunLog {
  return { listings: [], purchases: [], occurrences: [], skippedOrders: 0, withdrawnPat: 0n };
}
