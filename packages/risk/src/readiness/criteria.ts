import { BPS, type Bps } from '@phasegate/pricing/units';
import { binomialTail } from '../statistics/binomialTail.ts';
import { meanInterval } from '../statistics/meanInterval.ts';
import { rootMeanSquareInterval } from '../statistics/rootMeanSquareInterval.ts';
import { wilsonInterval } from '../statistics/wilsonInterval.ts';
import { dailyMovesBps, MAX_MOVE_BPS } from './dailyMoves.ts';
import type { Ratio, ReadinessHistory, SyntheticsRecord } from './history.ts';
import type { ReadinessThresholds } from './readinessThresholds.ts';

/** A criterion before it is judged. Ratios and moves in basis points, amounts in PAT. */
export interface Measured {
  readonly name: Exclude<keyof ReadinessThresholds, 'maxReportAge'> | 'auditedDays';
  readonly group: 'liquidity' | 'stability' | 'performance' | 'synthetics';
  readonly direction: 'atLeast' | 'atMost';
  readonly value: number;
  readonly interval: readonly [low: number, high: number];
  readonly threshold: number;
}

/** Two-sided, of every interval. */
export const CONFIDENCE = 0.95;

/** What phase 3 asks of the market. */
export function marketCriteria(
  history: ReadinessHistory,
  thresholds: ReadinessThresholds,
): readonly Measured[] {
  const { days, delivered, serviceLevel } = history;
  const count = days.length;
  // A long period must not collect over years what the shortest one has to show.
  const scale = Math.max(1, count / thresholds.minDays);
  const volume = dailyMean(days.map((day) => inPat(day.volume)));
  const depth = dailyMean(days.map((day) => inPat(day.depthAtTwoPercent)));
  const deviations = days.flatMap(({ deviation }) => (deviation === undefined ? [] : [BPS * deviation]));
  const buyers = history.buyers.filter((buyer) => buyer.volume > 0n);
  const hours = days.reduce((sum, day) => sum + day.tradedHours, 0);
  const audited = days.filter((day) => day.audited).length;
  return [
    counted('liquidity', 'minDays', count, thresholds.minDays),
    {
      name: 'minVolume',
      group: 'liquidity',
      direction: 'atLeast',
      value: count * volume.mean,
      interval: [count * Math.max(0, volume.interval[0]), count * volume.interval[1]],
      threshold: scale * inPat(thresholds.minVolume),
    },
    {
      name: 'minAverageDepth',
      group: 'liquidity',
      direction: 'atLeast',
      value: depth.mean,
      interval: [Math.max(0, depth.interval[0]), depth.interval[1]],
      threshold: inPat(thresholds.minAverageDepth),
    },
    counted('liquidity', 'minTradedHours', hours, scale * thresholds.minTradedHours),
    counted('liquidity', 'minBuyers', buyers.length, thresholds.minBuyers),
    {
      ...counted('liquidity', 'maxLargestBuyerBps', largestBuyerBps(history), thresholds.maxLargestBuyerBps),
      direction: 'atMost',
    },
    {
      name: 'maxDailyVolatilityBps',
      group: 'stability',
      direction: 'atMost',
      ...volatility(dailyMovesBps(days)),
      threshold: thresholds.maxDailyVolatilityBps,
    },
    {
      name: 'maxDeviationBps',
      group: 'stability',
      direction: 'atMost',
      ...meanOrNothing(deviations),
      threshold: thresholds.maxDeviationBps,
    },
    proportion('performance', 'minDeliveredBps', delivered, thresholds.minDeliveredBps),
    proportion('performance', 'minServiceLevelBps', serviceLevel, thresholds.minServiceLevelBps),
    // All of them: days left out are the ones that would not have passed.
    counted('performance', 'auditedDays', audited, count),
  ];
}

/** What phase 4 asks of the synthetics besides. */
export function syntheticsCriteria(
  { settledSeries, settledFromIndex, uncoveredAccounts, backtest }: SyntheticsRecord,
  thresholds: ReadinessThresholds,
): readonly Measured[] {
  // One-sided: too many exceptions fail, none never does. Too few days say nothing and have a criterion of their own.
  const pValue = binomialTail({
    successes: backtest.exceptions,
    trials: backtest.observations,
    probability: 1 - backtest.alpha,
  });
  return [
    counted('synthetics', 'minSettledSeries', settledSeries, thresholds.minSettledSeries),
    proportion('synthetics', 'minSettledFromIndexBps', settledFromIndex, thresholds.minSettledFromIndexBps),
    {
      ...counted('synthetics', 'maxUncoveredAccounts', uncoveredAccounts, thresholds.maxUncoveredAccounts),
      direction: 'atMost',
    },
    counted('synthetics', 'minBacktestDays', backtest.observations, thresholds.minBacktestDays),
    counted('synthetics', 'minBacktestPValue', pValue, thresholds.minBacktestPValue),
  ];
}

/** The largest buyer's share of all, rounded up against concentration; all of it where nobody bought. */
export function largestBuyerBps({ buyers }: ReadinessHistory): Bps {
  const all = buyers.reduce((sum, buyer) => sum + buyer.volume, 0n);
  const largest = buyers.reduce((most, buyer) => (buyer.volume > most ? buyer.volume : most), 0n as bigint);
  return (all === 0n ? BPS : Number((largest * BigInt(BPS) + all - 1n) / all)) as Bps;
}

/** A figure that is counted, not estimated, is both ends of its interval. */
function counted(
  group: Measured['group'],
  name: Measured['name'],
  value: number,
  threshold: number,
): Measured {
  return { name, group, direction: 'atLeast', value, interval: [value, value], threshold };
}

function proportion(
  group: Measured['group'],
  name: Measured['name'],
  { good, all }: Ratio,
  threshold: number,
): Measured {
  const [low, high] = wilsonInterval({ successes: good, trials: all, confidence: CONFIDENCE });
  const value = all === 0 ? 0 : (BPS * good) / all;
  return { name, group, direction: 'atLeast', value, interval: [BPS * low, BPS * high], threshold };
}

function dailyMean(values: readonly number[]): ReturnType<typeof meanInterval> {
  return meanInterval(values, CONFIDENCE);
}

/** A market that never moved from day to day because it never traded shows no stability. */
function volatility(moves: readonly number[]): Pick<Measured, 'value' | 'interval'> {
  if (moves.length === 0) return { value: MAX_MOVE_BPS, interval: [MAX_MOVE_BPS, MAX_MOVE_BPS] };
  const { rootMeanSquare, interval } = rootMeanSquareInterval(moves, CONFIDENCE);
  return { value: rootMeanSquare, interval };
}

/** Where nothing can be compared the price is as far from its reference as can be. */
function meanOrNothing(values: readonly number[]): Pick<Measured, 'value' | 'interval'> {
  if (values.length < 2) return { value: BPS, interval: [BPS, BPS] };
  const { mean, interval } = meanInterval(values, CONFIDENCE);
  return { value: mean, interval: [Math.max(0, interval[0]), interval[1]] };
}

/** PAT of wei, for statistics. */
function inPat(wei: bigint): number {
  return Number(wei) / 1e18;
}
