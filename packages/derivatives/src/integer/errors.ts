import { PhasegateError } from '@phasegate/pricing/units';

/** Strike over forward is 2^63 or more: its logarithm would lose the digits the error bound needs. */
export class StrikeTooFarError extends PhasegateError {
  readonly forward: bigint;
  readonly strike: bigint;

  constructor(forward: bigint, strike: bigint) {
    super(
      `strike must be below 2^63 times the forward ${forward}; got ${strike}. Such an option isn't a market; check the units of both.`,
    );
    this.forward = forward;
    this.strike = strike;
  }
}
