import { BPS, type Bps, type Quantity, type UnixSeconds } from '@phasegate/pricing/units';
import { openInterestCapAt } from '../settlement/reduceSettlement.ts';
import { bookIdOf, marketsOf } from './bookId.ts';
import type { ClearingSurroundings } from './clearingEvent.ts';
import type { ClearingBook, ClearingState } from './clearingState.ts';
import { grossLots, type Side } from './position.ts';
import { AccountCappedError, HouseCappedError, OpenInterestCappedError } from './tradeErrors.ts';

/**
 * The state with the open interest of the book's markets after a trade; refuses one that lifts it above what a market bears, a
 * side that opens above an account's share of that, the house's net lots above the house's.
 */
export function checkCaps(
  state: ClearingState,
  trade: {
    readonly before: ClearingBook;
    readonly after: ClearingBook;
    readonly sides: readonly Side[];
    readonly at: UnixSeconds;
    readonly surroundings: ClearingSurroundings;
  },
): ClearingState {
  const { before, after: book, sides, at } = trade;
  const { settlement } = trade.surroundings;
  const raised = sides.reduce((sum, side) => sum + long(side.after) - long(side.before), 0n);
  const openInterest = new Map(state.openInterest);
  let smallest: Quantity | undefined;
  for (const market of marketsOf(book)) {
    const id = bookIdOf({ market, against: market, expiry: book.expiry });
    const lots = (openInterest.get(id) ?? 0n) + raised;
    const cap = openInterestCapAt(settlement, market, at);
    if (raised > 0n && lots > cap) throw new OpenInterestCappedError({ market, lots, cap });
    openInterest.set(id, lots);
    if (smallest === undefined || cap < smallest) smallest = cap;
  }
  for (const { account, opens, isHouse } of sides) {
    const cap = share(smallest!, state.accountShareBps);
    const lots = grossLots(book.positions.get(account)?.lots ?? new Map());
    if (opens && !isHouse && lots > cap) throw new AccountCappedError({ account, lots, cap });
  }
  const houseLots = grossLots(book.houseLots);
  const houseCap = share(smallest!, state.houseShareBps);
  if (houseLots > grossLots(before.houseLots) && houseLots > houseCap)
    throw new HouseCappedError({ bookId: book.id, lots: houseLots, cap: houseCap });
  return { ...state, openInterest };
}

function long(lots: Quantity): Quantity {
  return lots > 0n ? lots : 0n;
}

/** Rounded down: half a lot is none. */
function share(cap: Quantity, bps: Bps): Quantity {
  return (cap * BigInt(bps)) / BigInt(BPS);
}
