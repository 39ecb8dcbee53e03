import { checkWad, InvalidInputError, type Wad } from '@phasegate/pricing/units';
import { type Account, type Step, transfersOf } from '../deal/transfer.ts';
import { accountRequirement } from './accountRequirement.ts';
import { UncoveredPositionError, UnknownAccountError } from './errors.ts';
import type { SeriesAccount, SeriesBook } from './seriesBook.ts';

/** An account before its first deposit. */
export const NOTHING: SeriesAccount = { collateral: 0n as Wad, lots: new Map() };

/** @throws {InvalidInputError} unless a name other than the escrow's. */
export function checkAccount(path: string, account: unknown): void {
  if (typeof account !== 'string' || account === '' || account === 'escrow')
    throw new InvalidInputError({ path, observed: account, allowed: "a name other than '' and 'escrow'" });
}

/** @throws {UncoveredPositionError} the account's collateral is below its requirement. */
export function checkCovered(book: SeriesBook, name: Account, account: SeriesAccount): void {
  const required = accountRequirement(book, account.lots);
  if (account.collateral < required)
    throw new UncoveredPositionError({ account: name, required, collateral: account.collateral });
}

/** The accounts with one replaced, or left out when it holds nothing. */
export function changedAccount(
  accounts: ReadonlyMap<Account, SeriesAccount>,
  name: Account,
  account: SeriesAccount,
): ReadonlyMap<Account, SeriesAccount> {
  const next = new Map(accounts);
  if (account.collateral === 0n && account.lots.size === 0) next.delete(name);
  else next.set(name, account);
  return next;
}

/** Adds collateral. */
export function deposit(book: SeriesBook, name: Account, amount: Wad): Step<SeriesBook> {
  checkAccount('event.account', name);
  checkWad('event.amount', amount, 1n);
  const held = book.accounts.get(name) ?? NOTHING;
  const account = { ...held, collateral: (held.collateral + amount) as Wad };
  return {
    state: { ...book, accounts: changedAccount(book.accounts, name, account) },
    transfers: transfersOf([name, 'escrow', amount]),
  };
}

/** Takes out collateral above the requirement, also during a pause. */
export function withdraw(book: SeriesBook, name: Account, amount: Wad): Step<SeriesBook> {
  checkAccount('event.account', name);
  checkWad('event.amount', amount, 1n);
  const held = book.accounts.get(name);
  if (held === undefined) throw new UnknownAccountError(name);
  const account = { ...held, collateral: (held.collateral - amount) as Wad };
  checkCovered(book, name, account);
  return {
    state: { ...book, accounts: changedAccount(book.accounts, name, account) },
    transfers: transfersOf(['escrow', name, amount]),
  };
}
