import type { MarketTerms } from '@phasegate/market';
import {
  BPS,
  type Bps,
  type FreshnessSpec,
  mulDivDown,
  type PricingParameters,
  parseWad,
  pricingParameters,
  type Wad,
} from '@phasegate/pricing';

import { type RiskParameters, riskParameters } from '../risk/riskParameters.ts';

/** Everything the run assumes beside the feed, the seed and the clock. */
export interface RunParameters {
  readonly year: number;
  readonly roundSeconds: number;
  readonly pricing: PricingParameters;
  readonly curves: readonly FreshnessSpec[];
  readonly markets: readonly MarketPlan[];
  readonly maxBackdateSeconds: number;
  readonly minIndexAsk: Wad;
  readonly minIndexMarginBps: number;
  readonly consumers: number;
  /** Days after the first arrival on which something happens. */
  readonly schedule: Readonly<Record<Occasion, number>>;
  /** What the broker raises its margin to, risk apart. */
  readonly raisedMarginBps: Bps;
  readonly risk: RiskParameters;
}

export type Occasion = 'raiseMargin' | 'pause' | 'upgrade' | 'phase2';

/** A market: its terms, its floor price and the curve its segments decay on. */
export interface MarketPlan {
  readonly terms: MarketTerms;
  readonly baseValue: Wad;
  readonly curve: number;
}

const DAY = 86_400;
const BANDS: readonly (readonly [low: number, high: number])[] = [
  [0, 2_500],
  [2_500, 5_000],
  [5_000, 7_000],
  [7_000, 8_500],
  [8_500, 10_000],
];
/** A returning visitor's intent is worth something for a week, a new one's for two days. */
const WINDOWS: readonly { days: number; curve: number; discountBps: number }[] = [
  { days: 7, curve: 0, discountBps: 10_000 },
  { days: 2, curve: 1, discountBps: 7_000 },
];

export const runParameters: RunParameters = {
  year: 2026,
  roundSeconds: DAY / 4,
  pricing: pricingParameters({
    demand: { halfLifeSeconds: 2 * DAY, min: '0.7', max: '1.3', elasticity: '0.5' },
    scarcity: { min: '0.75', max: '1.25', elasticity: '0.5', substituteWeight: '0.3' },
  }),
  curves: [{ family: 'exponential' }, { family: 'halfLife', halfLife: 0.9 * DAY, window: 2 * DAY }],
  markets: WINDOWS.flatMap(({ days, curve, discountBps }) =>
    BANDS.map(([low, high]) => marketPlan({ days, curve, discountBps, low, high })),
  ),
  maxBackdateSeconds: DAY,
  minIndexAsk: parseWad('0.5'),
  minIndexMarginBps: 500,
  consumers: 24,
  schedule: { raiseMargin: 40, pause: 100, upgrade: 160, phase2: 200 },
  raisedMarginBps: 3_500 as Bps,
  risk: riskParameters,
};

function marketPlan(input: {
  days: number;
  curve: number;
  discountBps: number;
  low: number;
  high: number;
}): MarketPlan {
  const { days, curve, discountBps, low, high } = input;
  // From about 9 PAT for weak to 41 PAT for strong intent.
  const week = parseWad('4') + (parseWad('40') * BigInt(low + high)) / BigInt(2 * BPS);
  const baseValue = mulDivDown(week, BigInt(discountBps), BigInt(BPS)) as Wad;
  return {
    baseValue,
    curve,
    terms: {
      segmentType: 'PURCHASE_INTENT',
      windowSeconds: days * DAY,
      confidenceLowBps: low,
      confidenceHighBps: high,
      // The neutral fresh ask at a margin of 30 %.
      referenceAsk: mulDivDown(baseValue, 20_000n, 17_000n),
      bandBps: 8_000,
      dailyMoveBps: 500,
      settlementPeriodHours: 24,
      settlementWindowHours: 4,
      settlementOffsetHours: 16,
    },
  };
}

/** A market's name as people write it: type, window and confidence band. */
export function marketName(terms: MarketTerms): string {
  const band = [terms.confidenceLowBps, terms.confidenceHighBps].map((bps) => (bps / BPS).toFixed(2));
  return `${terms.segmentType} | ${terms.windowSeconds / DAY}D | ${band.join('-')}`;
}
