import { type ClearingEvent, clearingHeld, settlementKey } from '@phasegate/derivatives';
import { expect } from 'vitest';
import type { Choices } from './choices.ts';
import { DAY } from './clearingChain.ts';
import type { ClearingRun } from './clearingRun.ts';

/** Time and whoever owns an account empty the clearing house to the last wei. */
export async function close(run: ClearingRun, choices: Choices): Promise<void> {
  const books = [...run.state.books.values()];
  let at = Math.max(run.now, ...books.map(({ expiry }) => expiry));
  for (const { id, market, expiry, figure, positions } of books) {
    const settle: ClearingEvent = { type: 'settle', at, bookId: id };
    if (!(await run.play(settle))) {
      at += 3 * DAY;
      expect(await run.play({ ...settle, at })).toBe(true);
    }
    const { rung } = run.settlement.settlements.get(settlementKey(market, expiry))!.settled!;
    if (figure === null && positions.size > 0) run.count(`settled by ${rung}`);
    // Of some accounts strangers see to it, in batches of any size; the rest do it themselves.
    const accounts = choices.someAccounts();
    await run.play({ type: 'settleAccounts', at, bookId: id, accounts });
  }
  const bookIds = books.map(({ id }) => id);
  for (const account of run.state.accounts.keys())
    expect(await run.play({ type: 'settleAndWithdraw', at, account, bookIds })).toBe(true);
  expect(clearingHeld(run.state)).toBe(0n);
  run.count('emptied');
}
