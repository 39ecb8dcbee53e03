import { InvalidInputError } from '@phasegate/pricing/units';
import { LiquidationInfeasibleError } from '@phasegate/risk';
import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callOption } from '../../instrument/callOption.ts';
import { clearingAccountOf } from '../accounts.ts';
import { bookIdOf } from '../bookId.ts';
import { picks } from '../candidates.testing.ts';
import { clearingHeld } from '../clearingState.ts';
import { BookExpiredError, UnknownSeriesError } from '../seriesErrors.ts';
import { findSeries } from '../seriesLookup.ts';
import {
  call,
  collar,
  DAY,
  EXPIRY,
  fillOf,
  flowsOf,
  GATE,
  HOUR,
  NOW,
  pat,
  play,
  put,
  swap,
  WINDOW,
  type World,
  withSeries,
  world,
} from '../world.testing.ts';
import { closingPlan } from './closingPlan.ts';
import { NoPositionError } from './errors.ts';
import { ownUnwinding } from './ownUnwinding.ts';
import { unwinding } from './unwinding.ts';
import { unwindingActs } from './unwindingActs.ts';

const later = callOption({ ...call, expiry: EXPIRY + DAY });
const SERIES = [collar, call, put, swap, later];
const EMPTY = withSeries(world(), ...SERIES);
/** Five accounts in three books. */
const FULL = play(EMPTY, [
  fillOf(EMPTY, collar),
  fillOf(EMPTY, call, { maker: 'fund', taker: 'cat', premium: pat(20) }),
  fillOf(EMPTY, put, { maker: 'broker', taker: 'cat', premium: pat(5) }),
  fillOf(EMPTY, swap, { maker: 'ben', taker: 'fund' }),
  fillOf(EMPTY, later, { maker: 'fund', taker: 'ben', premium: pat(15) }),
]);
const BOOK = bookIdOf({ market: 7, against: 7, expiry: EXPIRY });
const PAIR = bookIdOf({ market: 7, against: 8, expiry: EXPIRY });
const NEXT = bookIdOf({ market: 7, against: 7, expiry: EXPIRY + DAY });
const MARKET = {
  limitPerPeriod: 20n,
  volatility: 1,
  temporaryImpact: 1,
  permanentImpact: 0,
  halfSpread: 0,
  riskAversion: 0,
};
/** Market 8 without a trade in its week: it settles by its fallback, three days later. */
const silent = (full: World): World => ({
  ...full,
  markets: new Map([...full.markets, [8, { ...full.markets.get(8)!, ring: new Map() }]]),
});
const acts = (full: World, at: number, limit: number) =>
  unwindingActs({ state: full.state, at, limit, surroundings: full });
const balances = ({ state }: World) =>
  new Map([...state.accounts].map(([name, { balance }]) => [name, balance]));

/** A keeper at work until nothing is due, in batches; every act is one event. */
function keep(full: World, at: number, limit: number): { readonly world: World; readonly batches: number } {
  let kept = full;
  for (let batches = 1; ; batches++) {
    const next = acts(kept, at, limit);
    for (const act of next.acts)
      if (act.type === 'settleAccounts') expect(act.accounts.length).toBeLessThanOrEqual(limit);
    kept = play(kept, next.acts);
    if (next.done) return { world: kept, batches };
  }
}

test('default: who is settled when: every position once, by expiry, market and account', () => {
  expect(
    unwinding(FULL.state).entries.map(({ participant, against, expiry }) => [participant, against, expiry]),
  ).toEqual([
    ['ann', 7, EXPIRY],
    ['ben', 7, EXPIRY],
    ['broker', 7, EXPIRY],
    ['cat', 7, EXPIRY],
    ['fund', 7, EXPIRY],
    ['ben', 8, EXPIRY],
    ['fund', 8, EXPIRY],
    ['ben', 7, EXPIRY + DAY],
    ['fund', 7, EXPIRY + DAY],
  ]);
  expect(unwinding(EMPTY.state).entries).toEqual([]);
});

test('default: batches of at most so many accounts, the books before them', () => {
  expect(acts(FULL, EXPIRY - 1, 9)).toEqual({ acts: [], done: true });
  expect(acts(FULL, EXPIRY, 6)).toEqual({
    acts: [
      { type: 'settle', at: EXPIRY, bookId: BOOK },
      { type: 'settle', at: EXPIRY, bookId: PAIR },
      { type: 'settleAccounts', at: EXPIRY, bookId: BOOK, accounts: ['ann', 'ben', 'broker', 'cat', 'fund'] },
      { type: 'settleAccounts', at: EXPIRY, bookId: PAIR, accounts: ['ben'] },
    ],
    done: false,
  });
  const { world: kept, batches } = keep(FULL, EXPIRY, 2);
  expect(batches).toBe(4);
  expect([BOOK, PAIR, NEXT].map((id) => kept.state.books.get(id)!.positions.size)).toEqual([0, 0, 2]);
});

test('behavior: a book without a figure holds up nobody, and is settled when its oracle falls back', () => {
  const full = silent(FULL);
  const { world: kept } = keep(full, EXPIRY + DAY, 1);
  expect([BOOK, PAIR, NEXT].map((id) => kept.state.books.get(id)!.positions.size)).toEqual([0, 2, 0]);
  expect(acts(kept, EXPIRY + 3 * DAY - 1, 1)).toEqual({ acts: [], done: true });
  expect(keep(kept, EXPIRY + 3 * DAY, 1).world.state.books.get(PAIR)!.positions.size).toBe(0);
});

test('behavior: when no keeper comes, an account settles its own and leaves with everything', () => {
  const full = silent(FULL);
  const own = (from: World, account: string, at: number) =>
    ownUnwinding({ state: from.state, account, at, surroundings: from });
  expect(own(full, 'ben', EXPIRY - 1).bookIds).toEqual([]);
  expect(own(full, 'ben', EXPIRY + DAY).bookIds).toEqual([BOOK, NEXT]);
  expect(own(full, 'ben', EXPIRY + 3 * DAY).bookIds).toEqual([BOOK, PAIR, NEXT]);
  expect(flowsOf(full, own(full, 'nobody', EXPIRY + 3 * DAY))).toEqual({});
  const names = [...full.state.accounts.keys()];
  const left = names.reduce((before, name) => play(before, [own(before, name, EXPIRY + 4 * DAY)]), full);
  expect(clearingHeld(left.state)).toBe(0n);
});

test('whatever the batches, interruptions and rivals, everybody ends with what one batch of all would give', () => {
  const whole = balances(keep(FULL, EXPIRY + DAY, 99).world);
  let interrupted = 0;
  fc.assert(
    fc.property(fc.noBias(fc.nat(2 ** 32 - 1)), (seed) => {
      const pick = picks(seed);
      let kept = FULL;
      for (let i = 0; i < 4; i++) {
        const at = EXPIRY + pick(2) * DAY;
        const { acts: planned } = acts(kept, at, 1 + pick(5));
        // It dies after some of its acts; another keeper may have done some already, an account may come itself.
        const done = planned.slice(0, pick(planned.length + 1));
        if (done.length < planned.length) interrupted += 1;
        kept = play(kept, pick(2) === 0 ? [...done, ...done] : done);
        if (pick(3) === 0)
          kept = play(kept, [{ type: 'settleAccounts', at, bookId: BOOK, accounts: ['cat', 'ann'] }]);
      }
      const end = keep(kept, EXPIRY + DAY, 1 + pick(3)).world;
      expect(balances(end)).toEqual(whole);
      expect(unwinding(end.state).entries).toEqual([]);
    }),
    { numRuns: runs(100) },
  );
  expect(interrupted).toBeGreaterThan(runs(100));
});

describe('behavior: a closing plan, as fills that only reduce', () => {
  const seriesId = findSeries(EMPTY.state, call)!;
  const opened = play(EMPTY, [fillOf(EMPTY, call, { lots: 40n, maker: 'ann', taker: 'ben' })]);
  const planOf = (account: string, at: number, periods: number, change = {}) =>
    closingPlan({ state: opened.state, account, seriesId, at, periods, market: { ...MARKET, ...change } });

  test('its orders fill a period each until the window begins, and nothing is left', () => {
    const { orders } = planOf('ann', NOW, 4);
    expect(orders.map(({ lots, buys }) => [lots, buys])).toEqual(
      Array.from({ length: 4 }, () => [10n, true]),
    );
    expect([orders[0]!.from, orders.at(-1)!.until]).toEqual([NOW, WINDOW]);
    // Paused and lapsed, it still gets out; whoever takes the other side opens.
    let closing: World = {
      ...opened,
      gate: { ...GATE, classes: new Map([...GATE.classes, ['ann', 'lapsed'] as const]) },
    };
    for (const { from, lots, buys } of orders) {
      const fill = fillOf(closing, call, { at: from, maker: 'fund', taker: 'ann', takerBuys: buys, lots });
      closing = play({ ...closing, settlement: { ...closing.settlement, caps: refreshed(from) } }, [fill]);
    }
    expect(closing.state.books.get(BOOK)!.positions.has('ann')).toBe(false);
    expect(clearingAccountOf(closing.state, 'ann').locked).toBe(0n);
  });

  test('a long position sells, faster with risk aversion, within the limit, and without empty orders', () => {
    const { orders, plan } = planOf('ben', NOW, 5, { riskAversion: 1e9 });
    expect(orders.map(({ lots, buys }) => [lots, buys])).toEqual([
      [20n, false],
      [20n, false],
    ]);
    expect(plan.holdings.at(-1)).toBe(0n);
  });

  test('asked after opening has ended, it reaches to the expiry', () => {
    const { orders } = planOf('ann', WINDOW, 4);
    expect([orders[0]!.from, orders[1]!.from, orders.at(-1)!.until]).toEqual([WINDOW, WINDOW + HOUR, EXPIRY]);
  });

  test('error: NoPositionError, BookExpiredError, UnknownSeriesError, LiquidationInfeasibleError', () => {
    expect(() => planOf('fund', NOW, 4)).toThrow(NoPositionError);
    expect(() => planOf('ann', EXPIRY, 4)).toThrow(BookExpiredError);
    expect(() => planOf('ann', NOW, 1)).toThrow(LiquidationInfeasibleError);
    const unknown = {
      state: opened.state,
      account: 'ann',
      seriesId: 0n,
      at: NOW,
      periods: 1,
      market: MARKET,
    };
    expect(() => closingPlan(unknown)).toThrow(UnknownSeriesError);
  });
});

test('error: InvalidInputError for fields that there are not', () => {
  const input = { state: FULL.state, at: EXPIRY, limit: 1, surroundings: FULL };
  const misspelt = { ...input, limmit: 1 };
  expect(() => unwindingActs(misspelt)).toThrow(InvalidInputError);
  expect(() => ownUnwinding({ ...misspelt, account: 'ann' })).toThrow(InvalidInputError);
  expect(() =>
    closingPlan({ ...misspelt, account: 'ann', seriesId: 0n, periods: 1, market: MARKET }),
  ).toThrow(InvalidInputError);
});

/** Caps as somebody measures them each day. */
function refreshed(at: number) {
  return new Map([7, 8].map((market) => [market, { lots: 9_900n, day: Math.floor(at / DAY) }]));
}
