import type { Bps, Quantity, UnixSeconds, Wad, Word } from '@phasegate/pricing/units';
import type { Account, Transfer } from '../lifecycle/deal/transfer.ts';
import type { IndexedMarkets, SettlementState } from '../settlement/settlementOracle.ts';
import type { ClearingGate } from './clearingGate.ts';
import type { ClearingState, RequirementCell } from './clearingState.ts';
import type { SeriesWord } from './seriesWord.ts';

/** A trade that a matcher brings, both of whose sides have allowed that matcher. */
export interface Fill {
  readonly type: 'fill';
  readonly at: UnixSeconds;
  readonly matcher: Account;
  readonly maker: Account;
  /** Pays the fee when it opens. */
  readonly taker: Account;
  readonly takerBuys: boolean;
  readonly seriesId: Word;
  readonly lots: Quantity;
  /** Wei in all that the buyer pays the seller; below zero, for collars and swaps only, the seller pays. */
  readonly premium: Wad;
}

/**
 * What happens to the clearing house. Accounts act for themselves (`account` is the caller), matchers fill, the owner announces
 * and removes matchers and sets fees and requirements; everything else is anyone's.
 */
export type ClearingEvent =
  | Fill
  | (OfAccount & { readonly type: 'deposit'; readonly amount: Wad })
  | (OfAccount & { readonly type: 'withdraw'; readonly amount: Wad })
  | (OfAccount & { readonly type: 'setMatcher'; readonly matcher: Account; readonly allowed: boolean })
  | (OfMatcher & { readonly type: 'announceMatcher' })
  | (OfMatcher & { readonly type: 'applyMatcher' })
  | (OfMatcher & { readonly type: 'removeMatcher' })
  | (SeriesWord & { readonly type: 'createSeries'; readonly at: UnixSeconds })
  | { readonly type: 'settle'; readonly at: UnixSeconds; readonly bookId: Word }
  | {
      readonly type: 'settleAccounts';
      readonly at: UnixSeconds;
      readonly bookId: Word;
      readonly accounts: readonly Account[];
    }
  | (OfAccount & { readonly type: 'settleAndWithdraw'; readonly bookIds: readonly Word[] })
  | {
      readonly type: 'setFees';
      readonly at: UnixSeconds;
      readonly brokerWallet: Account;
      readonly feeBps: Bps;
      readonly timePremium: Wad;
    }
  | (RequirementCell & {
      readonly type: 'setCollateralRequirement';
      readonly at: UnixSeconds;
      readonly amount: Wad;
    });

export type ClearingEventOf<Type extends ClearingEvent['type']> = Extract<
  ClearingEvent,
  { readonly type: Type }
>;

interface OfAccount {
  readonly at: UnixSeconds;
  readonly account: Account;
}

interface OfMatcher {
  readonly at: UnixSeconds;
  readonly matcher: Account;
}

/** The contracts that the clearing house asks, at the time of the event. */
export interface ClearingSurroundings {
  /** The oracle, which series creation opens and settlement settles. */
  readonly settlement: SettlementState;
  /** The marketplace; only read. */
  readonly markets: IndexedMarkets;
  /** The gate; only read. */
  readonly gate: ClearingGate;
}

/** The next state of the clearing house and of the oracle, and the PAT that came or went (`escrow` is the clearing house). */
export interface ClearingStep {
  readonly state: ClearingState;
  readonly settlement: SettlementState;
  readonly transfers: readonly Transfer[];
}
