import {
  checkBigint,
  checkBoolean,
  checkInteger,
  checkSignedWad,
  checkWad,
  InvalidInputError,
  type Quantity,
  type Wad,
} from '@phasegate/pricing/units';
import { MAX_QUANTITY } from '../../instrument/terms.ts';
import { DeadlinePassedError } from '../deal/errors.ts';
import { type Account, type Step, transfersOf } from '../deal/transfer.ts';
import { changedAccount, checkAccount, checkCovered, NOTHING } from './collateral.ts';
import { OpeningPausedError, OpenNotAllowedError, TooManyLegsError } from './errors.ts';
import type { SeriesAccount, SeriesBook, SeriesTrade } from './seriesBook.ts';

/** Series in one account, the number the contract computes a worst case over. */
export const MAX_LEGS = 16;

/** A side reduces when its position comes nearer to zero and does not change its sign. */
function reduces(before: Quantity, after: Quantity): boolean {
  return before > 0n ? after >= 0n && after < before : after <= 0n && after > before;
}

interface Side {
  readonly account: Account;
  /** Change of lots, signed. */
  readonly lots: Quantity;
  /** Change of collateral, wei, signed. */
  readonly wei: Wad;
  readonly mayOpen: boolean;
}

function fill(book: SeriesBook, trade: SeriesTrade, side: Side): SeriesAccount {
  const held = book.accounts.get(side.account) ?? NOTHING;
  const before = held.lots.get(trade.series) ?? 0n;
  const after = before + side.lots;
  const { last } = book.clock;
  const { expiry } = book.series[trade.series]!;
  if (last >= expiry) throw new DeadlinePassedError({ action: 'trading', at: last, deadline: expiry });
  if (!reduces(before, after)) {
    if (!side.mayOpen) throw new OpenNotAllowedError(side.account);
    if (book.clock.pausedAt !== null) throw new OpeningPausedError(side.account);
    if (last >= book.openingEnds)
      throw new DeadlinePassedError({ action: 'opening', at: last, deadline: book.openingEnds });
  }
  checkBigint(`lots of ${side.account}`, after, -MAX_QUANTITY, MAX_QUANTITY);
  const lots = new Map(held.lots);
  if (after === 0n) lots.delete(trade.series);
  else lots.set(trade.series, after);
  if (lots.size > MAX_LEGS)
    throw new TooManyLegsError({ account: side.account, legs: lots.size, maximum: MAX_LEGS });
  return { collateral: (held.collateral + side.wei) as Wad, lots };
}

function checkTrade(book: SeriesBook, trade: SeriesTrade): void {
  checkAccount('event.buyer', trade.buyer);
  checkAccount('event.seller', trade.seller);
  if (trade.buyer === trade.seller)
    throw new InvalidInputError({
      path: 'event.seller',
      observed: trade.seller,
      allowed: 'another account than the buyer',
    });
  checkInteger('event.series', trade.series, 0, book.series.length - 1);
  checkBigint('event.quantity', trade.quantity, 1n, MAX_QUANTITY);
  const { kind } = book.series[trade.series]!;
  if (kind === 'collar' || kind === 'indexSwap') checkSignedWad('event.premium', trade.premium);
  else checkWad('event.premium', trade.premium);
  checkWad('event.buyerFee', trade.buyerFee);
  checkWad('event.sellerFee', trade.sellerFee);
  checkBoolean('event.buyerMayOpen', trade.buyerMayOpen);
  checkBoolean('event.sellerMayOpen', trade.sellerMayOpen);
}

/**
 * Fills a trade: premium, fees and positions first, then both requirements. A side that opens needs the right to, no
 * pause and a second before `openingEnds`; a side that reduces needs none of that, only that what it keeps is covered.
 * From the second `expiry` on nothing trades, positions wait for settlement.
 */
export function trade(book: SeriesBook, event: SeriesTrade): Step<SeriesBook> {
  checkTrade(book, event);
  const premium = event.quantity * event.premium;
  const buyer = fill(book, event, {
    account: event.buyer,
    lots: event.quantity,
    wei: (-premium - event.buyerFee) as Wad,
    mayOpen: event.buyerMayOpen,
  });
  const seller = fill(book, event, {
    account: event.seller,
    lots: -event.quantity,
    wei: (premium - event.sellerFee) as Wad,
    mayOpen: event.sellerMayOpen,
  });
  checkCovered(book, event.buyer, buyer);
  checkCovered(book, event.seller, seller);
  const accounts = changedAccount(changedAccount(book.accounts, event.buyer, buyer), event.seller, seller);
  return {
    state: { ...book, accounts },
    transfers: transfersOf(['escrow', 'broker', event.buyerFee + event.sellerFee]),
  };
}
