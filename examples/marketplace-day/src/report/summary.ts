import { formatWad, type Wad } from '@phasegate/pricing';
import { day } from '../calendar/day.ts';
import { marketName, type RunParameters } from '../market/parameters.ts';
import type { PurchaseRecord, RunLog } from '../market/runLog.ts';
import type { RunResult } from '../run.ts';
import { type RiskFigures, riskFigures } from './riskFigures.ts';

/** Where the sessions came from. */
export interface FeedSource {
  /** The file, or `undefined` for a generated feed. */
  readonly path: string | undefined;
  readonly seed: number;
  readonly rows: number;
  readonly malformedRows: number;
}

/** Trading over some time. PAT amounts are exact decimal strings; averages are per access right. */
export interface TradingFigures {
  readonly purchases: number;
  readonly volumePat: string;
  readonly brokerRevenuePat: string;
  readonly providerPayoutPat: string;
  /** Volume-weighted: what an access right cost on average, and what its provider got of it. */
  readonly averageAskPat: string;
  readonly averageBidPat: string;
  /** Volume over fresh units at confidence 1.0: the index price, which decay does not move. */
  readonly vwapPat: string;
}

export interface MarketFigures extends TradingFigures {
  readonly market: number;
  readonly name: string;
  readonly listed: number;
}

/** Smallest, mean and largest value of a factor over all listings or purchases. */
export interface FactorRange {
  readonly min: number;
  readonly mean: number;
  readonly max: number;
}

/** The run in figures: what `--json` prints. */
export interface Summary extends TradingFigures {
  readonly feed: FeedSource;
  readonly segmentsRegistered: number;
  readonly skippedOrders: number;
  readonly risk: RiskFigures;
  readonly withdrawnPat: string;
  readonly owedToProvidersPat: string;
  readonly busiestDay: TradingFigures & { readonly date: string };
  readonly markets: readonly MarketFigures[];
  readonly factors: Readonly<Record<'baseValuePat' | 'freshness' | 'demand' | 'scarcity', FactorRange>>;
  /** How well confidence foretold revenue; no area where all sessions ended alike. */
  readonly confidence: { readonly areaUnderCurve: number | null; readonly brierScore: number };
  readonly transactions: number;
  readonly gasUsed: number;
  readonly valuesCompared: number;
  readonly mismatches: number;
  readonly seconds: number;
}

export function summarise(input: {
  result: RunResult;
  parameters: RunParameters;
  feed: FeedSource;
  seconds: number;
}): Summary {
  const { result, parameters, feed, seconds } = input;
  const { log, spotMarket, usage } = result;
  const usageRows = [...usage.values()];
  return {
    feed,
    segmentsRegistered: log.listings.length,
    ...tradingFigures(log.purchases),
    skippedOrders: log.skippedOrders,
    risk: riskFigures(log),
    withdrawnPat: formatWad(log.withdrawnPat as Wad),
    owedToProvidersPat: formatWad(spotMarket.liabilities),
    busiestDay: busiestDay(log.purchases),
    markets: parameters.markets
      .map(({ terms }, i) => ({
        market: i + 1,
        name: marketName(terms),
        listed: log.listings.filter(({ market }) => market === i + 1).length,
        ...tradingFigures(log.purchases.filter(({ market }) => market === i + 1)),
      }))
      .sort((a, b) => Number(b.volumePat) - Number(a.volumePat)),
    factors: {
      baseValuePat: range(
        log.listings.map(({ market }) => toNumber(parameters.markets[market - 1]!.baseValue)),
      ),
      freshness: range(log.purchases.map(({ freshness }) => toNumber(freshness))),
      demand: range(log.listings.map(({ demand }) => toNumber(demand))),
      scarcity: range(log.listings.map(({ scarcity }) => toNumber(scarcity))),
    },
    confidence: { areaUnderCurve: areaUnderCurve(log), brierScore: brierScore(log) },
    transactions: usageRows.reduce((sum, { transactions }) => sum + transactions, 0),
    gasUsed: usageRows.reduce((sum, { gas }) => sum + gas, 0),
    valuesCompared: result.valuesCompared,
    mismatches: result.mismatches.length,
    seconds,
  };
}

export function tradingFigures(purchases: readonly PurchaseRecord[]): TradingFigures {
  const total = (of: (purchase: PurchaseRecord) => bigint): bigint =>
    purchases.reduce((sum, purchase) => sum + of(purchase), 0n);
  const volume = total(({ ask }) => ask);
  const payout = total(({ payout: paid }) => paid);
  const weight = total(({ freshness, confidenceBps }) => freshness * BigInt(confidenceBps));
  const count = BigInt(Math.max(1, purchases.length));
  return {
    purchases: purchases.length,
    volumePat: pat(volume),
    brokerRevenuePat: pat(total(({ brokerSpread }) => brokerSpread)),
    providerPayoutPat: pat(payout),
    averageAskPat: pat(volume / count),
    averageBidPat: pat(payout / count),
    vwapPat: pat(weight === 0n ? 0n : (volume * 10n ** 22n) / weight),
  };
}

function busiestDay(purchases: readonly PurchaseRecord[]): Summary['busiestDay'] {
  const days = Map.groupBy(purchases, ({ at }) => day(at));
  const volume = (list: readonly PurchaseRecord[]): bigint => list.reduce((sum, { ask }) => sum + ask, 0n);
  let [date, best]: [string, readonly PurchaseRecord[]] = ['', []];
  for (const [day, list] of days) if (volume(list) > volume(best)) [date, best] = [day, list];
  return { date, ...tradingFigures(best) };
}

/** Probability that a session with revenue has a higher confidence than one without; ties count half. */
function areaUnderCurve({ listings }: RunLog): number | null {
  const sorted = listings.toSorted((a, b) => a.confidenceBps - b.confidenceBps);
  let [rankSum, positives] = [0, 0];
  for (let from = 0; from < sorted.length; ) {
    let to = from;
    while (to < sorted.length && sorted[to]!.confidenceBps === sorted[from]!.confidenceBps) to += 1;
    const hits = sorted.slice(from, to).filter(({ revenue }) => revenue).length;
    rankSum += (hits * (from + 1 + to)) / 2;
    positives += hits;
    from = to;
  }
  const negatives = sorted.length - positives;
  if (positives === 0 || negatives === 0) return null;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** Mean squared distance of confidence from what happened; 0 is perfect. */
function brierScore({ listings }: RunLog): number {
  const squares = listings.map(
    ({ confidenceBps, revenue }) => (confidenceBps / 10_000 - Number(revenue)) ** 2,
  );
  return squares.reduce((sum, square) => sum + square, 0) / squares.length;
}

function range(values: readonly number[]): FactorRange {
  const round = (value: number): number => Number(value.toPrecision(6));
  let [min, max, sum] = [Infinity, -Infinity, 0];
  for (const value of values) {
    min = Math.min(min, value);
    max = Math.max(max, value);
    sum += value;
  }
  return { min: round(min), mean: round(sum / values.length), max: round(max) };
}

export const toNumber = (wad: bigint): number => Number(wad) * 1e-18;
const pat = (wei: bigint): string => formatWad(wei as Wad);
