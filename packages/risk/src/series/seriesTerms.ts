import type { Quantity } from '@phasegate/pricing/units';

/** A `Wad` without its brand, as the published shape of a leg has it: legs are data that come from anywhere. */
export type WeiPerLot = bigint;

/**
 * What a cash-settled series pays, per lot, at its settlement figure `S` in wei per lot. Every amount is wei per lot, so
 * that a payoff is a difference of integers, needs no division, and long and short sum to zero exactly.
 */
export type SeriesTerms = NettingTerms | IndexSwapTerms;

/** Series that settle on one market's index, `S >= 0`: of one market and expiry they net. */
export type NettingTerms = CallTerms | PutTerms | CollarTerms;

/** Capped call: the long side receives `min(max(S - strike, 0), cap - strike)`. */
export interface CallTerms {
  readonly kind: 'call';
  readonly strike: WeiPerLot;
  /** At least the strike; at the strike the call pays nothing. */
  readonly cap: WeiPerLot;
}

/** Put: the long side receives `max(strike - S, 0)`. */
export interface PutTerms {
  readonly kind: 'put';
  readonly strike: WeiPerLot;
}

/** Collared forward: the long side receives `min(max(S, floor), cap) - price`, negative meaning it pays. */
export interface CollarTerms {
  readonly kind: 'collar';
  /** Agreed in the trade. */
  readonly price: WeiPerLot;
  readonly floor: WeiPerLot;
  /** At least the floor. */
  readonly cap: WeiPerLot;
}

/** Swap of two indices: settles on their difference `S`, of either sign, and pays `min(max(S - spread, -bound), bound)`. */
export interface IndexSwapTerms {
  readonly kind: 'indexSwap';
  /** Agreed in the trade, of either sign. */
  readonly spread: WeiPerLot;
  /** Largest gain or loss. */
  readonly bound: WeiPerLot;
}

/** A position in a netting series: `quantity` in integer lots, above zero long, below zero short. */
export type SeriesLeg = NettingTerms & { readonly quantity: Quantity };
