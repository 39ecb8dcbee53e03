import { PhasegateError } from '@phasegate/pricing/units';

/** The inputs are each fine, but the result is too large for a float64 (for example `rate * timeToExpiry` below -709). */
export class ValuationOverflowError extends PhasegateError {
  readonly quantity: string;
  readonly observed: number;

  constructor(quantity: string, observed: number) {
    super(
      `${quantity} is ${observed}, beyond the largest float64 (1.8e308). Rescale forward and strike, or lower |rate * timeToExpiry|.`,
    );
    this.quantity = quantity;
    this.observed = observed;
  }
}

/** Columns that belong together have different lengths. */
export class ColumnLengthError extends PhasegateError {
  readonly column: string;
  readonly observed: number;
  readonly expected: number;

  constructor(column: string, observed: number, expected: number) {
    super(
      `${column} has ${observed} entries, the forward column ${expected}. Give every column the same length.`,
    );
    this.column = column;
    this.observed = observed;
    this.expected = expected;
  }
}
