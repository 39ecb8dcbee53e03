/**
 * What an instrument's terms are worth and how that moves: one lot long of a series, the whole deal of a delivered
 * instrument, to its buyer. PAT; raw partial derivatives with the forward held, as in `BlackResult`.
 */
export interface InstrumentValue {
  /** Present value, PAT; negative when the holder would pay to be rid of it. */
  readonly value: number;
  /** By the forward, PAT per PAT. */
  readonly delta: number;
  /** Second derivative by the forward. */
  readonly gamma: number;
  /** By volatility, per 1.00. */
  readonly vega: number;
  /** What a year's passing adds, usually negative. */
  readonly theta: number;
  /** By the rate, per 1.00. */
  readonly rho: number;
}
