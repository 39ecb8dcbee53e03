import type { IndexRing } from '@phasegate/pricing';
import type { Bps, Wad, Word } from '@phasegate/pricing/units';
import { defaultAccessMatrix } from '../access/accessMatrix.ts';
import { type CallOption, callOption } from '../instrument/callOption.ts';
import { type CollaredSynthetic, collaredSynthetic } from '../instrument/collaredSynthetic.ts';
import { type IndexSwap, indexSwap } from '../instrument/indexSwap.ts';
import { type PutOption, putOption } from '../instrument/putOption.ts';
import type { Series } from '../instrument/series.ts';
import { netFlows } from '../lifecycle/deal/transfer.ts';
import { reduceSettlement } from '../settlement/reduceSettlement.ts';
import {
  type IndexedMarkets,
  type SettlementState,
  settlementState,
} from '../settlement/settlementOracle.ts';
import type { ClearingEvent, ClearingSurroundings, Fill } from './clearingEvent.ts';
import type { ClearingGate } from './clearingGate.ts';
import { type ClearingState, clearingState } from './clearingState.ts';
import { reduceClearing } from './reduceClearing.ts';
import { findSeries } from './seriesLookup.ts';
import { seriesWordOf } from './seriesWord.ts';

export const HOUR = 3_600;
export const DAY = 86_400;
/** A whole number of PAT, in wei. */
export function pat(whole: number): Wad {
  return (BigInt(whole) * 10n ** 18n) as Wad;
}
/** A settlement hour far from 1970, its window, and a second nine days before. */
export const EXPIRY: number = 500_016 * HOUR;
export const WINDOW: number = EXPIRY - 4 * HOUR;
export const NOW: number = EXPIRY - 9 * DAY;
const calendar = { settlementPeriodHours: 24, settlementWindowHours: 4, settlementOffsetHours: 0 };

const SCOPE = { market: 7, expiry: EXPIRY } as const;
export const collar: CollaredSynthetic = collaredSynthetic({
  ...SCOPE,
  price: pat(100),
  floor: pat(80),
  cap: pat(130),
});
export const call: CallOption = callOption({ ...SCOPE, strike: pat(100), cap: pat(150) });
export const put: PutOption = putOption({ ...SCOPE, strike: pat(90) });
export const swap: IndexSwap = indexSwap({ ...SCOPE, againstMarket: 8, spread: pat(-5), bound: pat(40) });

/** Trading of so many units at a price in every hour from 400 hours before `NOW` to four days after the expiry. */
function ringOf(price: bigint, units: bigint): IndexRing {
  const from = NOW / HOUR - 400;
  const hours = Array.from({ length: (EXPIRY + 4 * DAY) / HOUR - from }, (_, i) => from + i);
  return new Map(
    hours.map((hour) => [
      hour % 1_024,
      { hour, trades: 1, sumAsk: units * price, sumWeight: units * 10n ** 22n },
    ]),
  );
}

/** Markets 7 and 8, at prices in PAT; 100 units an hour make every book's multiplier 1.0. */
export function marketsAt(
  [seven, eight]: readonly [seven: number, eight: number] = [117, 100],
  units = 100,
): IndexedMarkets {
  return new Map([
    [7, { calendar, ring: ringOf(pat(seven), BigInt(units)) }],
    [8, { calendar, ring: ringOf(pat(eight), BigInt(units)) }],
  ]);
}

export const GATE: ClearingGate = {
  phase: 4,
  matrix: defaultAccessMatrix,
  paused: new Set(),
  classes: new Map([
    ['ann', 'institution'],
    ['ben', 'institution'],
    ['fund', 'institution'],
    ['gone', 'lapsed'],
    ['broker', 'broker'],
  ]),
  affiliates: new Set(['sister']),
};

/** With a cap of 9,900 lots for each market: 0.5 x 50 % x 400 units x 0.99 / 0.01. */
export function oracle(markets: IndexedMarkets = marketsAt()): SettlementState {
  const rules = { bandBps: 100 as Bps, minVolume: 0n as Wad };
  return [7, 8].reduce(
    (state, market) => reduceSettlement(state, { type: 'refreshCap', at: NOW, market }, markets),
    settlementState(rules, 5_000 as Bps),
  );
}

export interface World extends ClearingSurroundings {
  readonly state: ClearingState;
}

/** A clearing house with nothing in it but a matcher, which everybody below has allowed, and 100,000 PAT each. */
export function world(change: Partial<ClearingSurroundings> = {}): World {
  const fees = { brokerWallet: 'wallet', feeBps: 0 as Bps, timePremium: 0n as Wad };
  const markets = change.markets ?? marketsAt();
  const start: World = {
    state: clearingState({ accountShareBps: 2_500 as Bps, houseShareBps: 5_000 as Bps, fees }),
    settlement: oracle(markets),
    gate: GATE,
    ...change,
    markets,
  };
  const names = ['ann', 'ben', 'cat', 'fund', 'gone', 'broker', 'sister'];
  return play(start, [
    { type: 'announceMatcher', at: NOW - 7 * DAY, matcher: 'desk' },
    { type: 'applyMatcher', at: NOW, matcher: 'desk' },
    ...names.flatMap((account): ClearingEvent[] => [
      { type: 'setMatcher', at: NOW, account, matcher: 'desk', allowed: true },
      { type: 'deposit', at: NOW, account, amount: pat(100_000) },
    ]),
  ]);
}

export function play<W extends World>(start: W, events: readonly ClearingEvent[]): W {
  return events.reduce((before, event) => {
    const { state, settlement } = reduceClearing(before.state, event, before);
    return { ...before, state, settlement };
  }, start);
}

export function withSeries(start: World, ...series: readonly Series[]): World {
  return play(
    start,
    series.map((each) => creation(each)),
  );
}

export function creation(series: Series, at: number = NOW): ClearingEvent {
  return { type: 'createSeries', at, ...seriesWordOf(series) };
}

/** `ann` sells to `ben`, who takes, unless told otherwise. */
export function fillOf(
  { state }: World,
  series: Series,
  change: Partial<Omit<Fill, 'premium' | 'type'>> & { readonly premium?: bigint } = {},
): Fill {
  const { premium = 0n, ...rest } = change;
  return {
    type: 'fill',
    at: NOW,
    matcher: 'desk',
    maker: 'ann',
    taker: 'ben',
    takerBuys: true,
    seriesId: findSeries(state, series) as Word,
    lots: 2n,
    premium: premium as Wad,
    ...rest,
  };
}

/** What an event moves between each account and the clearing house. */
export function flowsOf(start: World, event: ClearingEvent): Record<string, bigint> {
  return Object.fromEntries(netFlows(reduceClearing(start.state, event, start).transfers));
}
