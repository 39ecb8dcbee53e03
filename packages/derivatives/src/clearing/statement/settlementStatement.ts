import {
  checkBigint,
  checkMap,
  checkObject,
  type Quantity,
  type Wad,
  type Word,
} from '@phasegate/pricing/units';
import { seriesPayoff } from '@phasegate/risk';
import type { Series } from '../../instrument/series.ts';
import type { Account } from '../../lifecycle/deal/transfer.ts';
import { type BookScope, seriesIdOf } from '../bookId.ts';
import type { ClearingState } from '../clearingState.ts';
import { bookIn } from '../seriesLookup.ts';
import { BookNotSettledError } from './errors.ts';
import { type Payment, paymentsOf } from './paymentsOf.ts';
import { payoffReason } from './payoffReason.ts';

/** A series of a settled book. */
export interface StatementSeries {
  readonly seriesId: Word;
  readonly series: Series;
  /** Wei that a lot long receives, below zero when it pays. */
  readonly payoffPerLot: Wad;
  /** Where that comes from, in words. */
  readonly reason: string;
}

/** What an account's lots of one series bring it. */
export interface StatementLine {
  readonly seriesId: Word;
  /** Below zero short. */
  readonly lots: Quantity;
  readonly payoffPerLot: Wad;
  /** `lots x payoffPerLot`, wei. */
  readonly amount: Wad;
}

export interface StatementAccount {
  readonly account: Account;
  readonly lines: readonly StatementLine[];
  /** Sum of its lines, wei. */
  readonly total: Wad;
  /** Wei that are no longer locked once it is settled. */
  readonly released: Wad;
}

/** Who paid whom in a settled book, and why. All totals sum to zero. */
export interface SettlementStatement extends BookScope {
  readonly bookId: Word;
  /** What it settled at, wei per lot. */
  readonly figure: Wad;
  readonly series: readonly StatementSeries[];
  readonly accounts: readonly StatementAccount[];
  /** The totals as payments from those who lost to those who won: fewer than accounts. */
  readonly payments: readonly Payment[];
}

/**
 * The statement of a settled book whose accounts are still to be settled: per account and series the lots, what a lot pays and the
 * amount, per account the total, and who paid whom. Exact; amounts sum to zero in each series and in all.
 *
 * Of a book from which accounts were settled already it shows the others, whose totals no longer sum to zero.
 *
 * @throws {BookNotSettledError} the book has no figure yet. @throws {UnknownSeriesError} nobody opened the book.
 * @throws {InvalidInputError} a malformed state or book.
 * @example settlementStatement(state, bookId).accounts.map(({ account, total }) => [account, total]) // [['ann', -34n], ['ben', 34n]] after two lots of a call that ends 17 in the money
 */
export function settlementStatement(state: ClearingState, bookId: Word): SettlementStatement {
  checkObject('state', state);
  checkMap('state.books', state.books);
  checkBigint('bookId', bookId, 0n, 2n ** 72n - 1n);
  const book = bookIn(state, bookId);
  const { market, against, expiry, figure } = book;
  if (figure === null) throw new BookNotSettledError(bookId);
  const series = book.series.map((each, index) => ({
    seriesId: seriesIdOf(bookId, index),
    series: each,
    payoffPerLot: seriesPayoff(each, figure),
    reason: payoffReason(each, figure),
  }));
  const accounts = [...book.positions]
    .map(([account, { lots, locked }]): StatementAccount => {
      const lines = [...lots]
        .sort(([a], [b]) => a - b)
        .map(([index, quantity]) => {
          const { seriesId, payoffPerLot } = series[index]!;
          return { seriesId, lots: quantity, payoffPerLot, amount: (quantity * payoffPerLot) as Wad };
        });
      const total = lines.reduce((sum, { amount }) => sum + amount, 0n) as Wad;
      return { account, lines, total, released: locked };
    })
    .sort((a, b) => (a.account < b.account ? -1 : 1));
  return { bookId, market, against, expiry, figure, series, accounts, payments: paymentsOf(accounts) };
}
