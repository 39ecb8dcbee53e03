import { PhasegateError } from '@phasegate/pricing/units';

/** A price that no volatility explains: outside `exp(-rT) [max(+-(F - K), 0), F or K)`. */
export class PriceOutsideBoundsError extends PhasegateError {
  readonly price: number;
  readonly lower: number;
  readonly upper: number;

  constructor(price: number, lower: number, upper: number) {
    super(
      `price must lie in [${lower}, ${upper}), between discounted intrinsic value and discounted forward (call) or strike (put); got ${price}. Check its discounting and units.`,
    );
    this.price = price;
    this.lower = lower;
    this.upper = upper;
  }
}

/** The price doesn't depend on volatility, so it implies none: no time left, or forward or strike is zero. */
export class VolatilityUndeterminedError extends PhasegateError {
  readonly reason: string;

  constructor(reason: string) {
    super(`volatility is undetermined: ${reason}. Every volatility gives this price; leave the quote out.`);
    this.reason = reason;
  }
}
