import { PhasegateError } from '@phasegate/pricing/units';

/** Delivery would lie before now, or at or after the end of the segment's window. */
export class DeliveryAgeError extends PhasegateError {
  readonly age: number;
  readonly deliveryAge: number;
  readonly window: number;

  constructor(age: number, deliveryAge: number, window: number) {
    super(
      `ages must satisfy age <= deliveryAge < window; got age ${age}, deliveryAge ${deliveryAge}, window ${window} seconds. A segment can't be delivered after its window.`,
    );
    this.age = age;
    this.deliveryAge = deliveryAge;
    this.window = window;
  }
}

/** Probabilities that should add up to one don't. */
export class ProbabilitySumError extends PhasegateError {
  readonly observed: number;

  constructor(observed: number) {
    super(
      `probabilities must add up to 1 within 1e-9; got ${observed}. Normalise them or add the missing outcome.`,
    );
    this.observed = observed;
  }
}
