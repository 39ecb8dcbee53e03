import { InvalidInputError } from '@phasegate/pricing/units';

/** How a historical quantile is read: see `historicalValueAtRisk`. */
export type QuantileMethod = 'exact' | 'interpolated';

const RESOLUTION = 1_000_000_000_000;

/**
 * The confidence level as an exact fraction `units / 10^12`, so that `n x alpha` is decided in integers:
 * in floats `100 x 0.95` is 95 but `1000 x 0.07` is 70.00000000000001, which would shift a rank by one.
 */
export function confidenceUnits(alpha: number): bigint {
  const units = typeof alpha === 'number' ? Math.round(alpha * RESOLUTION) : Number.NaN;
  if (!(units > 0 && units < RESOLUTION)) {
    throw new InvalidInputError({
      path: 'alpha',
      observed: alpha,
      allowed: 'a confidence level strictly between 0 and 1, to twelve decimals',
      remedy: 'Pass 0.99 for 99 %.',
    });
  }
  return BigInt(units);
}

/** 1.0 on the scale of {@link confidenceUnits}. */
export const CONFIDENCE_ONE: bigint = BigInt(RESOLUTION);
