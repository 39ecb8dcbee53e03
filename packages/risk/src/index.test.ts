import type { Wad } from '@phasegate/pricing/units';
import { expect, expectTypeOf, test } from 'vitest';
import * as risk from './index.ts';

test('default: the exported names', () => {
  expect(Object.keys(risk).sort()).toMatchInlineSnapshot(`
    [
      "CapBelowStrikeError",
      "ChangeTooLargeError",
      "DuplicateExposureKeyError",
      "ExcessQuantityError",
      "LiquidationInfeasibleError",
      "MAX_HALF_SPREAD_BPS",
      "NotPositiveSemidefiniteError",
      "UnknownExposureKeyError",
      "accountMargin",
      "adverseImpactBps",
      "announceChange",
      "binomialTail",
      "canonicalHash",
      "canonicalJson",
      "checkSeriesTerms",
      "christoffersenTest",
      "cornishFisherValueAtRisk",
      "correlatedModel",
      "corruptionCap",
      "defaultBondShocks",
      "defaultChangePolicy",
      "defaultFund",
      "defaultLiquidityTiers",
      "defaultProbability",
      "defaultReadinessThresholds",
      "defaultSpreadParameters",
      "expectedShortfall",
      "expirySchedule",
      "explainDecision",
      "explainSpread",
      "exposureLevels",
      "exposureNotional",
      "exposureTree",
      "filteredHistoricalPnl",
      "historicalValueAtRisk",
      "incrementalRisk",
      "kupiecTest",
      "liquidationPlan",
      "liquidityTierMultiplier",
      "lossProfile",
      "lossWaterfall",
      "lotRequirement",
      "marginReputationFactor",
      "marketLimit",
      "meanInterval",
      "millsRatio",
      "modelMargin",
      "monteCarloReturns",
      "normalCdf",
      "normalContributions",
      "normalDraws",
      "normalInverseCdf",
      "normalPdf",
      "normalValueAtRisk",
      "openInterestShareBps",
      "participantLimit",
      "performanceBond",
      "readiness",
      "readinessHistory",
      "riskContributions",
      "riskReport",
      "rollingBacktest",
      "rootMeanSquareInterval",
      "sampleMoments",
      "scanMargin",
      "scenarioPnl",
      "sensitivityMargin",
      "seriesDelta",
      "seriesPayoff",
      "settlementPricer",
      "signedFigures",
      "simmOtherCommodity",
      "spanModel",
      "stressBook",
      "stressScenarios",
      "unwindBatch",
      "unwindParticipant",
      "widenSpread",
      "wilsonInterval",
      "worstCaseMargin",
    ]
  `);
});

// The shapes below are what services, notebooks and checks call; they may grow but not change.
interface Published {
  historicalValueAtRisk(
    pnl: readonly number[],
    options: { alpha: number; method: 'exact' | 'interpolated' },
  ): number;
  expectedShortfall(
    pnl: readonly number[],
    options: { alpha: number; method: 'exact' | 'interpolated' },
  ): number;
  normalValueAtRisk(input: { mean: number; standardDeviation: number; alpha: number; horizon?: number }): {
    valueAtRisk: number;
    expectedShortfall: number;
  };
  kupiecTest(input: { exceptions: number; observations: number; alpha: number }): {
    statistic: number;
    pValue: number;
  };
  christoffersenTest(
    hits: readonly boolean[],
    options: { alpha: number },
  ): {
    independence: { statistic: number; pValue: number };
    conditionalCoverage: { statistic: number; pValue: number };
  };
  worstCaseMargin(legs: readonly PublishedLeg[]): bigint;
}
type PublishedLeg =
  | { kind: 'call'; strike: bigint; cap: bigint; quantity: bigint }
  | { kind: 'put'; strike: bigint; quantity: bigint }
  | { kind: 'collar'; price: bigint; floor: bigint; cap: bigint; quantity: bigint };

test('behavior: published shapes hold', () => {
  const published: Published = risk;
  expect(published.worstCaseMargin([{ kind: 'put', strike: 3n, quantity: -1n }])).toBe(3n);
  expectTypeOf<risk.SeriesLeg>().toExtend<PublishedLeg>();
  expectTypeOf<PublishedLeg>().toExtend<risk.SeriesLeg>();
  expectTypeOf(risk.worstCaseMargin).returns.toExtend<bigint>();
  expectTypeOf<typeof risk>().toExtend<Published>();
  expectTypeOf(risk.exposureTree).returns.toHaveProperty('reserve');
  expectTypeOf(risk.lossWaterfall).parameter(0).toHaveProperty('defaulterBond').toEqualTypeOf<Wad>();
});
