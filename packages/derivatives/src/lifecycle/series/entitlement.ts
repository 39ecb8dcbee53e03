import type { Wad } from '@phasegate/pricing/units';
import { lotPayoff } from './lotPayoff.ts';
import type { SeriesAccount, SeriesBook } from './seriesBook.ts';

/** What an account is owed: its collateral and, once settled, its payoffs. */
export function entitlement(book: SeriesBook, account: SeriesAccount): Wad {
  let owed: bigint = account.collateral;
  if (book.settlement !== null)
    for (const [index, quantity] of account.lots)
      owed += quantity * lotPayoff(book.series[index]!, book.settlement);
  return owed as Wad;
}
