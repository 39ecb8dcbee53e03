import {
  bookIdOf,
  type ClearingEvent,
  type ClearingGate,
  type ClearingState,
  clearingAccountOf,
  clearingHeld,
  clearingState,
  defaultAccessMatrix,
  findSeries,
  type IndexedMarkets,
  reduceClearing,
  reduceSettlement,
  type SettlementStatement,
  seriesWordOf,
  settlementState,
  settlementStatement,
} from '@phasegate/derivatives';
import { type IndexBucket, indexRing } from '@phasegate/pricing';
import { type Bps, parseWad, type UnixSeconds, WAD, type Wad } from '@phasegate/pricing/units';
import { EXPIRY, FIRMS, type Firm, MARKET, NOW, SERIES, TRADES } from './trades.ts';

const HOUR = 3_600;
const STAKE: Wad = parseWad('20000');

/** What became of a firm, wei. */
export interface FirmResult {
  readonly firm: Firm;
  readonly paidIn: Wad;
  /** Premiums received less those paid, and fees paid. */
  readonly premiums: Wad;
  readonly settlement: Wad;
  readonly paidOut: Wad;
}

/** A book from its first deposit to its last withdrawal. */
export interface SettledBook {
  readonly statement: SettlementStatement;
  readonly firms: readonly FirmResult[];
  /** What the clearing house holds in the end: nothing. */
  readonly left: Wad;
}

/** Twenty units an hour are traded at 117 PAT: what the book settles at. */
function market(): IndexedMarkets {
  const ring: Map<number, IndexBucket> = indexRing();
  for (let hour = EXPIRY / HOUR - 200; hour < EXPIRY / HOUR; hour++) {
    const traded = { trades: 20, sumAsk: 20n * parseWad('117'), sumWeight: 20n * 10n ** 22n };
    ring.set(hour % 1_024, { hour, ...traded });
  }
  const calendar = { settlementPeriodHours: 24, settlementWindowHours: 4, settlementOffsetHours: 0 };
  return new Map([[MARKET, { calendar, ring }]]);
}

const gate: ClearingGate = {
  phase: 4,
  matrix: defaultAccessMatrix,
  paused: new Set(),
  classes: new Map(FIRMS.map((firm) => [firm, firm === 'Elm Broker' ? 'broker' : 'institution'])),
  affiliates: new Set(),
};

/**
 * Plays the trades through the clearing house, settles the book at its market's price, and lets everybody leave.
 *
 * @example settledBook().left // 0n
 */
export function settledBook(): SettledBook {
  const markets = market();
  const rules = { bandBps: 100 as Bps, minVolume: 0n as Wad };
  const oracle = settlementState(rules, 5_000 as Bps);
  let { state, settlement } = {
    state: clearingState({
      accountShareBps: 2_500 as Bps,
      houseShareBps: 5_000 as Bps,
      fees: { brokerWallet: 'broker wallet', feeBps: 50 as Bps, timePremium: 0n as Wad },
    }),
    settlement: reduceSettlement(oracle, { type: 'refreshCap', at: NOW, market: MARKET }, markets),
  };
  const play = (event: ClearingEvent): void => {
    ({ state, settlement } = reduceClearing(state, event, { settlement, markets, gate }));
  };
  for (const event of opening()) play(event);
  for (const event of fills(state)) play(event);
  const bookId = bookIdOf({ market: MARKET, against: MARKET, expiry: EXPIRY });
  play({ type: 'settle', at: EXPIRY, bookId });
  const statement = settlementStatement(state, bookId);
  const traded = state;
  play({ type: 'settleAccounts', at: EXPIRY, bookId, accounts: [...FIRMS] });
  const firms = FIRMS.map((firm): FirmResult => {
    const settlementTotal = statement.accounts.find(({ account }) => account === firm)!.total;
    const premiums = (clearingAccountOf(traded, firm).balance - STAKE) as Wad;
    const paidOut = clearingAccountOf(state, firm).balance;
    return { firm, paidIn: STAKE, premiums, settlement: settlementTotal, paidOut };
  });
  for (const account of state.accounts.keys())
    play({ type: 'settleAndWithdraw', at: EXPIRY, account, bookIds: [] });
  return { statement, firms, left: clearingHeld(state) };
}

/** A matcher, everybody's money, and the series. */
function opening(): readonly ClearingEvent[] {
  const at: UnixSeconds = NOW;
  return [
    { type: 'announceMatcher', at: at - 7 * 24 * HOUR, matcher: 'desk' },
    { type: 'applyMatcher', at, matcher: 'desk' },
    ...FIRMS.flatMap((account): ClearingEvent[] => [
      { type: 'deposit', at, account, amount: STAKE },
      { type: 'setMatcher', at, account, matcher: 'desk', allowed: true },
    ]),
    ...SERIES.map((series): ClearingEvent => ({ type: 'createSeries', at, ...seriesWordOf(series) })),
  ];
}

/** The seller makes, the buyer takes. */
function fills(state: ClearingState): readonly ClearingEvent[] {
  return TRADES.map(({ series, buyer, seller, lots, premium }) => ({
    type: 'fill',
    at: NOW,
    matcher: 'desk',
    maker: seller,
    taker: buyer,
    takerBuys: true,
    seriesId: findSeries(state, SERIES[series]!)!,
    lots,
    premium: (BigInt(premium) * WAD) as Wad,
  }));
}
