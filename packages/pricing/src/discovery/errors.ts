import { PhasegateError } from '../units/errors.ts';

/** Something dated before what has already been seen, where time may only go on. */
export class TimeRunsBackwardsError extends PhasegateError {
  readonly seen: number;
  readonly observed: number;

  constructor(seen: number, observed: number) {
    super(`time runs backwards: ${seen} was already seen; got ${observed}. Deliver in order of time`);
    this.seen = seen;
    this.observed = observed;
  }
}
