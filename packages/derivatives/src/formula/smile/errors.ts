import { PhasegateError } from '@phasegate/pricing/units';

/** Five parameters need at least five quotes. */
export class TooFewQuotesError extends PhasegateError {
  readonly observed: number;
  readonly required: number;

  constructor(observed: number, required: number) {
    super(`a smile needs at least ${required} quotes; got ${observed}. Add strikes or use one volatility.`);
    this.observed = observed;
    this.required = required;
  }
}
