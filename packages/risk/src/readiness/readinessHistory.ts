import {
  type Bps,
  checkAmount,
  checkInteger,
  checkMarketId,
  checkObject,
  checkText,
  type MarketId,
  type Wad,
} from '@phasegate/pricing/units';
import { checkHistory, type ReadinessDay, type ReadinessHistory } from './history.ts';
import { MarketRecord } from './marketRecord.ts';
import { OutcomeRecord } from './outcomeRecord.ts';
import { type ChainEvent, checkEvents, EventReader } from './readinessEvents.ts';

/** Which market, which days, and by which rules its trades enter the index. */
export interface ReadinessCalendar {
  readonly market: MarketId;
  /** The period is `[fromDay, toDay)`, days since 1970-01-01. */
  readonly fromDay: number;
  readonly toDay: number;
  /** The marketplace's address: payments to it tell who paid. */
  readonly marketplace: string;
  /** `minIndexAsk` and `minIndexMarginBps` of the marketplace. */
  readonly minIndexAsk: Wad;
  readonly minIndexMarginBps: Bps;
}

/**
 * Builds the evidence of a readiness report from events alone: the marketplace's and the gate's, the meter's digests and the
 * outcomes of derivative contracts, in the order of the chain, from the deployment on.
 *
 * Days: volume of accounts that were never marked as the broker's or affiliated before the period's end, whoever paid; hours
 * and price by the index's own rule; depth as the mean of four looks a day at what was on offer within 2 % of the price;
 * audited where the meter's digest says the same as the events.
 *
 * Outcomes: `ForwardClosed {ordered, delivered}`, `ServiceLevelMeasured {met}`, `SeriesSettled {fromIndex}`,
 * `AccountSettled {loss, collateral}`, `RiskForecastChecked {exceeded, alphaBps}` within the period. A record of synthetics
 * is there when any series was settled.
 *
 * @throws {InvalidInputError} a malformed or misplaced event, a calendar out of bounds
 * @example see the package README: "Phase readiness"
 */
export function readinessHistory(events: readonly unknown[], calendar: ReadinessCalendar): ReadinessHistory {
  checkCalendar(calendar);
  checkEvents(events);
  const market = new MarketRecord(calendar, payersOf(events, calendar.marketplace));
  const outcomes = new OutcomeRecord(calendar);
  for (const [i, event] of events.entries()) {
    const reader = new EventReader(`events[${i}] ${event.name}.args`, event);
    market.take(reader);
    outcomes.take(reader);
  }
  const { fromDay, toDay } = calendar;
  const days = Array.from({ length: toDay - fromDay }, (_, i): ReadinessDay => market.dayOf(fromDay + i));
  const history: ReadinessHistory = {
    market: calendar.market,
    fromDay,
    toDay,
    days,
    buyers: market.buyers(),
    ...outcomes.record(),
  };
  checkHistory(history);
  return history;
}

/** Who paid the marketplace in each transaction. */
function payersOf(events: readonly ChainEvent[], marketplace: string): ReadonlyMap<string, string> {
  const payers = new Map<string, string>();
  for (const [i, event] of events.entries()) {
    if (event.name !== 'Transfer' || event.transactionHash === undefined) continue;
    const reader = new EventReader(`events[${i}] Transfer.args`, event);
    if (reader.account('to') === marketplace.toLowerCase())
      payers.set(event.transactionHash, reader.account('from'));
  }
  return payers;
}

function checkCalendar(calendar: ReadinessCalendar): void {
  checkObject('calendar', calendar);
  checkMarketId('calendar.market', calendar.market);
  checkInteger('calendar.fromDay', calendar.fromDay, 0);
  checkInteger('calendar.toDay', calendar.toDay, calendar.fromDay + 1, calendar.fromDay + 366);
  checkText('calendar.marketplace', calendar.marketplace);
  checkAmount('calendar.minIndexAsk', calendar.minIndexAsk);
  checkInteger('calendar.minIndexMarginBps', calendar.minIndexMarginBps, 0, 10_000);
}
