import { type Bps, checkFields, InvalidInputError, type MarketId, type Wad } from '@phasegate/pricing/units';
import { canonicalHash } from './canonicalHash.ts';
import { checkThresholds } from './checkThresholds.ts';
import {
  CONFIDENCE,
  largestBuyerBps,
  type Measured,
  marketCriteria,
  syntheticsCriteria,
} from './criteria.ts';
import { checkHistory, type Ratio, type ReadinessHistory } from './history.ts';
import { defaultReadinessThresholds, type ReadinessThresholds } from './readinessThresholds.ts';

/** One line of the report. Ratios and moves in basis points, amounts in PAT. */
export interface ReadinessCriterion {
  readonly name: Measured['name'];
  readonly group: Measured['group'];
  readonly measured: number;
  readonly interval: readonly [low: number, high: number];
  /** `atLeast`: the low end must reach the threshold; `atMost`: the high end must not exceed it. */
  readonly direction: Measured['direction'];
  readonly threshold: number;
  readonly pass: boolean;
}

export interface ReadinessReport {
  readonly phase: 3 | 4;
  readonly market: MarketId;
  /** The period is `[fromDay, toDay)`, days since 1970-01-01. */
  readonly fromDay: number;
  readonly toDay: number;
  readonly confidence: number;
  readonly criteria: readonly ReadinessCriterion[];
  /** True only when every criterion passes at the unfavourable end of its interval. */
  readonly pass: boolean;
  /** The exact figures that are signed. */
  readonly figures: {
    readonly unaffiliatedVolume: Wad;
    readonly unaffiliatedBuyers: number;
    readonly largestBuyerBps: Bps;
    readonly delivered: Ratio;
  };
  /** Commits to the evidence. */
  readonly historyHash: `0x${string}`;
  /** Commits to everything above; the contract records this. */
  readonly hash: `0x${string}`;
}

/**
 * Scores a marketplace's history against the criteria of phase 3, or of phase 4 (those of phase 3 and the record of
 * its synthetics). Proportions have Wilson intervals, daily means Newey-West ones, volatility (the root mean square of
 * day-to-day moves about zero, so that a steady trend is no calm) one that allows for fat tails, all two-sided at 95 %;
 * counts are exact. Estimates are given to twelve significant digits, so that the hash does not hang on the last bit of a
 * platform's logarithm.
 *
 * Necessary, never sufficient: on-chain volume can be washed, which is why affiliates are left out and an auditor
 * signs the figures.
 *
 * @param history the evidence, as `readinessHistory` builds it; at least four days
 * @param input.thresholds default {@link defaultReadinessThresholds}
 * @throws {InvalidInputError} a malformed or self-contradictory history, a phase other than 3 or 4, a malformed threshold, phase
 * 4 without a synthetics record
 * @example see the package README: "Phase readiness"
 */
export function readiness(
  history: ReadinessHistory,
  input: { readonly phase: 3 | 4; readonly thresholds?: ReadinessThresholds },
): ReadinessReport {
  checkFields('input', input, ['phase', 'thresholds']);
  checkHistory(history);
  const { phase, thresholds = defaultReadinessThresholds } = input;
  if (phase !== 3 && phase !== 4) {
    throw new InvalidInputError({ path: 'phase', observed: phase, allowed: 'the number 3 or 4' });
  }
  checkThresholds(thresholds);
  const measured = [
    ...marketCriteria(history, thresholds),
    ...(phase === 4 ? syntheticsCriteria(syntheticsOf(history), thresholds) : []),
  ];
  const criteria = measured.map(({ value, interval, ...rest }): ReadinessCriterion => {
    const [low, high] = [stable(interval[0]), stable(interval[1])];
    const { direction, threshold } = rest;
    const pass = direction === 'atLeast' ? low >= threshold : high <= threshold;
    return { ...rest, measured: stable(value), interval: [low, high], pass };
  });
  const { market, fromDay, toDay, days, buyers, delivered } = history;
  const report = {
    phase,
    market,
    fromDay,
    toDay,
    confidence: CONFIDENCE,
    criteria,
    pass: criteria.every((criterion) => criterion.pass),
    figures: {
      unaffiliatedVolume: days.reduce((sum, day) => sum + day.volume, 0n) as Wad,
      unaffiliatedBuyers: buyers.filter((buyer) => buyer.volume > 0n).length,
      largestBuyerBps: largestBuyerBps(history),
      delivered,
    },
    historyHash: canonicalHash(history),
  };
  return { ...report, hash: canonicalHash(report) };
}

function syntheticsOf({ synthetics }: ReadinessHistory): NonNullable<ReadinessHistory['synthetics']> {
  if (synthetics !== undefined) return synthetics;
  throw new InvalidInputError({
    path: 'history.synthetics',
    observed: undefined,
    allowed: 'the record of phase 3, when phase 4 is asked for',
  });
}

function stable(x: number): number {
  return Number(x.toPrecision(12));
}
