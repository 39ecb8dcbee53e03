import { checkInteger, checkNumbers, checkObject, InvalidInputError } from '@phasegate/pricing/units';
import { christoffersenTest } from './christoffersenTest.ts';
import { kupiecTest, type LikelihoodRatio } from './kupiecTest.ts';

/** One line of figures a risk committee asks for. */
export interface RollingBacktest {
  readonly observations: number;
  readonly exceptions: number;
  /** Expected number of exceptions, `observations x (1 - alpha)`. */
  readonly expected: number;
  readonly hits: readonly boolean[];
  readonly coverage: LikelihoodRatio;
  readonly independence: LikelihoodRatio;
  readonly conditionalCoverage: LikelihoodRatio;
}

/**
 * Walks through a history: each day's value at risk is computed from the `window` days before it, and the day is an
 * exception when its loss is strictly larger. The day itself is never in its own window.
 *
 * @param input.pnl in time order, longer than `window` by at least 2
 * @param input.window days of history for each forecast, at least 1
 * @param input.valueAtRisk model: window of past profits (oldest first) to a loss, positive; must return a number
 * @throws {InvalidInputError} too short a history, a model that returns no finite number, alpha outside (0, 1)
 * @example
 * rollingBacktest({ pnl: [1, 1, -2, 1, -3], window: 2, alpha: 0.5, valueAtRisk: () => 1 }).exceptions // 2
 */
export function rollingBacktest(input: {
  readonly pnl: ArrayLike<number>;
  readonly window: number;
  readonly alpha: number;
  readonly valueAtRisk: (history: Float64Array) => number;
}): RollingBacktest {
  checkObject('input', input);
  checkNumbers('pnl', input.pnl);
  const { window } = input;
  checkInteger('window', window, 1);
  checkNumbers('pnl', input.pnl, window + 2);
  const series = Float64Array.from(input.pnl);
  const hits: boolean[] = [];
  for (let day = window; day < series.length; day++) {
    const forecast = input.valueAtRisk(series.slice(day - window, day));
    if (!Number.isFinite(forecast)) {
      throw new InvalidInputError({
        path: `valueAtRisk(day ${day})`,
        observed: forecast,
        allowed: 'a finite number',
      });
    }
    hits.push(0 - series[day]! > forecast);
  }
  const exceptions = hits.filter(Boolean).length;
  const { independence, conditionalCoverage } = christoffersenTest(hits, { alpha: input.alpha });
  return {
    observations: hits.length,
    exceptions,
    expected: hits.length * (1 - input.alpha),
    hits,
    coverage: kupiecTest({ exceptions, observations: hits.length, alpha: input.alpha }),
    independence,
    conditionalCoverage,
  };
}
