import { InvalidInputError, PhasegateError } from '../units/errors.ts';

/** A bar's prices contradict each other or are not prices. */
export class InvalidBarError extends InvalidInputError {}

/** An estimator was given fewer observations than it needs. */
export class TooFewObservationsError extends PhasegateError {
  readonly observed: number;
  readonly needed: number;

  constructor(what: string, observed: number, needed: number) {
    super(`${what} needs at least ${needed}; got ${observed}. Give a longer series`);
    this.observed = observed;
    this.needed = needed;
  }
}
