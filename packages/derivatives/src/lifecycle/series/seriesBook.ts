import {
  type Bps,
  checkMap,
  checkObject,
  type Quantity,
  type UnixSeconds,
  type Wad,
} from '@phasegate/pricing/units';
import type { Series } from '../../instrument/series.ts';
import type { DealClock } from '../deal/dealClock.ts';
import type { PauseEvent } from '../deal/dealEvent.ts';
import type { Account } from '../deal/transfer.ts';
import { entitlement } from './entitlement.ts';

/** `open` until settled; `settled` until the last account has been paid; then `closed`. */
export type SeriesStatus = 'open' | 'settled' | 'closed';

export const SERIES_TERMINAL: readonly SeriesStatus[] = ['closed'];

/** What the settlement oracle says, wei per lot; `againstPrice` is the other market's, for index swaps. */
export interface Settlement {
  readonly price: Wad;
  readonly againstPrice: Wad | null;
}

/** One participant's collateral (wei) and lots by position of the series in the book; above zero is long. */
export interface SeriesAccount {
  readonly collateral: Wad;
  readonly lots: ReadonlyMap<number, Quantity>;
}

/** All series of one market and expiry, whose positions net, or of one pair of markets and expiry. */
export interface SeriesBook {
  readonly status: SeriesStatus;
  readonly clock: DealClock;
  readonly series: readonly Series[];
  /** Unix seconds at which the settlement window starts: from this second on nothing opens. */
  readonly openingEnds: UnixSeconds;
  /** Requirement over worst case, basis points, 10000 to 12500 by the market's liquidity. */
  readonly marginMultiplierBps: Bps;
  readonly accounts: ReadonlyMap<Account, SeriesAccount>;
  readonly settlement: Settlement | null;
}

/** One fill between two accounts, both of whom signed. */
export interface SeriesTrade {
  readonly type: 'trade';
  readonly at: UnixSeconds;
  readonly buyer: Account;
  readonly seller: Account;
  /** Position of the series in the book. */
  readonly series: number;
  /** Lots, above zero. */
  readonly quantity: Quantity;
  /** Wei per lot the buyer pays the seller; below zero, for collars and swaps only, the seller pays. */
  readonly premium: Wad;
  /** Wei to the broker's wallet. */
  readonly buyerFee: Wad;
  readonly sellerFee: Wad;
  /** Whether each side passes the access matrix for OPEN (`openingProduct`); not asked of a side that reduces. */
  readonly buyerMayOpen: boolean;
  readonly sellerMayOpen: boolean;
}

export type SeriesEvent =
  | PauseEvent
  | SeriesTrade
  | { readonly type: 'deposit'; readonly at: UnixSeconds; readonly account: Account; readonly amount: Wad }
  /** Takes out collateral that no position needs. */
  | {
      readonly type: 'withdraw';
      readonly at: UnixSeconds;
      readonly account: Account;
      readonly amount: Wad;
    }
  /** Anyone settles from `expiry` on, at the oracle's final price; `againstPrice` for index swaps only. */
  | {
      readonly type: 'settle';
      readonly at: UnixSeconds;
      readonly price: Wad;
      readonly againstPrice?: Wad;
    }
  /** Anyone pays an account of a settled book out. */
  | { readonly type: 'payOut'; readonly at: UnixSeconds; readonly account: Account };

/** Wei the escrow holds for the book; zero when it is closed. */
export function seriesHeld(book: SeriesBook): Wad {
  checkObject('book', book);
  checkMap('book.accounts', book.accounts);
  let held = 0n;
  for (const account of book.accounts.values()) held += entitlement(book, account);
  return held as Wad;
}
