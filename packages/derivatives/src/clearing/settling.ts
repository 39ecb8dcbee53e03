import { checkList, type MarketId, type UnixSeconds, type Wad, type Word } from '@phasegate/pricing/units';
import { type Account, transfersOf } from '../lifecycle/deal/transfer.ts';
import { reduceSettlement } from '../settlement/reduceSettlement.ts';
import { settlementKey } from '../settlement/settlementOracle.ts';
import { clearingAccountOf, credited, freeOf } from './accounts.ts';
import type { ClearingEventOf, ClearingStep, ClearingSurroundings } from './clearingEvent.ts';
import { type ClearingState, positionPayoff } from './clearingState.ts';
import { checkAccount } from './rules.ts';
import { bookIn } from './seriesLookup.ts';

/** Fixes what the series of a book settle on, from its expiry, settling the oracle where nobody did; once. */
export function settle(
  state: ClearingState,
  { at, bookId }: { readonly at: UnixSeconds; readonly bookId: Word },
  { settlement, markets }: Pick<ClearingSurroundings, 'settlement' | 'markets'>,
): Omit<ClearingStep, 'transfers'> {
  const book = bookIn(state, bookId);
  if (book.figure !== null) return { state, settlement };
  const { market, against, expiry } = book;
  let oracle = settlement;
  const priceOf = (each: MarketId): bigint => {
    const key = settlementKey(each, expiry);
    if (oracle.settlements.get(key)!.settled === null)
      oracle = reduceSettlement(oracle, { type: 'settle', at, market: each, expiry }, markets);
    return oracle.settlements.get(key)!.settled!.price;
  };
  const price = priceOf(market);
  const figure = (market === against ? price : price - priceOf(against)) as Wad;
  return {
    state: { ...state, books: new Map(state.books).set(bookId, { ...book, figure }) },
    settlement: oracle,
  };
}

/** Anyone settles accounts, in any order and any batches; one without a position is passed over. */
export function settleAccounts(
  state: ClearingState,
  { at, bookId, accounts }: ClearingEventOf<'settleAccounts'>,
  surroundings: ClearingSurroundings,
): Omit<ClearingStep, 'transfers'> {
  checkList('event.accounts', accounts);
  for (const [i, account] of accounts.entries()) checkAccount(`event.accounts[${i}]`, account);
  const settled = settle(state, { at, bookId }, surroundings);
  return {
    ...settled,
    state: accounts.reduce((next, account) => settleAccount(next, bookId, account), settled.state),
  };
}

/** An account settles itself in some books and takes out all that is free. */
export function settleAndWithdraw(
  state: ClearingState,
  { at, account, bookIds }: ClearingEventOf<'settleAndWithdraw'>,
  surroundings: ClearingSurroundings,
): ClearingStep {
  checkAccount('event.account', account);
  checkList('event.bookIds', bookIds);
  let step = { state, settlement: surroundings.settlement };
  for (const bookId of bookIds)
    step = settleAccounts(
      step.state,
      { type: 'settleAccounts', at, bookId, accounts: [account] },
      { ...surroundings, settlement: step.settlement },
    );
  const free = freeOf(clearingAccountOf(step.state, account));
  return {
    ...step,
    state: credited(step.state, account, { balance: 0n - free }),
    transfers: transfersOf(['escrow', account, free]),
  };
}

function settleAccount(state: ClearingState, bookId: Word, account: Account): ClearingState {
  const book = bookIn(state, bookId);
  const position = book.positions.get(account);
  if (position === undefined) return state;
  const positions = new Map(book.positions);
  positions.delete(account);
  const paid = credited(state, account, {
    balance: positionPayoff(book, position),
    locked: 0n - position.locked,
  });
  return { ...paid, books: new Map(paid.books).set(bookId, { ...book, positions }) };
}
