import { checkFields, checkUnixSeconds, type UnixSeconds } from '@phasegate/pricing/units';
import { unwindParticipant } from '@phasegate/risk';
import type { Account } from '../../lifecycle/deal/transfer.ts';
import { bookIdOf } from '../bookId.ts';
import type { ClearingEventOf } from '../clearingEvent.ts';
import type { ClearingState } from '../clearingState.ts';
import { checkAccount } from '../rules.ts';
import { checkSurroundings } from './checkSurroundings.ts';
import { figuresAt, type SettlingSurroundings } from './figures.ts';
import { unwinding } from './unwinding.ts';

/**
 * What an account does for itself when no keeper comes: it settles its own positions that are due and have a figure, and takes
 * out all that is then free. One transaction; nobody else is needed.
 *
 * @throws {InvalidInputError} a malformed input.
 * @example ownUnwinding({ state, account: 'ann', at: 3_600, surroundings }).bookIds // [] while it holds nothing
 */
export function ownUnwinding(input: {
  readonly state: ClearingState;
  readonly account: Account;
  readonly at: UnixSeconds;
  readonly surroundings: SettlingSurroundings;
}): ClearingEventOf<'settleAndWithdraw'> {
  checkFields('input', input, ['state', 'account', 'at', 'surroundings']);
  const { state, account, at, surroundings } = input;
  checkAccount('account', account);
  checkUnixSeconds('at', at);
  checkSurroundings(surroundings);
  const { settled } = unwindParticipant({
    queue: unwinding(state),
    participant: account,
    now: at,
    settlementFigure: figuresAt(state, at, surroundings),
  });
  return { type: 'settleAndWithdraw', at, account, bookIds: settled.map(bookIdOf) };
}
