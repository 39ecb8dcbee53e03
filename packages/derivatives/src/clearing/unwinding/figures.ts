import type { UnixSeconds, Wad } from '@phasegate/pricing/units';
import type { SettlementFigures } from '@phasegate/risk';
import { SettlementPendingError } from '../../settlement/errors.ts';
import { bookIdOf } from '../bookId.ts';
import type { ClearingSurroundings } from '../clearingEvent.ts';
import type { ClearingState } from '../clearingState.ts';
import { settle } from '../settling.ts';

/** What settlement asks of its surroundings. */
export type SettlingSurroundings = Pick<ClearingSurroundings, 'settlement' | 'markets'>;

/** What books settle at, or would if somebody settled them now; nothing while the oracle waits. Each is asked once. */
export function figuresAt(
  state: ClearingState,
  at: UnixSeconds,
  surroundings: SettlingSurroundings,
): SettlementFigures {
  const known = new Map<bigint, Wad | undefined>();
  return (scope) => {
    const bookId = bookIdOf(scope);
    if (!known.has(bookId)) known.set(bookId, figureOf(state, { at, bookId }, surroundings));
    return known.get(bookId);
  };
}

function figureOf(
  state: ClearingState,
  place: Parameters<typeof settle>[1],
  surroundings: SettlingSurroundings,
): Wad | undefined {
  try {
    return settle(state, place, surroundings).state.books.get(place.bookId)!.figure!;
  } catch (error) {
    if (error instanceof SettlementPendingError) return undefined;
    throw error;
  }
}
