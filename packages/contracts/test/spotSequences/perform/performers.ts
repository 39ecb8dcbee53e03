import type { Action } from '../actions.ts';
import type { Run } from '../run.ts';

/** How actions of some kinds are done, on both sides. */
export type Performers<K extends Action['kind'] = Action['kind']> = {
  readonly [Kind in K]: (run: Run, action: Extract<Action, { kind: Kind }>) => Promise<void>;
};
