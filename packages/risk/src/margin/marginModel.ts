import {
  type Bps,
  checkBps,
  checkList,
  checkObject,
  checkText,
  InvalidInputError,
} from '@phasegate/pricing/units';
import { defaultLiquidityTiers, type LiquidityTier } from './liquidityTier.ts';
import { checkScan, type ScanParameters } from './scanMargin.ts';

/** Correlations of scan losses, integer bps: of two markets of one bucket, and of two buckets. */
export interface CorrelationScenario {
  readonly withinBps: Bps;
  readonly acrossBps: Bps;
}

/** One margin model: a scan in each market, an aggregation over markets, add-ons by liquidity tier. */
export interface MarginModel {
  readonly name: string;
  readonly source: string;
  readonly scan: ScanParameters;
  /** `sum`: no offsets between markets. Else the largest margin over these correlation scenarios. */
  readonly aggregation: 'sum' | readonly CorrelationScenario[];
  readonly tiers: readonly LiquidityTier[];
}

/**
 * SPAN without inter-commodity credits: sixteen scenarios, extremes at twice the range and 35 % cover, markets add.
 * The range of 30 % is a default to be tuned to a market's own volatility.
 */
export const spanModel: MarginModel = {
  name: 'span',
  source: 'CME SPAN, sixteen scenarios; extreme move double the range, 35 % cover',
  scan: { priceScanBps: 3_000 as Bps, volatilityScan: 0.1, extremeMoves: 2, extremeCoverBps: 3_500 as Bps },
  aggregation: 'sum',
  tiers: defaultLiquidityTiers,
};

/**
 * Correlated aggregation: a range of 68 % (the weight of a commodity without a bucket in SIMM v2.6), correlations of
 * 38 % (SIMM's commodity indices) within and 16 % across buckets, and the Basel low, medium and high scenarios of
 * each (`max(2 rho - 1, 0.75 rho)`, `rho`, `min(1.25 rho, 1)`), the worst of which counts: for hedged books the low
 * one, for one-sided books the high one.
 */
export const correlatedModel: MarginModel = {
  name: 'correlated',
  source: 'ISDA SIMM v2.6 commodity buckets 14, 16 and 17; Basel Framework MAR21.6 for correlation scenarios',
  scan: { priceScanBps: 6_800 as Bps, volatilityScan: 0.1, extremeMoves: 2, extremeCoverBps: 3_500 as Bps },
  aggregation: [
    { withinBps: 2_850 as Bps, acrossBps: 1_200 as Bps },
    { withinBps: 3_800 as Bps, acrossBps: 1_600 as Bps },
    { withinBps: 4_750 as Bps, acrossBps: 2_000 as Bps },
  ],
  tiers: defaultLiquidityTiers,
};

export function checkMarginModel(model: MarginModel): void {
  checkObject('model', model);
  checkText('model.name', model.name);
  checkText('model.source', model.source);
  checkScan(model.scan);
  if (model.aggregation === 'sum') return;
  checkList('model.aggregation', model.aggregation, 1);
  model.aggregation.forEach(({ withinBps, acrossBps }, i) => {
    checkBps(`model.aggregation[${i}].withinBps`, withinBps);
    // Across above within could make the aggregate negative.
    checkBps(`model.aggregation[${i}].acrossBps`, acrossBps);
    if (acrossBps > withinBps) {
      throw new InvalidInputError({
        path: `model.aggregation[${i}].acrossBps`,
        observed: acrossBps,
        allowed: `at most withinBps, ${withinBps}`,
      });
    }
  });
}
