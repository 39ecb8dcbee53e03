import type { Arrival } from '../feed/arrivals.ts';
import { seededRandom } from '../feed/random.ts';
import { riskDesk } from '../risk/riskDesk.ts';
import { drawConsumers } from './consumers.ts';
import { listingSteps } from './listing.ts';
import { curveTables, marketPricer } from './marketPricer.ts';
import { occasionSteps } from './occasions.ts';
import { panelClaims } from './panel.ts';
import { purchaseSteps } from './purchases.ts';
import { riskDay } from './riskDay.ts';
import { setUp } from './setUp.ts';
import type { Step } from './step.ts';
import { withdrawalSteps } from './withdrawals.ts';
import type { Run, YearState } from './year.ts';

const DAY = 86_400;

/** The midnight before the first arrival: days of the run are days of the calendar. */
export function startOf(arrivals: readonly Arrival[]): number {
  return arrivals[0]!.at - (arrivals[0]!.at % DAY);
}

/**
 * The year, step by step. Each step changes the spot market before it is handed out, so whatever the chain then does is
 * compared with a state that never saw it.
 */
export function* tradingYear(run: Run): Generator<Step> {
  const { parameters, arrivals } = run;
  const startsAt = startOf(arrivals);
  const endsAt = arrivals.at(-1)!.at + parameters.roundSeconds;
  const tables = curveTables(parameters.curves);
  const year: YearState = {
    ...run,
    consumers: drawConsumers(
      parameters.consumers,
      parameters.markets.length,
      seededRandom(run.seed, 'consumers'),
    ),
    pricers: parameters.markets.map((plan) =>
      marketPricer({ plan, table: tables[plan.curve]!, parameters: parameters.pricing, startsAt }),
    ),
    open: parameters.markets.map(() => []),
    random: seededRandom(run.seed, 'trading'),
    permitted: new Set(),
    panels: [],
    desk: riskDesk(parameters.risk, parameters.markets.length, parameters.pricing.quote.marginBps),
  };

  yield* setUp(year, tables, startsAt);
  let next = 0;
  let month = monthOf(startsAt);
  for (let now = startsAt + parameters.roundSeconds; now <= endsAt + 1; now += parameters.roundSeconds) {
    const due: Arrival[] = [];
    while (next < arrivals.length && arrivals[next]!.at <= now) due.push(arrivals[next++]!);
    const isDay = (now - startsAt) % DAY === 0;
    year.desk.limits.settleRound(now);
    if (isDay) yield* riskDay(year, now);
    yield* listingSteps(year, due, now);
    if (isDay) yield* occasionSteps(year, now, (now - startsAt) / DAY);
    yield* purchaseSteps(year, now);
    if (monthOf(now) !== month) {
      yield* withdrawalSteps(year, now + 3_600, 0.25);
      yield { kind: 'checkpoint', at: now + 3_600, label: month };
      month = monthOf(now);
    }
  }
  const end = endsAt + parameters.roundSeconds;
  yield* panelClaims(year, end);
  yield* withdrawalSteps(year, end, 0.7);
  yield { kind: 'checkpoint', at: end, label: 'end' };
}

/** For example "2026-05". */
function monthOf(at: number): string {
  return new Date(at * 1000).toISOString().slice(0, 7);
}
