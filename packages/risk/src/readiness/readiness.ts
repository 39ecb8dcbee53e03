import { checkNumber, checkObject, checkOneOf, InvalidInputError } from '@phasegate/pricing/units';
import { kupiecTest } from '../backtest/kupiecTest.ts';
import { meanInterval } from '../statistics/meanInterval.ts';
import { volatilityInterval } from '../statistics/volatilityInterval.ts';
import { wilsonInterval } from '../statistics/wilsonInterval.ts';
import { canonicalHash } from './canonicalHash.ts';
import { checkHistory, type Ratio, type ReadinessHistory } from './readinessHistory.ts';

/** Limits of every criterion. Amounts in PAT (not wei), ratios in [0, 1]. */
export interface ReadinessThresholds {
  readonly days: number;
  readonly averageDailyVolume: number;
  readonly averageDepth: number;
  readonly tradedHours: number;
  readonly buyers: number;
  readonly largestBuyerShare: number;
  readonly dailyVolatility: number;
  readonly deviation: number;
  readonly deliveredRatio: number;
  readonly serviceLevel: number;
  readonly auditedDays: number;
  readonly settledSeries: number;
  readonly settledFromIndex: number;
  readonly uncoveredAccounts: number;
  readonly backtestPValue: number;
}

/** Days, hours, buyers, the largest buyer and deliveries as specified; the others are starting points. */
export const defaultReadinessThresholds: ReadinessThresholds = {
  days: 90,
  averageDailyVolume: 10_000,
  averageDepth: 1_000,
  tradedHours: 1_000,
  buyers: 25,
  largestBuyerShare: 0.2,
  dailyVolatility: 0.25,
  deviation: 0.1,
  deliveredRatio: 0.95,
  serviceLevel: 0.9,
  auditedDays: 90,
  settledSeries: 50,
  settledFromIndex: 0.95,
  uncoveredAccounts: 0,
  backtestPValue: 0.01,
};

/** One line of the report. A figure that is counted, not estimated, has itself as both ends of its interval. */
export interface ReadinessCriterion {
  readonly name: keyof ReadinessThresholds;
  readonly group: 'liquidity' | 'stability' | 'performance' | 'synthetics';
  readonly measured: number;
  readonly interval: readonly [low: number, high: number];
  /** `atLeast`: the low end must reach the threshold; `atMost`: the high end must not exceed it. */
  readonly direction: 'atLeast' | 'atMost';
  readonly threshold: number;
  readonly pass: boolean;
}

export interface ReadinessReport {
  readonly phase: 3 | 4;
  readonly confidence: number;
  readonly criteria: readonly ReadinessCriterion[];
  /** True only when every criterion passes at the unfavourable end of its interval. */
  readonly pass: boolean;
  /** Commits to the evidence. */
  readonly historyHash: `0x${string}`;
  /** Commits to everything above; the contract records this. */
  readonly hash: `0x${string}`;
}

const CONFIDENCE = 0.95;

/**
 * Scores a marketplace's history against the criteria of phase 3, or of phase 4 (those of phase 3 and the record of
 * its synthetics). Proportions have Wilson intervals, daily means Newey-West ones, volatility one that allows for fat
 * tails, all two-sided at 95 %; counts are exact. Estimates are given to twelve significant digits, so that the hash
 * does not hang on the last bit of a platform's logarithm.
 *
 * Necessary, never sufficient: on-chain volume can be washed, which is why affiliates are left out and an auditor
 * signs the days.
 *
 * @param history the evidence; at least four days
 * @param input.thresholds default {@link defaultReadinessThresholds}
 * @throws {InvalidInputError} a malformed history or threshold; phase 4 without a synthetics record
 * @example see the package README: "Phase readiness"
 */
export function readiness(
  history: ReadinessHistory,
  input: { phase: 3 | 4; thresholds?: ReadinessThresholds },
): ReadinessReport {
  checkObject('input', input);
  checkHistory(history);
  const { phase } = input;
  checkOneOf('phase', String(phase), ['3', '4']);
  const { thresholds = defaultReadinessThresholds } = input;
  checkThresholds(thresholds);
  const measured = [...marketCriteria(history), ...(phase === 4 ? syntheticCriteria(history) : [])];
  const criteria = measured.map(({ name, group, direction, value, interval }): ReadinessCriterion => {
    const [low, high] = [stable(interval[0]), stable(interval[1])];
    const threshold = thresholds[name];
    const pass = direction === 'atLeast' ? low >= threshold : high <= threshold;
    return { name, group, measured: stable(value), interval: [low, high], direction, threshold, pass };
  });
  const report = {
    phase,
    confidence: CONFIDENCE,
    criteria,
    pass: criteria.every((criterion) => criterion.pass),
    historyHash: canonicalHash(history),
  };
  return { ...report, hash: canonicalHash(report) };
}

interface Measured {
  readonly name: keyof ReadinessThresholds;
  readonly group: ReadinessCriterion['group'];
  readonly direction: ReadinessCriterion['direction'];
  readonly value: number;
  readonly interval: readonly [number, number];
}

function counted(
  group: Measured['group'],
  name: Measured['name'],
  value: number,
  direction: Measured['direction'] = 'atLeast',
): Measured {
  return { name, group, direction, value, interval: [value, value] };
}

function proportion(group: Measured['group'], name: Measured['name'], { good, all }: Ratio): Measured {
  const interval = wilsonInterval({ successes: good, trials: all, confidence: CONFIDENCE });
  return { name, group, direction: 'atLeast', value: all === 0 ? 0 : good / all, interval };
}

function dailyMean(
  group: Measured['group'],
  name: Measured['name'],
  values: readonly number[],
  direction: Measured['direction'],
): Measured {
  const { mean, interval } = meanInterval(values, CONFIDENCE);
  return { name, group, direction, value: mean, interval: [Math.max(0, interval[0]), interval[1]] };
}

function marketCriteria({ days, buyers, delivered, serviceLevel }: ReadinessHistory): readonly Measured[] {
  const free = buyers.filter((buyer) => !buyer.affiliated && buyer.volume > 0n);
  const bought = free.reduce((sum, buyer) => sum + buyer.volume, 0n);
  const largest = free.reduce((most, buyer) => (buyer.volume > most ? buyer.volume : most), 0n);
  const volatility = volatilityInterval(
    days.map((day) => day.logReturn),
    CONFIDENCE,
  );
  return [
    counted('liquidity', 'days', days.length),
    dailyMean(
      'liquidity',
      'averageDailyVolume',
      days.map((day) => inPat(day.volume)),
      'atLeast',
    ),
    dailyMean(
      'liquidity',
      'averageDepth',
      days.map((day) => inPat(day.depthAtTwoPercent)),
      'atLeast',
    ),
    counted(
      'liquidity',
      'tradedHours',
      days.reduce((hours, day) => hours + day.tradedHours, 0),
    ),
    counted('liquidity', 'buyers', free.length),
    // Nobody bought: as concentrated as can be.
    counted('liquidity', 'largestBuyerShare', bought === 0n ? 1 : Number(largest) / Number(bought), 'atMost'),
    {
      name: 'dailyVolatility',
      group: 'stability',
      direction: 'atMost',
      value: volatility.volatility,
      interval: volatility.interval,
    },
    dailyMean(
      'stability',
      'deviation',
      days.map((day) => day.deviation),
      'atMost',
    ),
    proportion('performance', 'deliveredRatio', delivered),
    proportion('performance', 'serviceLevel', serviceLevel),
    counted('performance', 'auditedDays', days.filter((day) => day.audited).length),
  ];
}

function syntheticCriteria({ synthetics }: ReadinessHistory): readonly Measured[] {
  if (synthetics === undefined) {
    throw new InvalidInputError({
      path: 'history.synthetics',
      observed: undefined,
      allowed: 'the record of phase 3, when phase 4 is asked for',
    });
  }
  return [
    counted('synthetics', 'settledSeries', synthetics.settledSeries),
    proportion('synthetics', 'settledFromIndex', synthetics.settledFromIndex),
    counted('synthetics', 'uncoveredAccounts', synthetics.uncoveredAccounts, 'atMost'),
    counted('synthetics', 'backtestPValue', kupiecTest(synthetics.backtest).pValue),
  ];
}

/** PAT of wei, for statistics. */
function inPat(wei: bigint): number {
  return Number(wei) / 1e18;
}

function stable(x: number): number {
  return Number(x.toPrecision(12));
}

function checkThresholds(thresholds: ReadinessThresholds): void {
  checkObject('thresholds', thresholds);
  for (const name of Object.keys(defaultReadinessThresholds) as (keyof ReadinessThresholds)[]) {
    checkNumber(`thresholds.${name}`, thresholds[name]);
  }
}
