import {
  checkFields,
  checkInteger,
  checkNumber,
  checkPositiveNumber,
  type Seconds,
} from '@phasegate/pricing/units';

/** Basis points that may be fractions, float64: what a half-spread is put together from. The quote is whole {@link Bps}. */
export type FractionalBps = number;

/** Everything that shapes a half-spread. */
export interface SpreadParameters {
  /** Fixed part that pays for operations, bps. */
  readonly feeBps: FractionalBps;
  /** Price of volatility: bps of half-spread for each bp of expected move over the quote's life. */
  readonly volatilityWeight: number;
  /** Bps for the first doubling of `sqrt(Lref / L)`. */
  readonly illiquidityBps: FractionalBps;
  /** Lref: liquidity at and above which nothing is added. Same unit as the input `liquidity`. */
  readonly referenceLiquidity: number;
  /** Utilisation from which exposure widens, in [0, 1). */
  readonly softUtilisation: number;
  /** Bps added at utilisation 1; quadratic from the soft limit, going on beyond 1. */
  readonly exposureBps: FractionalBps;
  readonly minimumBps: FractionalBps;
  /** At most 3,333: a margin of 50 %. */
  readonly maximumBps: FractionalBps;
  /** Daily volatility that counts when nothing is known, for the stress regime too: a high one. */
  readonly priorDailyVolatility: number;
  /** Liquidity that counts when nothing is known: a low one, in the unit of `referenceLiquidity`. */
  readonly priorLiquidity: number;
  /** Seconds in which a last known figure has become the prior. */
  readonly dataLifetimeSeconds: Seconds;
  /** Daily volatility of normal times, for the stress regime. */
  readonly referenceDailyVolatility: number;
  readonly stressMultiplier: number;
  /** Stress begins at this multiple of the reference volatility... */
  readonly stressEntry: number;
  /** ...and ends below this one... */
  readonly stressExit: number;
  /** ...held for this long. */
  readonly stressExitSeconds: Seconds;
  /** D: the spread stops narrowing this many bps above its target. */
  readonly narrowingSlackBps: FractionalBps;
  /** rho: share of the spread left after `narrowingSeconds`, in (0, 1). */
  readonly narrowingRatio: number;
  /** tau, seconds. */
  readonly narrowingSeconds: Seconds;
}

/** Starting point for tuning; elasticities and weights are plain, not fitted. */
export const defaultSpreadParameters: SpreadParameters = {
  feeBps: 50,
  volatilityWeight: 1,
  illiquidityBps: 100,
  referenceLiquidity: 1_000,
  softUtilisation: 0.8,
  exposureBps: 500,
  minimumBps: 25,
  maximumBps: 3_333,
  priorDailyVolatility: 0.5,
  priorLiquidity: 100,
  dataLifetimeSeconds: 3_600,
  referenceDailyVolatility: 0.1,
  stressMultiplier: 1.5,
  stressEntry: 2,
  stressExit: 1.3,
  stressExitSeconds: 3_600,
  narrowingSlackBps: 2,
  narrowingRatio: 0.5,
  narrowingSeconds: 600,
};

/** The largest half-spread: a margin of 50 % is s = 1/3. */
export const MAX_HALF_SPREAD_BPS = 3_333;

const FIELDS: readonly string[] = Object.keys(defaultSpreadParameters);

export function checkSpreadParameters(p: SpreadParameters): void {
  checkFields('parameters', p, FIELDS);
  checkNumber('parameters.feeBps', p.feeBps, 0, MAX_HALF_SPREAD_BPS);
  checkNumber('parameters.volatilityWeight', p.volatilityWeight, 0);
  checkNumber('parameters.illiquidityBps', p.illiquidityBps, 0);
  checkPositiveNumber('parameters.referenceLiquidity', p.referenceLiquidity);
  checkNumber('parameters.softUtilisation', p.softUtilisation, 0, 0.999);
  checkNumber('parameters.exposureBps', p.exposureBps, 0);
  // Whole, so that rounding a quote up never leaves the bounds.
  checkInteger('parameters.maximumBps', p.maximumBps, 1, MAX_HALF_SPREAD_BPS);
  checkInteger('parameters.minimumBps', p.minimumBps, 1, p.maximumBps);
  checkPositiveNumber('parameters.priorDailyVolatility', p.priorDailyVolatility);
  checkPositiveNumber('parameters.priorLiquidity', p.priorLiquidity);
  checkPositiveNumber('parameters.dataLifetimeSeconds', p.dataLifetimeSeconds);
  checkPositiveNumber('parameters.referenceDailyVolatility', p.referenceDailyVolatility);
  checkNumber('parameters.stressMultiplier', p.stressMultiplier, 1);
  checkPositiveNumber('parameters.stressExit', p.stressExit);
  checkNumber('parameters.stressEntry', p.stressEntry, p.stressExit);
  checkNumber('parameters.stressExitSeconds', p.stressExitSeconds, 0);
  checkNumber('parameters.narrowingSlackBps', p.narrowingSlackBps, 0, MAX_HALF_SPREAD_BPS);
  checkNumber('parameters.narrowingRatio', p.narrowingRatio, Number.MIN_VALUE, 1 - 2 ** -53);
  checkPositiveNumber('parameters.narrowingSeconds', p.narrowingSeconds);
}
