import { PhasegateError } from '@phasegate/pricing/units';

/** Forwards, weights and fixing times must describe the same fixings. */
export class FixingsMismatchError extends PhasegateError {
  readonly column: string;
  readonly observed: number;
  readonly expected: number;

  constructor(column: string, observed: number, expected: number) {
    super(`${column} has ${observed} entries for ${expected} forwards. Give one of each per fixing.`);
    this.column = column;
    this.observed = observed;
    this.expected = expected;
  }
}

/** Fixing times run backward. */
export class FixingOrderError extends PhasegateError {
  readonly index: number;
  readonly observed: number;
  readonly previous: number;

  constructor(index: number, observed: number, previous: number) {
    super(
      `fixingTimes[${index}] is ${observed}, before its predecessor ${previous}. Sort the fixings by time.`,
    );
    this.index = index;
    this.observed = observed;
    this.previous = previous;
  }
}
