import type { Action } from '../actions.ts';
import type { Run } from '../run.ts';
import { administration } from './administration.ts';
import { earnings } from './earnings.ts';
import { listing } from './listing.ts';
import type { Performers } from './performers.ts';
import { purchases } from './purchases.ts';
import { token } from './token.ts';
import { waiting } from './waiting.ts';

const performers: Performers = {
  ...listing,
  ...purchases,
  ...earnings,
  ...token,
  ...administration,
  ...waiting,
};

/** Does an action on both sides and insists on the same result or the same refusal. */
export async function perform(run: Run, action: Action): Promise<void> {
  await (performers[action.kind] as (run: Run, action: Action) => Promise<void>)(run, action);
}
