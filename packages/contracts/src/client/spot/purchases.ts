import type { Wad } from '@phasegate/pricing/units';
import type { PhasegateEvent } from '../follow/phasegateEvent.ts';

/** Why a segment could not be bought, in the order of Solidity's `Unavailable`. */
const UNAVAILABLE = ['No', 'Unknown', 'Expired', 'SoldOut', 'AlreadyOwned', 'AskAboveMax'] as const;
export type UnavailableReason = (typeof UNAVAILABLE)[number];

/** What a transaction bought and what it skipped; amounts are wei of PAT. */
export interface Batch {
  readonly filled: readonly { readonly id: bigint; readonly ask: Wad; readonly payout: Wad }[];
  readonly skipped: readonly { readonly id: bigint; readonly reason: UnavailableReason }[];
  readonly totalAsk: Wad;
}

/** Reads a transaction's purchases from its events. */
export function batchOf(events: readonly PhasegateEvent[]): Batch {
  const filled: { id: bigint; ask: Wad; payout: Wad }[] = [];
  const skipped: { id: bigint; reason: UnavailableReason }[] = [];
  for (const event of events) {
    if (event.contract !== 'marketplace') continue;
    if (event.name === 'SegmentPurchased') {
      const { id, ask, payout } = event.args;
      filled.push({ id, ask: ask as Wad, payout: payout as Wad });
    } else if (event.name === 'OrderSkipped') {
      skipped.push({ id: event.args.id, reason: UNAVAILABLE[event.args.reason]! });
    }
  }
  return { filled, skipped, totalAsk: filled.reduce((total, { ask }) => total + ask, 0n) as Wad };
}
