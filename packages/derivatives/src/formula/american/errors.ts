import { PhasegateError } from '@phasegate/pricing/units';

/** The exercise boundary could not be computed to the promised accuracy; no price is given instead of a doubtful one. */
export class ConvergenceError extends PhasegateError {
  readonly difference: number;
  readonly allowed: number;

  constructor(difference: number, allowed: number) {
    super(
      `the finest two boundary grids differ by ${difference} of max(spot, strike), more than ${allowed}. Check rates and volatility (per year, as fractions); extreme ratios of rate to variance need another method.`,
    );
    this.difference = difference;
    this.allowed = allowed;
  }
}
