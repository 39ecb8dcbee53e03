import { checkMap, checkObject } from '@phasegate/pricing/units';
import { expirySchedule, type UnwindQueue } from '@phasegate/risk';
import type { ClearingState } from '../clearingState.ts';

/**
 * Every position of the clearing house that is still to be settled, in the one order in which every keeper works: by expiry,
 * market and account.
 *
 * @throws {InvalidInputError} a malformed state.
 * @example unwinding(state).entries // [] while nobody holds anything
 */
export function unwinding(state: Pick<ClearingState, 'books'>): UnwindQueue {
  checkObject('state', state);
  checkMap('state.books', state.books);
  return expirySchedule(
    [...state.books.values()].flatMap(({ market, against, expiry, positions }) =>
      [...positions.keys()].map((participant) => ({ participant, market, against, expiry })),
    ),
  );
}
