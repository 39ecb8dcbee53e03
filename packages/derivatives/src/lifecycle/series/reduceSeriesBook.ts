import { moveTo, unknownEvent } from '../deal/dealEvent.ts';
import { WrongStatusError } from '../deal/errors.ts';
import type { Step } from '../deal/transfer.ts';
import { deposit, withdraw } from './collateral.ts';
import { SERIES_TERMINAL, type SeriesBook, type SeriesEvent, type SeriesStatus } from './seriesBook.ts';
import { payOut, settle } from './settle.ts';
import { trade } from './trade.ts';

function requireStatus(book: SeriesBook, event: string, status: SeriesStatus): void {
  if (book.status !== status) throw new WrongStatusError({ event, status: book.status, required: status });
}

/**
 * The next state of a book of series, and the money that moves. Every account is collateralised to its worst case at all
 * times, so settlement can't leave a debt: there is no liquidation. Premiums move inside the escrow.
 *
 * Half open in real time: from the second `openingEnds` on nothing opens, from `expiry` on nothing trades and anyone can
 * settle. A pause blocks opening only, and moves no expiry.
 *
 * @throws {DealClosedError} the book is closed. @throws {ClockRanBackError} the event is older than the last one.
 * @throws {WrongStatusError} {@link DeadlinePassedError} {@link TooEarlyError} not now.
 * @throws {OpenNotAllowedError} {@link OpeningPausedError} a side that may only reduce opens.
 * @throws {UncoveredPositionError} too little collateral. @throws {TooManyLegsError} more than 16 series.
 * @throws {UnknownAccountError} an account that holds nothing. @throws {InvalidInputError} the event is malformed.
 * @example reduceSeriesBook(book, { type: 'deposit', at: 0, account: 'fund', amount: parseWad('1') })
 */
export function reduceSeriesBook(book: SeriesBook, event: SeriesEvent): Step<SeriesBook> {
  const moved = moveTo(book, event, SERIES_TERMINAL);
  switch (event.type) {
    case 'pause':
    case 'resume':
      return { state: moved, transfers: [] };
    case 'deposit':
      requireStatus(moved, 'deposit', 'open');
      return deposit(moved, event.account, event.amount);
    case 'withdraw':
      requireStatus(moved, 'withdraw', 'open');
      return withdraw(moved, event.account, event.amount);
    case 'trade':
      requireStatus(moved, 'trade', 'open');
      return trade(moved, event);
    case 'settle':
      requireStatus(moved, 'settle', 'open');
      return settle(moved, event);
    case 'payOut':
      requireStatus(moved, 'payOut', 'settled');
      return payOut(moved, event.account);
    default:
      throw unknownEvent(event, 'pause, resume, deposit, withdraw, trade, settle, payOut');
  }
}
