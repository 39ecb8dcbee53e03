import { AccessDeniedError } from '@phasegate/pricing/refusals';
import type { Bps, Wad } from '@phasegate/pricing/units';
import { describe, expect, test } from 'vitest';
import { callOption } from '../instrument/callOption.ts';
import { NotExpiredError } from '../settlement/errors.ts';
import { ExceedsFreeError } from './accountErrors.ts';
import { clearingAccountOf } from './accounts.ts';
import { bookIdOf } from './bookId.ts';
import type { ClearingEvent } from './clearingEvent.ts';
import { clearingHeld } from './clearingState.ts';
import { reduceClearing } from './reduceClearing.ts';
import { BookExpiredError, OpeningEndedError } from './seriesErrors.ts';
import { UncoveredError } from './tradeErrors.ts';
import {
  call,
  collar,
  DAY,
  EXPIRY,
  fillOf,
  flowsOf,
  GATE,
  marketsAt,
  NOW,
  pat,
  play,
  put,
  swap,
  WINDOW,
  type World,
  withSeries,
  world,
} from './world.testing.ts';

const BOOK = bookIdOf({ market: 7, against: 7, expiry: EXPIRY });
const START = withSeries(world(), collar, call, put, swap);
const account = ({ state }: World, name: string) => clearingAccountOf(state, name);
const refusing = (start: World, event: ClearingEvent) => () => reduceClearing(start.state, event, start);
const settled = (start: World, accounts = ['ann', 'ben'], bookId = BOOK): World =>
  play(start, [{ type: 'settleAccounts', at: EXPIRY, bookId, accounts }]);
/** What `ann` and `ben` have more than before. */
const gains = (start: World, end: World) =>
  ['ann', 'ben'].map((name) => account(end, name).balance - account(start, name).balance);
/** Leaves an account so much, and nothing more. */
const keeping = (start: World, name: string, wei: bigint): World =>
  play(start, [
    { type: 'withdraw', at: NOW, account: name, amount: (account(start, name).balance - wei) as Wad },
  ]);

describe('default: one trade from deposit to withdrawal', () => {
  test('a collar: long has price - floor locked, short cap - price, and not a wei less is enough', () => {
    const traded = play(START, [fillOf(START, collar)]);
    expect(account(traded, 'ben')).toMatchObject({ balance: pat(100_000), locked: pat(40) });
    expect(account(traded, 'ann').locked).toBe(pat(60));
    for (const [name, wei] of [
      ['ben', pat(40)],
      ['ann', pat(60)],
    ] as const) {
      const exact = keeping(START, name, wei);
      expect(() => play(exact, [fillOf(exact, collar)])).not.toThrow();
      const short = keeping(START, name, wei - 1n);
      expect(refusing(short, fillOf(short, collar))).toThrow(UncoveredError);
    }
    // 117 at settlement: the long side receives 17 a lot.
    expect(gains(START, settled(traded))).toEqual([pat(-34), pat(34)]);
    expect(account(settled(traded), 'ann').locked).toBe(0n);
  });

  test('a call: the premium is paid in the fill and helps to cover the writer', () => {
    const premium = pat(22);
    const exact = keeping(START, 'ann', pat(78));
    const traded = play(exact, [fillOf(exact, call, { premium })]);
    expect(account(traded, 'ann')).toMatchObject({ balance: pat(100), locked: pat(100) });
    const short = keeping(START, 'ann', pat(78) - 1n);
    expect(refusing(short, fillOf(short, call, { premium }))).toThrow(UncoveredError);
    expect(gains(exact, settled(traded))).toEqual([pat(22 - 34), pat(34 - 22)]);
  });

  test('a put expires worthless; an index swap settles on the difference of the two', () => {
    const puts = play(START, [fillOf(START, put, { premium: pat(10) })]);
    expect(account(puts, 'ann').locked).toBe(pat(180));
    expect(gains(START, settled(puts))).toEqual([pat(10), pat(-10)]);
    const swaps = play(START, [fillOf(START, swap, { premium: pat(-3) })]);
    expect([account(swaps, 'ann').locked, account(swaps, 'ben').locked]).toEqual([pat(80), pat(80)]);
    const swapBook = bookIdOf({ market: 7, against: 8, expiry: EXPIRY });
    // 117 - 100 + 5 = 22 a lot to the long side, and the premium ran from the seller.
    expect(gains(START, settled(swaps, ['ben', 'ann'], swapBook))).toEqual([pat(-47), pat(47)]);
  });

  test('what is free leaves at any time, a wei more does not, and all of it once settled', () => {
    const traded = play(START, [fillOf(START, collar)]);
    const paused = { ...traded, gate: { ...GATE, paused: new Set(['synthetic']) } } as World;
    const withdraw = (amount: bigint): ClearingEvent => ({
      type: 'withdraw',
      at: WINDOW,
      account: 'ben',
      amount: amount as Wad,
    });
    expect(flowsOf(paused, withdraw(pat(99_960)))).toEqual({ ben: pat(99_960), escrow: pat(-99_960) });
    expect(refusing(paused, withdraw(pat(99_960) + 1n))).toThrow(ExceedsFreeError);
    const leave: ClearingEvent = { type: 'settleAndWithdraw', at: EXPIRY, account: 'ben', bookIds: [BOOK] };
    expect(flowsOf(paused, leave)['ben']).toBe(pat(100_034));
    const left = play(paused, [leave]);
    expect(clearingHeld(left.state)).toBe(clearingHeld(paused.state) - pat(100_034));
  });
});

describe('behavior: fees', () => {
  const fees = { brokerWallet: 'wallet', feeBps: 100 as Bps, timePremium: 7n as Wad } as const;
  const charged = play(START, [{ type: 'setFees', at: NOW, ...fees }]);

  test('a taker that opens pays 1 % of the premium, rounded up, and 7 wei a lot for each day begun', () => {
    const traded = play(charged, [fillOf(charged, call, { premium: 101n })]);
    expect(account(traded, 'wallet').balance).toBe(2n + 2n * 7n * 9n);
    expect(account(traded, 'ben').balance).toBe(pat(100_000) - 101n - 128n);
    expect(account(traded, 'ann').balance).toBe(pat(100_000) + 101n);
    const later = play(charged, [fillOf(charged, call, { at: NOW + 1 })]);
    expect(account(later, 'wallet').balance).toBe(2n * 7n * 9n);
    const tomorrow = play(charged, [fillOf(charged, call, { at: NOW + DAY })]);
    expect(account(tomorrow, 'wallet').balance).toBe(2n * 7n * 8n);
  });

  test('of a premium below zero too; a taker that reduces pays nothing, nor does any maker', () => {
    const traded = play(charged, [fillOf(charged, collar, { premium: -101n })]);
    expect(account(traded, 'wallet').balance).toBe(128n);
    const closed = play(traded, [fillOf(traded, collar, { takerBuys: false, premium: 1_000n })]);
    expect(account(closed, 'wallet').balance).toBe(128n);
  });
});

describe('behavior: netting within a book, over one balance', () => {
  const high = callOption({ market: 7, expiry: EXPIRY, strike: pat(120), cap: pat(150) });
  const both = withSeries(START, high);
  const spread = play(both, [
    fillOf(both, high, { maker: 'ann', taker: 'ben' }),
    fillOf(both, call, { maker: 'ben', taker: 'ann' }),
  ]);

  test('a call spread has the distance of its strikes locked', () => {
    expect(account(spread, 'ben').locked).toBe(pat(40));
    expect(account(spread, 'ann').locked).toBe(0n);
  });

  test('closing the hedge is refused when what it leaves is not covered', () => {
    const tight = keeping(spread, 'ben', pat(40));
    const back = { takerBuys: false, at: NOW } as const;
    expect(refusing(tight, fillOf(tight, high, back))).toThrow(UncoveredError);
    expect(refusing(tight, fillOf(tight, call, { ...back, maker: 'ben', taker: 'ann' }))).not.toThrow();
  });

  test('what one book locks another does not have', () => {
    const later = callOption({ ...call, expiry: EXPIRY + DAY });
    const two = withSeries(START, later);
    const tight = keeping(play(two, [fillOf(two, collar)]), 'ann', pat(60));
    expect(refusing(tight, fillOf(tight, later))).toThrow(
      expect.objectContaining({ account: 'ann', locked: pat(160), balance: pat(60) }),
    );
  });

  test('the multiplier of the book’s liquidity is on top, rounded up, and is freed at settlement', () => {
    // 117 PAT an hour are 19,656 PAT a week: the tier of 1.1.
    const thin = withSeries(world({ markets: marketsAt([117, 100], 1), settlement: START.settlement }), put);
    const traded = play(thin, [fillOf(thin, put, { lots: 3n })]);
    expect(account(traded, 'ann').locked).toBe(pat(297));
    expect(account(settled(traded), 'ann')).toMatchObject({ balance: pat(100_000), locked: 0n });
  });
});

describe('behavior: opening and reducing', () => {
  const traded = play(START, [fillOf(START, collar)]);
  const back = { takerBuys: false, lots: 1n } as const;

  test('reducing passes class, pause and window; opening passes none; through zero is an opening', () => {
    const gate = {
      ...GATE,
      classes: new Map([['ann', 'lapsed']] as const),
      paused: new Set(['synthetic'] as const),
    };
    const closed = { ...traded, gate };
    for (const lots of [1n, 2n])
      expect(refusing(closed, fillOf(closed, collar, { ...back, lots, at: WINDOW }))).not.toThrow();
    expect(refusing(closed, fillOf(closed, collar, { ...back, lots: 3n }))).toThrow(AccessDeniedError);
    expect(refusing(closed, fillOf(closed, collar))).toThrow(AccessDeniedError);
    const lapsed = { ...traded, gate: { ...gate, paused: new Set<never>() } };
    expect(refusing(lapsed, fillOf(lapsed, collar))).toThrow(
      expect.objectContaining({
        paused: false,
        cell: expect.objectContaining({ participantClass: 'lapsed' }),
      }),
    );
  });

  test('the other side of a reduction passes its own check', () => {
    // ben leaves to cat, who is retail and may not open a synthetic, or to fund, which may.
    expect(refusing(traded, fillOf(traded, collar, { ...back, maker: 'cat' }))).toThrow(AccessDeniedError);
    const moved = play(traded, [fillOf(traded, collar, { ...back, maker: 'fund', lots: 2n })]);
    expect(account(moved, 'ben').locked).toBe(0n);
    expect(account(moved, 'fund').locked).toBe(pat(40));
  });

  test('both sides of each second', () => {
    const opening = (at: number) => refusing(traded, fillOf(traded, collar, { at }));
    const closing = (at: number) => refusing(traded, fillOf(traded, collar, { ...back, at }));
    const settling = (at: number) => refusing(traded, { type: 'settle', at, bookId: BOOK });
    expect(opening(WINDOW - 1)).not.toThrow();
    expect(opening(WINDOW)).toThrow(OpeningEndedError);
    expect(closing(EXPIRY - 1)).not.toThrow();
    expect(closing(EXPIRY)).toThrow(BookExpiredError);
    expect(settling(EXPIRY - 1)).toThrow(NotExpiredError);
    expect(settling(EXPIRY)).not.toThrow();
  });

  test('retail buys options and does not write them', () => {
    expect(refusing(START, fillOf(START, call, { taker: 'cat' }))).not.toThrow();
    expect(refusing(START, fillOf(START, call, { maker: 'cat' }))).toThrow(AccessDeniedError);
  });
});

describe('behavior: settlement', () => {
  const traded = play(START, [
    fillOf(START, collar),
    fillOf(START, call, { maker: 'fund', premium: pat(20) }),
  ]);

  test('in any order, in any batches, and again and again, everybody gets the same', () => {
    const once = settled(traded, ['ann', 'ben', 'fund']);
    const piecemeal = ['fund', 'nobody', 'ann', 'ann', 'ben', 'fund'].reduce(
      (before, name) => settled(before, [name]),
      traded,
    );
    for (const name of ['ann', 'ben', 'fund']) expect(account(piecemeal, name)).toEqual(account(once, name));
    expect(once.state.books.get(BOOK)!.positions.size).toBe(0);
  });

  test('the house holds the same before and after; in between the payoffs are counted', () => {
    const before = clearingHeld(traded.state);
    for (const names of [[], ['ann'], ['ann', 'ben'], ['fund']])
      expect(clearingHeld(settled(traded, names).state)).toBe(before);
  });

  test('settling a book settles the oracle, and a book settled takes the price that is there', () => {
    const { settlement, state } = reduceClearing(
      traded.state,
      { type: 'settle', at: EXPIRY, bookId: BOOK },
      traded,
    );
    expect(settlement.settlements.get(`7/${EXPIRY}`)!.settled!.price).toBe(pat(117));
    expect(state.books.get(BOOK)!.figure).toBe(pat(117));
    const again = reduceClearing(
      state,
      { type: 'settle', at: EXPIRY + DAY, bookId: BOOK },
      { ...traded, settlement },
    );
    expect(again.state).toBe(state);
  });
});
