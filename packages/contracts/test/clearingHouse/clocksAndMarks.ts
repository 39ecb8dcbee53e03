import { EXPIRY, OPENING } from './beginning.ts';
import type { Choices } from './choices.ts';
import { DAY, HOUR } from './clearingChain.ts';
import type { ClearingRun } from './clearingRun.ts';

/** A little, a day with its trading or without, or to the edges of a book. */
export async function wait(run: ClearingRun, choices: Choices, isLate: boolean): Promise<void> {
  const today = OPENING + Math.ceil((run.now - OPENING + 1) / DAY) * DAY;
  const kind = choices.below(isLate ? 8 : 4);
  if (kind === 0) run.now += choices.below(HOUR);
  else if (kind < 4) {
    if (choices.below(4) > 0) await run.tradeTowards(today);
    run.now = Math.max(run.now, today + choices.one([0, 0, HOUR]));
    if (choices.below(2) === 0) await run.refreshCap(choices.one([1, 2]));
  } else {
    const expiry = EXPIRY + choices.below(2) * DAY;
    const edges = [-6 * HOUR - 1, -6 * HOUR, -4 * HOUR - 1, -4 * HOUR, -1, 0, 3 * DAY];
    const ahead = edges.map((edge) => expiry + edge).filter((edge) => edge >= run.now);
    if (ahead.length === 0) return;
    const edge = choices.one(ahead);
    if (choices.below(2) === 0 && edge >= expiry) await run.tradeTowards(expiry);
    run.now = Math.max(run.now, edge);
  }
}

/** Somebody is paused, marked, admitted or lapses. */
export async function mark(run: ClearingRun, choices: Choices): Promise<void> {
  const kind = choices.below(4);
  const { ann, fund, sister } = run.world.actors;
  const until = run.now + choices.one([1, HOUR, DAY]);
  if (kind === 0) await run.mark({ pause: [choices.one([2, 3, 4]), choices.below(3) === 0 ? 0 : until] });
  else if (kind === 1)
    await run.mark({ affiliate: [choices.one([sister, fund]).address, choices.below(2) === 0] });
  else
    await run.mark({ admit: [choices.one([ann, fund]).address, run.now + choices.one([1, DAY, 900 * DAY])] });
}
