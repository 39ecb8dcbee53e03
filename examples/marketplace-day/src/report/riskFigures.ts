import { formatWad, type Wad } from '@phasegate/pricing/units';
import type { ExposureLevel, MarketLimit } from '@phasegate/risk';
import type { RunLog } from '../market/runLog.ts';
import type { RefusedTrade } from '../risk/limitDesk.ts';

/** Refusals at one level of the limits. */
export interface RefusedFigures {
  readonly kind: RefusedTrade['kind'];
  readonly level: ExposureLevel;
  readonly count: number;
  readonly pat: string;
}

/** What the risk desk did in a run. */
export interface RiskFigures {
  /** Days of markets on which the margin rose, and their number altogether. */
  readonly widenedMarketDays: number;
  readonly marketDays: number;
  /** Listings that were not made because their market's spread was beyond its maximum. */
  readonly haltedListings: number;
  readonly brokerMarginMoves: number;
  readonly segmentsRepriced: number;
  readonly refusedSales: number;
  readonly refusedListings: number;
  readonly refused: readonly RefusedFigures[];
  /** On how many days of markets which term set the limit on sales. */
  readonly limitTerms: Readonly<Partial<Record<MarketLimit['binding'], number>>>;
}

export function riskFigures(log: RunLog): RiskFigures {
  const of = (kind: RefusedTrade['kind']): number =>
    log.refused.filter((trade) => trade.kind === kind).length;
  const groups = Map.groupBy(log.refused, ({ kind, binding }) => `${kind} ${binding.level}`);
  return {
    widenedMarketDays: log.spreads.filter(({ marginBps, before }) => marginBps > before).length,
    marketDays: log.spreads.length,
    haltedListings: log.haltedListings,
    brokerMarginMoves: log.marginMoves,
    segmentsRepriced: log.repriced,
    refusedSales: of('sale'),
    refusedListings: of('listing'),
    refused: [...groups.values()].map((trades) => ({
      kind: trades[0]!.kind,
      level: trades[0]!.binding.level,
      count: trades.length,
      pat: formatWad(trades.reduce((sum, { notional }) => sum + notional, 0n) as Wad),
    })),
    limitTerms: Object.fromEntries(log.limitTerms),
  };
}
