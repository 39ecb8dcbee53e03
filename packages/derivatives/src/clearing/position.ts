import type { Quantity } from '@phasegate/pricing/units';
import type { Account } from '../lifecycle/deal/transfer.ts';
import { accountRequirement } from './accountRequirement.ts';
import { type ClearingGate, isHouseIn } from './clearingGate.ts';
import type { ClearingBook, ClearingPosition } from './clearingState.ts';
import { LotsOutOfBoundsError, TooManyLegsError } from './tradeErrors.ts';

/** Lots of a trade and of a position in a series. */
export const MAX_LOTS: Quantity = 2n ** 47n - 1n;
/** Series of a book in one account: what its worst case is computed over. */
export const MAX_LEGS = 16;

/** One side of a trade, against what it holds. */
export interface Side {
  readonly account: Account;
  /** Change of its lots in the series, signed. */
  readonly change: Quantity;
  readonly before: Quantity;
  readonly after: Quantity;
  /** Anything but a position that comes nearer to zero and keeps its sign. */
  readonly opens: boolean;
  readonly isHouse: boolean;
}

interface Trade {
  readonly book: ClearingBook;
  readonly index: number;
  readonly matcher: Account;
  readonly gate: ClearingGate;
}

const NONE: ReadonlyMap<number, Quantity> = new Map();

export function sideOf({ book, index, matcher, gate }: Trade, account: Account, change: Quantity): Side {
  const position = book.positions.get(account);
  const before = position?.lots.get(index) ?? 0n;
  const after = before + change;
  const reduces = before > 0n ? after >= 0n && after < before : after <= 0n && after > before;
  // Fixed with the first position, so that a mark set later doesn't move the house's lots without a trade.
  const isHouse = position?.isHouse ?? (account === matcher || isHouseIn(gate, account));
  return { account, change, before, after, opens: !reduces, isHouse };
}

/** The book after a trade, and by how much what each side has locked there changes. */
export function changedBook(
  { book, index }: Trade,
  sides: readonly Side[],
): { readonly book: ClearingBook; readonly locked: readonly bigint[] } {
  const positions = new Map(book.positions);
  const houseLots = new Map(book.houseLots);
  const locked = sides.map((side) => {
    const held = positions.get(side.account);
    const position = changedPosition(book, index, side);
    if (position.lots.size === 0) positions.delete(side.account);
    else positions.set(side.account, position);
    if (side.isHouse) addTo(houseLots, index, side.change);
    return position.locked - (held?.locked ?? 0n);
  });
  return { book: { ...book, positions, houseLots }, locked };
}

function changedPosition(book: ClearingBook, index: number, side: Side): ClearingPosition {
  const { account, after, isHouse } = side;
  const size = after < 0n ? -after : after;
  if (size > MAX_LOTS) throw new LotsOutOfBoundsError(size, MAX_LOTS);
  const lots = changedLots(book.positions.get(account)?.lots ?? NONE, index, after);
  if (lots.size > MAX_LEGS) throw new TooManyLegsError(account, MAX_LEGS);
  return { locked: accountRequirement(book, lots), isHouse, lots };
}

/** In the contract's order: as they were opened, a closed one replaced by the last. */
function changedLots(
  lots: ReadonlyMap<number, Quantity>,
  index: number,
  after: Quantity,
): ReadonlyMap<number, Quantity> {
  if (after !== 0n) return new Map(lots).set(index, after);
  const legs = [...lots];
  const place = legs.findIndex(([each]) => each === index);
  const last = legs.pop()!;
  if (place < legs.length) legs[place] = last;
  return new Map(legs);
}

function addTo(lots: Map<number, Quantity>, index: number, change: Quantity): void {
  const after = (lots.get(index) ?? 0n) + change;
  if (after === 0n) lots.delete(index);
  else lots.set(index, after);
}

/** The sum of the lots of all series, whichever way. */
export function grossLots(lots: ReadonlyMap<number, Quantity>): Quantity {
  let sum = 0n;
  for (const quantity of lots.values()) sum += quantity < 0n ? -quantity : quantity;
  return sum;
}
