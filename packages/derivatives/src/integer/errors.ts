import { PhasegateError, type Word } from '@phasegate/pricing/units';

/** Strike over forward is above 2^63: its logarithm would lose the digits the error bound needs. */
export class StrikeTooFarError extends PhasegateError {
  readonly forward: Word;
  readonly strike: Word;

  constructor(forward: Word, strike: Word) {
    super(
      `strike must be at most 2^63 times the forward ${forward}; got ${strike}. Such an option isn't a market; check the units of both.`,
    );
    this.forward = forward;
    this.strike = strike;
  }
}
