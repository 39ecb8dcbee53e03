import type { Bps } from '@phasegate/pricing/units';
import { InvalidInputError } from '@phasegate/pricing/units';
import { expect, test } from 'vitest';
import { putOption } from '../instrument/putOption.ts';
import {
  IndexStaleError,
  OffCalendarError,
  SettlementPendingError,
  TenorOutOfBoundsError,
} from '../settlement/errors.ts';
import {
  ExceedsFreeError,
  FeesOutOfBoundsError,
  RequirementOutOfBoundsError,
  ZeroAddressError,
  ZeroAmountError,
} from './accountErrors.ts';
import { bookIdOf, seriesIdOf } from './bookId.ts';
import type { ClearingEvent } from './clearingEvent.ts';
import {
  MatcherKnownError,
  MatcherNotAllowedError,
  MatcherPendingError,
  NoMatcherAnnouncedError,
  NotMatcherError,
  TooManyMatchersError,
} from './matcherErrors.ts';
import { MAX_LOTS } from './position.ts';
import { reduceClearing } from './reduceClearing.ts';
import { collateralRequirement } from './rules.ts';
import {
  MalformedSeriesError,
  OpeningEndedError,
  TooManySeriesError,
  UnknownSeriesError,
} from './seriesErrors.ts';
import { findSeries } from './seriesLookup.ts';
import {
  AccountCappedError,
  HouseCappedError,
  LotsOutOfBoundsError,
  NegativePremiumError,
  OpenInterestCappedError,
  RequirementUnmetError,
  SelfTradeError,
  TooManyLegsError,
  UncoveredError,
} from './tradeErrors.ts';
import {
  call,
  collar,
  creation,
  DAY,
  EXPIRY,
  fillOf,
  GATE,
  HOUR,
  marketsAt,
  NOW,
  oracle,
  pat,
  play,
  put,
  swap,
  WINDOW,
  type World,
  withSeries,
  world,
} from './world.testing.ts';

const EMPTY = world();
const START = withSeries(EMPTY, collar, call, put, swap);
const ZERO = `0x${'0'.repeat(40)}`;
const BOOK = bookIdOf({ market: 7, against: 7, expiry: EXPIRY });
const refusing = (start: World, event: unknown) => () =>
  reduceClearing(start.state, event as ClearingEvent, start);
const accepts = (start: World, event: ClearingEvent) => expect(refusing(start, event)).not.toThrow();
const facts = (type: new (...values: never[]) => Error, values: object) =>
  expect.objectContaining({ name: type.name, ...values });

test('error: NotMatcherError, MatcherNotAllowedError; a matcher that is a side allows itself', () => {
  expect(refusing(START, fillOf(START, call, { matcher: 'ann' }))).toThrow(NotMatcherError);
  const shut = play(START, [
    { type: 'setMatcher', at: NOW, account: 'ben', matcher: 'desk', allowed: false },
  ]);
  expect(refusing(shut, fillOf(shut, call))).toThrow(
    facts(MatcherNotAllowedError, { account: 'ben', matcher: 'desk' }),
  );
  expect(refusing(START, fillOf(START, call, { maker: 'nobody' }))).toThrow(MatcherNotAllowedError);
  const gate = { ...GATE, classes: new Map([...GATE.classes, ['desk', 'institution'] as const]) };
  const rich = play({ ...START, gate }, [{ type: 'deposit', at: NOW, account: 'desk', amount: pat(100) }]);
  accepts(rich, fillOf(rich, call, { maker: 'desk' }));
  // Removed, it trades for nobody, and what accounts allowed is worth nothing to the next.
  const removed = play(START, [{ type: 'removeMatcher', at: NOW, matcher: 'desk' }]);
  expect(refusing(removed, fillOf(removed, call))).toThrow(NotMatcherError);
  const replaced = play(removed, [
    { type: 'announceMatcher', at: NOW, matcher: 'desk' },
    { type: 'applyMatcher', at: NOW + 7 * DAY, matcher: 'desk' },
  ]);
  expect(refusing(replaced, fillOf(replaced, call))).toThrow(MatcherNotAllowedError);
});

test('error: MatcherKnownError, NoMatcherAnnouncedError, MatcherPendingError, TooManyMatchersError, ZeroAddressError', () => {
  const announce = (matcher: string, at = NOW): ClearingEvent => ({ type: 'announceMatcher', at, matcher });
  const apply = (matcher: string, at = NOW + 7 * DAY): ClearingEvent => ({
    type: 'applyMatcher',
    at,
    matcher,
  });
  expect(refusing(EMPTY, announce('desk'))).toThrow(MatcherKnownError);
  expect(refusing(EMPTY, announce(ZERO))).toThrow(facts(ZeroAddressError, { field: 'matcher' }));
  expect(refusing(EMPTY, apply('vault'))).toThrow(NoMatcherAnnouncedError);
  const pending = play(EMPTY, [announce('vault')]);
  expect(refusing(pending, apply('vault', NOW + 7 * DAY - 1))).toThrow(
    facts(MatcherPendingError, { applicableFrom: NOW + 7 * DAY, at: NOW + 7 * DAY - 1 }),
  );
  accepts(pending, apply('vault'));
  const withdrawn = play(pending, [{ type: 'removeMatcher', at: NOW, matcher: 'vault' }]);
  expect(refusing(withdrawn, apply('vault'))).toThrow(NoMatcherAnnouncedError);
  expect(refusing(EMPTY, { type: 'removeMatcher', at: NOW, matcher: 'vault' })).toThrow(
    NoMatcherAnnouncedError,
  );
  expect(refusing(pending, announce('vault'))).toThrow(MatcherKnownError);
  expect(
    refusing(pending, { type: 'setMatcher', at: NOW, account: 'ann', matcher: 'vault', allowed: true }),
  ).toThrow(NotMatcherError);
  const names = Array.from({ length: 32 }, (_, i) => `m${i}`);
  const full = play(EMPTY, [
    ...names.map((name) => announce(name)),
    ...names.slice(1).map((name) => apply(name)),
  ]);
  expect(refusing(full, apply('m0'))).toThrow(facts(TooManyMatchersError, { max: 32 }));
});

test('error: UnknownSeriesError, of a book for its first', () => {
  for (const seriesId of [0n, seriesIdOf(BOOK, 3), seriesIdOf(BOOK + 1n, 0)])
    expect(refusing(START, fillOf(START, call, { seriesId }))).toThrow(
      facts(UnknownSeriesError, { seriesId }),
    );
  for (const event of [
    { type: 'settle', bookId: BOOK + 1n },
    { type: 'settleAccounts', bookId: BOOK + 1n, accounts: [] },
    { type: 'settleAndWithdraw', account: 'ann', bookIds: [BOOK + 1n] },
  ])
    expect(refusing(START, { ...event, at: EXPIRY })).toThrow(
      facts(UnknownSeriesError, { seriesId: seriesIdOf(BOOK + 1n, 0) }),
    );
});

test('error: MalformedSeriesError for terms that no series has', () => {
  const scope = { market: 7, against: 7, expiry: EXPIRY };
  const two = { ...scope, against: 8 };
  const end = 2n ** 80n;
  const wrong = [
    { ...scope, kind: 'call', a: 2n, b: 1n, c: 0n },
    { ...scope, kind: 'call', a: 1n, b: end, c: 0n },
    { ...scope, kind: 'call', a: 1n, b: 2n, c: 1n },
    { ...two, kind: 'call', a: 1n, b: 2n, c: 0n },
    { ...scope, kind: 'put', a: 0n, b: 0n, c: 0n },
    { ...scope, kind: 'put', a: 1n, b: 1n, c: 0n },
    { ...scope, kind: 'put', a: end, b: 0n, c: 0n },
    { ...scope, kind: 'collar', a: 2n, b: 3n, c: 1n },
    { ...scope, kind: 'collar', a: 1n, b: 2n, c: 3n },
    { ...two, kind: 'indexSwap', a: 0n, b: 0n, c: 0n },
    { ...two, kind: 'indexSwap', a: 1n, b: 2n ** 79n, c: 0n },
    { ...two, kind: 'indexSwap', a: 1n, b: -(2n ** 79n) - 1n, c: 0n },
    { ...scope, kind: 'indexSwap', a: 1n, b: 0n, c: 0n },
  ];
  for (const terms of wrong) {
    const { kind, a, b, c } = terms;
    expect(refusing(EMPTY, { type: 'createSeries', at: NOW, ...terms })).toThrow(
      facts(MalformedSeriesError, { kind, a, b, c }),
    );
  }
  const widest = { ...two, kind: 'indexSwap', a: end - 1n, b: -(2n ** 79n), c: 0n } as const;
  accepts(EMPTY, { type: 'createSeries', at: NOW, ...widest });
});

test('behavior: the same terms are the same series, at any time; another book counts anew', () => {
  const again = reduceClearing(START.state, creation(call, EXPIRY), START);
  expect(again.state).toBe(START.state);
  expect([collar, call, put, swap].map((series) => findSeries(START.state, series))).toEqual([
    seriesIdOf(BOOK, 0),
    seriesIdOf(BOOK, 1),
    seriesIdOf(BOOK, 2),
    seriesIdOf(bookIdOf({ market: 7, against: 8, expiry: EXPIRY }), 0),
  ]);
  expect(findSeries(EMPTY.state, call)).toBeUndefined();
});

test('behavior: of a swap’s two markets the thinner one margins it and the earlier window ends it', () => {
  const { calendar, ring } = marketsAt([117, 100], 1).get(8)!;
  for (const swapped of [swap, { ...swap, market: 8, againstMarket: 7 }]) {
    const thin = { calendar: { ...calendar, settlementWindowHours: 6 }, ring };
    const book = withSeries({ ...EMPTY, markets: new Map([...EMPTY.markets, [8, thin]]) }, swapped);
    expect([...book.state.books.values()]).toEqual([
      expect.objectContaining({ marginMultiplierBps: 11_000, openingEnds: EXPIRY - 6 * HOUR }),
    ]);
  }
});

test('error: OpeningEndedError and the oracle’s own when a series comes too late, off the calendar or without an index', () => {
  accepts(START, creation(putOption({ ...put, strike: 1n }), WINDOW - 1));
  expect(refusing(START, creation(putOption({ ...put, strike: 1n }), WINDOW))).toThrow(
    facts(OpeningEndedError, { openingEnds: WINDOW, at: WINDOW }),
  );
  expect(refusing(EMPTY, creation(put, WINDOW))).toThrow(TenorOutOfBoundsError);
  expect(refusing(EMPTY, creation({ ...put, expiry: EXPIRY + HOUR }))).toThrow(OffCalendarError);
  const silent = new Map([...EMPTY.markets].map(([id, { calendar }]) => [id, { calendar, ring: new Map() }]));
  expect(refusing({ ...EMPTY, markets: silent }, creation(put))).toThrow(IndexStaleError);
  // A swap needs both.
  const half = new Map([...EMPTY.markets, [8, silent.get(8)!]]);
  expect(refusing({ ...EMPTY, markets: half }, creation(swap))).toThrow(IndexStaleError);
});

test('behavior: a fallback more than 24 hours old is taken again, and where it can’t be nothing is created', () => {
  const fallbackOf = ({ settlement }: Pick<World, 'settlement'>) =>
    settlement.settlements.get(`7/${EXPIRY}`)!.fallback.hour;
  const other = putOption({ ...put, strike: 1n });
  const fresh = reduceClearing(START.state, creation(other, NOW + DAY), START);
  expect(fallbackOf(fresh)).toBe(NOW / HOUR);
  const stale = reduceClearing(START.state, creation(other, NOW + DAY + HOUR), START);
  expect(fallbackOf(stale)).toBe(NOW / HOUR + 25);
  const silent = new Map([...EMPTY.markets].map(([id, { calendar }]) => [id, { calendar, ring: new Map() }]));
  expect(refusing({ ...START, markets: silent }, creation(other, NOW + DAY + HOUR))).toThrow(IndexStaleError);
});

test('error: TooManySeriesError where the numbers of a book end', () => {
  const book = START.state.books.get(BOOK)!;
  const full = { ...book, series: Array.from({ length: 65_535 }, () => put) };
  const state = { ...START.state, books: new Map([[BOOK, full]]) };
  expect(refusing({ ...START, state }, creation(call))).toThrow(facts(TooManySeriesError, { max: 65_535 }));
});

test('error: SelfTradeError, LotsOutOfBoundsError, NegativePremiumError', () => {
  expect(refusing(START, fillOf(START, call, { maker: 'ben' }))).toThrow(SelfTradeError);
  for (const lots of [0n, MAX_LOTS + 1n])
    expect(refusing(START, fillOf(START, call, { lots }))).toThrow(
      facts(LotsOutOfBoundsError, { lots, max: 2n ** 47n - 1n }),
    );
  for (const series of [call, put])
    expect(refusing(START, fillOf(START, series, { premium: -1n }))).toThrow(
      facts(NegativePremiumError, { premium: -1n }),
    );
});

test('error: UncoveredError carries a balance below zero', () => {
  expect(refusing(START, fillOf(START, call, { premium: pat(100_001) }))).toThrow(
    facts(UncoveredError, { account: 'ben', locked: 0n, balance: pat(-1) }),
  );
  // Somebody who put nothing in trades, as long as it costs nothing and can't.
  const bare = play(START, [
    { type: 'setMatcher', at: NOW, account: 'poor', matcher: 'desk', allowed: true },
  ]);
  accepts(bare, fillOf(bare, call, { taker: 'poor' }));
  expect(refusing(bare, fillOf(bare, call, { taker: 'poor', premium: 1n }))).toThrow(UncoveredError);
});

test('error: TooManyLegsError at the seventeenth series, and a position in the sixteen goes on', () => {
  const puts = Array.from({ length: 17 }, (_, i) => putOption({ ...put, strike: BigInt(i + 1) }));
  const sixteen = puts
    .slice(0, 16)
    .reduce((before, each) => play(before, [fillOf(before, each)]), withSeries(EMPTY, ...puts));
  expect(refusing(sixteen, fillOf(sixteen, puts[16]!))).toThrow(
    facts(TooManyLegsError, { account: 'ann', max: 16 }),
  );
  accepts(sixteen, fillOf(sixteen, puts[15]!));
});

test('error: OpenInterestCappedError, with swaps counted in both of their markets', () => {
  // 9,900 lots a market, 2,475 an account, 4,950 the house.
  const cap = (units: number): World => ({
    ...START,
    settlement: {
      ...START.settlement,
      caps: new Map([
        [7, { lots: BigInt(units), day: Math.floor(NOW / DAY) }],
        [8, { lots: 40n, day: Math.floor(NOW / DAY) }],
      ]),
    },
  });
  const wide = { ...cap(40).state, accountShareBps: 10_000 as Bps, houseShareBps: 10_000 as Bps };
  const forty = { ...cap(40), state: wide };
  const thirty = play(forty, [fillOf(forty, call, { lots: 30n })]);
  expect(refusing(thirty, fillOf(thirty, swap, { lots: 11n }))).toThrow(
    facts(OpenInterestCappedError, { market: 7, lots: 41n, cap: 40n }),
  );
  const swapped = play(thirty, [fillOf(thirty, swap, { lots: 10n })]);
  expect(refusing(swapped, fillOf(swapped, put, { lots: 1n }))).toThrow(OpenInterestCappedError);
  // A transfer of a position and a reduction raise nothing.
  accepts(swapped, fillOf(swapped, call, { maker: 'ben', taker: 'fund', lots: 30n }));
  accepts(swapped, fillOf(swapped, call, { takerBuys: false, lots: 30n }));
  const eight = play(forty, [fillOf(forty, swap, { lots: 40n })]);
  expect(refusing({ ...eight, settlement: cap(99).settlement }, fillOf(eight, swap, { lots: 1n }))).toThrow(
    facts(OpenInterestCappedError, { market: 8, lots: 41n, cap: 40n }),
  );
  const old = { ...thirty, settlement: oracle() };
  const event = fillOf(old, call, { lots: 1n, at: NOW });
  accepts(old, event);
  const none = { ...old, settlement: { ...old.settlement, caps: new Map() } };
  expect(refusing(none, event)).toThrow(facts(OpenInterestCappedError, { market: 7, lots: 31n, cap: 0n }));
  accepts(none, { ...event, takerBuys: false });
});

test('error: AccountCappedError counts both ways, and asks neither whoever reduces nor the house', () => {
  const most = play(START, [fillOf(START, call, { lots: 2_000n })]);
  expect(refusing(most, fillOf(most, put, { lots: 476n, takerBuys: false }))).toThrow(
    facts(AccountCappedError, { account: 'ann', lots: 2_476n, cap: 2_475n }),
  );
  const full = play(most, [fillOf(most, put, { lots: 475n, takerBuys: false })]);
  accepts(full, fillOf(full, put, { lots: 1n, takerBuys: true }));
  const rich = play(START, [{ type: 'deposit', at: NOW, account: 'broker', amount: pat(10 ** 6) }]);
  accepts(rich, fillOf(rich, put, { lots: 2_476n, maker: 'broker', taker: 'sister' }));
  const broker = play(rich, [fillOf(rich, put, { lots: 2_400n, maker: 'broker', taker: 'ann' })]);
  accepts(broker, fillOf(broker, put, { lots: 2_400n, maker: 'broker', taker: 'ben' }));
});

test('error: HouseCappedError for broker, affiliate and a matcher that is a side, together and net', () => {
  const gate = { ...GATE, classes: new Map([...GATE.classes, ['desk', 'institution'] as const]) };
  const names = ['broker', 'sister', 'desk'];
  const rich = play(
    { ...START, gate },
    names.map((account) => ({ type: 'deposit', at: NOW, account, amount: pat(10 ** 6) })),
  );
  const state = { ...rich.state, accountShareBps: 10_000 as Bps };
  const two = play({ ...rich, state }, [
    fillOf(rich, call, { maker: 'broker', taker: 'ann', lots: 2_475n }),
    fillOf(rich, call, { maker: 'desk', taker: 'ann', lots: 2_475n }),
  ]);
  expect(refusing(two, fillOf(two, call, { maker: 'broker', taker: 'ann', lots: 1n }))).toThrow(
    facts(HouseCappedError, { bookId: BOOK, lots: 4_951n, cap: 4_950n }),
  );
  expect(refusing(two, fillOf(two, put, { maker: 'desk', taker: 'ann', lots: 1n }))).toThrow(
    HouseCappedError,
  );
  // Among themselves nothing changes, and what the house takes back makes room.
  accepts(two, fillOf(two, call, { maker: 'broker', taker: 'desk', lots: 1n }));
  const back = play(two, [fillOf(two, call, { maker: 'sister', taker: 'ann', takerBuys: false, lots: 1n })]);
  accepts(back, fillOf(back, put, { maker: 'desk', taker: 'ann', lots: 1n }));
});

test('behavior: whether an account is the house’s is fixed with its first position, and asked again after the last', () => {
  const traded = play(START, [fillOf(START, call)]);
  const gate = { ...GATE, affiliates: new Set(['ann']) };
  const marked = { ...traded, gate };
  const more = play(marked, [fillOf(marked, put)]);
  expect(more.state.books.get(BOOK)!.houseLots.size).toBe(0);
  const anew = play(more, [
    fillOf(more, put, { takerBuys: false }),
    fillOf(more, call, { takerBuys: false }),
    fillOf(more, put),
  ]);
  expect([...anew.state.books.get(BOOK)!.houseLots]).toEqual([[2, -2n]]);
});

test('error: RequirementUnmetError asks the free balance before the trade, of whoever opens', () => {
  const cell = { phase: 4, participantClass: 'institution', product: 'optionWrite' } as const;
  const asked = play(START, [
    { type: 'setCollateralRequirement', at: NOW, ...cell, amount: pat(1_000) },
    { type: 'withdraw', at: NOW, account: 'ann', amount: pat(99_000) },
  ]);
  expect(collateralRequirement(asked.state, cell)).toBe(pat(1_000));
  accepts(asked, fillOf(asked, call));
  const traded = play(asked, [fillOf(asked, call, { premium: pat(50) })]);
  expect(refusing(traded, fillOf(traded, call))).toThrow(
    facts(RequirementUnmetError, { account: 'ann', required: pat(1_000), free: pat(950) }),
  );
  accepts(traded, fillOf(traded, call, { takerBuys: false }));
  accepts(traded, fillOf(traded, call, { maker: 'fund' }));
});

test('error: RequirementOutOfBoundsError, FeesOutOfBoundsError, ZeroAddressError at the owner’s bounds', () => {
  const cell = { phase: 4, participantClass: 'retail', product: 'optionBuy' } as const;
  const requirement = (amount: bigint, change: object = {}) =>
    refusing(START, { type: 'setCollateralRequirement', at: NOW, ...cell, amount, ...change });
  expect(requirement(pat(1_000_000))).not.toThrow();
  expect(requirement(pat(1_000_001))).toThrow(facts(RequirementOutOfBoundsError, { max: pat(1_000_000) }));
  expect(requirement(pat(1) + 1n)).toThrow(RequirementOutOfBoundsError);
  expect(requirement(pat(1), { phase: 1 })).toThrow(
    facts(RequirementOutOfBoundsError, { phase: 1, max: pat(1_000_000) }),
  );
  const fees = (feeBps: number, timePremium: bigint, brokerWallet = 'wallet') =>
    refusing(START, { type: 'setFees', at: NOW, brokerWallet, feeBps, timePremium });
  expect(fees(500, pat(1))).not.toThrow();
  expect(fees(501, 0n)).toThrow(
    facts(FeesOutOfBoundsError, { feeBps: 501, maxFeeBps: 500, timePremium: 0n, maxTimePremium: pat(1) }),
  );
  expect(fees(0, pat(1) + 1n)).toThrow(FeesOutOfBoundsError);
  expect(fees(0, 0n, ZERO)).toThrow(facts(ZeroAddressError, { field: 'brokerWallet' }));
});

test('error: ExceedsFreeError, ZeroAmountError', () => {
  const withdraw = (amount: bigint) => ({ type: 'withdraw', at: NOW, account: 'ann', amount });
  expect(refusing(START, withdraw(pat(100_000) + 1n))).toThrow(
    facts(ExceedsFreeError, { account: 'ann', amount: pat(100_000) + 1n, free: pat(100_000) }),
  );
  for (const type of ['deposit', 'withdraw'])
    expect(refusing(START, { ...withdraw(0n), type })).toThrow(ZeroAmountError);
});

test('behavior: a book waits for its oracle, and nothing is lost when a swap’s second market is not ready', () => {
  const traded = play(START, [fillOf(START, swap)]);
  const half = new Map([...traded.markets, [8, { ...traded.markets.get(8)!, ring: new Map() }]]);
  const event: ClearingEvent = {
    type: 'settle',
    at: EXPIRY,
    bookId: bookIdOf({ market: 7, against: 8, expiry: EXPIRY }),
  };
  expect(refusing({ ...traded, markets: half }, event)).toThrow(SettlementPendingError);
  accepts({ ...traded, markets: half }, { ...event, at: EXPIRY + 3 * DAY });
});

test('error: InvalidInputError for malformed events and surroundings', () => {
  const wrong: unknown[] = [
    null,
    { type: 'liquidate', at: NOW },
    { type: 'deposit', at: 1.5, account: 'ann', amount: 1n },
    { type: 'deposit', at: NOW, account: 'escrow', amount: 1n },
    { type: 'deposit', at: NOW, account: 'ann', amount: -1n },
    { type: 'withdraw', at: NOW, account: '', amount: 1n },
    { type: 'setMatcher', at: NOW, account: 'ann', matcher: 'desk', allowed: 1 },
    {
      type: 'createSeries',
      at: NOW,
      market: 7,
      against: 7,
      expiry: EXPIRY,
      kind: 'future',
      a: 1n,
      b: 1n,
      c: 0n,
    },
    fillOf(START, call, { seriesId: -1n }),
    fillOf(START, call, { takerBuys: 'yes' as never }),
    fillOf(START, call, { lots: 1 as never }),
    fillOf(START, call, { premium: 0.5 as never }),
    { type: 'settleAccounts', at: EXPIRY, bookId: BOOK, accounts: 'ann' },
    { type: 'settleAndWithdraw', at: EXPIRY, account: 'ann', bookIds: [-1n] },
    { type: 'setFees', at: NOW, brokerWallet: 'wallet', feeBps: -1, timePremium: 0n },
  ];
  for (const event of wrong) expect(refusing(START, event)).toThrow(InvalidInputError);
  for (const change of [
    { gate: null },
    { markets: {} },
    { settlement: 7 },
    { gate: { ...GATE, paused: [] } },
  ])
    expect(refusing({ ...START, ...change } as never, creation(put))).toThrow(InvalidInputError);
});
