import type { Bps, Seconds, Wad } from '@phasegate/pricing/units';

/** What the phase gate itself holds a report to; names, units and order of its `ReadinessThresholds`. */
export interface PhaseThresholds {
  /** Length of the report's period, and least age of phase 2. */
  readonly minDays: number;
  /** Hours with a trade, over `minDays`; a longer period needs as many more. */
  readonly minTradedHours: number;
  readonly maxDailyVolatilityBps: Bps;
  readonly maxLargestBuyerBps: Bps;
  readonly minDeliveredBps: Bps;
  readonly minBuyers: number;
  /** After its period in which a report can open the phase. */
  readonly maxReportAge: Seconds;
  /** PAT wei of unaffiliated buyers, over `minDays`; a longer period needs as much more. */
  readonly minVolume: Wad;
}

/** Limits of every criterion: the gate's, and what only the report looks at. */
export interface ReadinessThresholds extends PhaseThresholds {
  /** PAT wei, average over the days. */
  readonly minAverageDepth: Wad;
  readonly maxDeviationBps: Bps;
  readonly minServiceLevelBps: Bps;
  readonly minSettledSeries: number;
  readonly minSettledFromIndexBps: Bps;
  readonly maxUncoveredAccounts: number;
  /** Days of phase 3 whose loss was held against a forecast. */
  readonly minBacktestDays: number;
  /** In [0, 1]: the least probability that a true forecast is exceeded so often. */
  readonly minBacktestPValue: number;
}

// This file imports types only: the contracts' build reads the table before any package is built.
const PAT = 10n ** 18n;

/**
 * The one table of thresholds; the deployment takes the gate's part of it.
 * Days, hours, buyers, the largest buyer and deliveries as specified; the others are starting points.
 */
export const defaultReadinessThresholds: ReadinessThresholds = {
  minDays: 90,
  minTradedHours: 1_000,
  maxDailyVolatilityBps: 2_500 as Bps,
  maxLargestBuyerBps: 2_000 as Bps,
  minDeliveredBps: 9_500 as Bps,
  minBuyers: 25,
  maxReportAge: 30 * 86_400,
  minVolume: (900_000n * PAT) as Wad,
  minAverageDepth: (1_000n * PAT) as Wad,
  maxDeviationBps: 1_000 as Bps,
  minServiceLevelBps: 9_000 as Bps,
  minSettledSeries: 50,
  minSettledFromIndexBps: 9_500 as Bps,
  maxUncoveredAccounts: 0,
  minBacktestDays: 90,
  minBacktestPValue: 0.01,
};
