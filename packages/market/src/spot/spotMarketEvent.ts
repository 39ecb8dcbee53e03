import type { Bps, MarketId, UnixSeconds, Wad } from '@phasegate/pricing/units';
import type { DistributionShare } from './earnings/claimDistribution.ts';
import type { Listing } from './listing/checkListing.ts';
import type { BatchResult, Fill, Order } from './purchase/buySegments.ts';
import type { MarketTerms } from './state/spotMarketState.ts';

/** By type, what an event says beside its `type` and its time `at`. The names are those of the contract's functions. */
interface Inputs {
  /** A curve for ever, by its word. */
  addCurve: { readonly table: bigint };
  addMarket: { readonly terms: MarketTerms };
  setReferenceAsk: { readonly market: MarketId; readonly referenceAsk: Wad };
  /** All of the listings or none. */
  registerSegments: { readonly listings: readonly Listing[] };
  repriceSegment: { readonly id: number; readonly freshAsk: Wad; readonly marginBps: Bps };
  /** One access right for the payer, or for a recipient who has consented; `maxAsk` in wei, default no limit. */
  buySegment: {
    readonly payer: string;
    readonly recipient?: string;
    readonly id: number;
    readonly maxAsk?: bigint;
  };
  /** Strict: the first unavailable item refuses the whole batch. Else it is skipped. */
  buySegments: {
    readonly payer: string;
    readonly recipient?: string;
    readonly orders: readonly Order[];
    readonly strict: boolean;
  };
  /** One access right of a provider's own segment, paid for by a deal elsewhere; nothing is paid here. */
  deliverAccess: { readonly id: number; readonly provider: string; readonly recipient: string };
  setPurchaseConsent: { readonly recipient: string; readonly payer: string; readonly consented: boolean };
  /** All that an account has earned; the account is by default the owner's, the receiver the owner. */
  withdrawEarnings: { readonly owner: string; readonly account?: number; readonly to?: string };
  claimDistribution: { readonly contentHash: string; readonly share: DistributionShare };
  /** PAT that nobody is owed. */
  recoverSurplus: { readonly to: string };
  setBrokerMargin: { readonly marginBps: Bps };
  /** How far a repriced margin may lie from the broker's. */
  setMarginBand: { readonly bandBps: Bps };
  setBrokerWallet: { readonly wallet: string };
  setPaused: { readonly paused: boolean };
  /** What the phase gate says of an account; the broker and its affiliates stay out of the index. */
  refreshIndexStanding: { readonly account: string; readonly countsForIndex: boolean };
  /** A part of PAT's supply, at the token's construction: how a history begins. */
  allocatePat: { readonly to: string; readonly amount: Wad };
  /** What the marketplace may take from an owner; `UNLIMITED` is never used up. */
  approvePat: { readonly owner: string; readonly amount: bigint };
  transferPat: { readonly from: string; readonly to: string; readonly amount: Wad };
}

/** By type, what an event brings about beside the next state. Amounts are Wad of PAT (wei). */
export interface SpotMarketOutcomes {
  /** The curve's number, from 0 to 255. */
  addCurve: { readonly curve: number };
  addMarket: { readonly market: MarketId };
  setReferenceAsk: object;
  /** Ids are sequential. */
  registerSegments: { readonly firstId: number };
  repriceSegment: object;
  buySegment: { readonly fill: Fill };
  buySegments: BatchResult;
  deliverAccess: object;
  setPurchaseConsent: object;
  withdrawEarnings: { readonly amount: Wad };
  claimDistribution: { readonly amount: Wad };
  recoverSurplus: { readonly amount: Wad };
  setBrokerMargin: object;
  setMarginBand: object;
  setBrokerWallet: object;
  setPaused: object;
  refreshIndexStanding: object;
  allocatePat: object;
  approvePat: object;
  transferPat: object;
}

export type SpotMarketEventType = keyof Inputs;

/** An event of a type, or of any: something that was asked of the spot market at a time, and may be refused. */
export type SpotMarketEvent<T extends SpotMarketEventType = SpotMarketEventType> = {
  readonly [K in T]: { readonly type: K; readonly at: UnixSeconds } & Inputs[K];
}[T];
