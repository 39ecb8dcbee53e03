import { PhasegateError } from '@phasegate/pricing/units';

/** The cap of a bounded instrument lies below its strike or floor: the payoff would turn negative. */
export class CapBelowStrikeError extends PhasegateError {
  readonly cap: number;
  readonly strike: number;

  constructor(cap: number, strike: number) {
    super(`cap must be at least the strike or floor ${strike}; got ${cap}. Raise the cap or swap the two.`);
    this.cap = cap;
    this.strike = strike;
  }
}
