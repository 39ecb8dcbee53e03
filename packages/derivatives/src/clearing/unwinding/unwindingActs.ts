import { checkFields, checkInteger, checkUnixSeconds, type UnixSeconds } from '@phasegate/pricing/units';
import { type SettledEntry, unwindBatch } from '@phasegate/risk';
import { bookIdOf } from '../bookId.ts';
import type { ClearingEventOf } from '../clearingEvent.ts';
import type { ClearingState } from '../clearingState.ts';
import { checkSurroundings } from './checkSurroundings.ts';
import { figuresAt, type SettlingSurroundings } from './figures.ts';
import { unwinding } from './unwinding.ts';

/** What a keeper does next: books first, then accounts, each a transaction of its own. */
export interface UnwindingActs {
  readonly acts: readonly (ClearingEventOf<'settle'> | ClearingEventOf<'settleAccounts'>)[];
  /** True when nothing is due after these but what the oracle has no figure for. */
  readonly done: boolean;
}

/**
 * The next batch of a keeper: it settles at most `limit` accounts that are due, in the order of {@link unwinding}, and their
 * books before them. A book whose figure has not arrived is passed over and holds up no other.
 *
 * What is left follows from the state alone. So a keeper that is interrupted, or two of them, lose nothing: ask again and go on.
 *
 * @param input.limit most accounts, at least 1: what a transaction's gas allows
 * @throws {InvalidInputError} a malformed input.
 * @example unwindingActs({ state, at: 3_600, limit: 50, surroundings }).done // true while nobody holds anything
 */
export function unwindingActs(input: {
  readonly state: ClearingState;
  readonly at: UnixSeconds;
  readonly limit: number;
  readonly surroundings: SettlingSurroundings;
}): UnwindingActs {
  checkFields('input', input, ['state', 'at', 'limit', 'surroundings']);
  const { state, at, limit, surroundings } = input;
  checkUnixSeconds('at', at);
  checkInteger('limit', limit, 1);
  checkSurroundings(surroundings);
  const settlementFigure = figuresAt(state, at, surroundings);
  const settled: SettledEntry[] = [];
  let queue = unwinding(state);
  let isDue = true;
  // What waits for its figure counts as looked at, so a batch is filled up from what comes after.
  while (isDue && settled.length < limit) {
    const batch = unwindBatch({ queue, now: at, limit: limit - settled.length, settlementFigure });
    settled.push(...batch.settled);
    queue = { ...batch.queue, waiting: [] };
    isDue = queue.cursor < queue.entries.length && queue.entries[queue.cursor]!.expiry <= at;
  }
  const ids = [...new Set(settled.map(bookIdOf))];
  const unsettled = ids.filter((id) => state.books.get(id)!.figure === null);
  const acts: UnwindingActs['acts'] = [
    ...unsettled.map((bookId) => ({ type: 'settle', at, bookId }) as const),
    ...ids.map((bookId) => {
      const own = settled.filter((entry) => bookIdOf(entry) === bookId);
      const accounts = own.map(({ participant }) => participant);
      return { type: 'settleAccounts', at, bookId, accounts } as const;
    }),
  ];
  return { acts, done: !isDue };
}
