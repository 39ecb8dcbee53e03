import { checkWad, InvalidInputError } from '@phasegate/pricing/units';
import { checkStarted } from '../deal/deadline.ts';
import { type Account, type Step, transfersOf } from '../deal/transfer.ts';
import { checkAccount } from './collateral.ts';
import { entitlement } from './entitlement.ts';
import { UnknownAccountError } from './errors.ts';
import type { SeriesBook, SeriesEvent } from './seriesBook.ts';

/**
 * Fixes the settlement price, once, at the second `expiry` or later; a pause does not move it. A book nobody holds
 * anything in closes at once.
 */
export function settle(
  book: SeriesBook,
  event: Extract<SeriesEvent, { readonly type: 'settle' }>,
): Step<SeriesBook> {
  const first = book.series[0]!;
  checkStarted(book.clock, 'settlement', first.expiry);
  checkWad('event.price', event.price);
  const isSwap = first.kind === 'indexSwap';
  if (isSwap) checkWad('event.againstPrice', event.againstPrice);
  else if (event.againstPrice !== undefined)
    throw new InvalidInputError({
      path: 'event.againstPrice',
      observed: event.againstPrice,
      allowed: 'left out, except for index swaps',
    });
  const settlement = { price: event.price, againstPrice: event.againstPrice ?? null };
  return {
    state: { ...book, settlement, status: book.accounts.size === 0 ? 'closed' : 'settled' },
    transfers: [],
  };
}

/** Pays an account its collateral and payoffs; the last one closes the book. */
export function payOut(book: SeriesBook, name: Account): Step<SeriesBook> {
  checkAccount('event.account', name);
  const account = book.accounts.get(name);
  if (account === undefined) throw new UnknownAccountError(name);
  const accounts = new Map(book.accounts);
  accounts.delete(name);
  return {
    state: { ...book, accounts, status: accounts.size === 0 ? 'closed' : 'settled' },
    transfers: transfersOf(['escrow', name, entitlement(book, account)]),
  };
}
