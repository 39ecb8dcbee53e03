import { indexRing } from '@phasegate/pricing';
import { type Bps, PhasegateError } from '@phasegate/pricing/units';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { netFlows } from '../lifecycle/deal/transfer.ts';
import { WALK_TIMEOUT, walkSettings } from '../lifecycle/deal/walk.testing.ts';
import { CapCurrentError } from '../settlement/errors.ts';
import { reduceSettlement } from '../settlement/reduceSettlement.ts';
import * as accountErrors from './accountErrors.ts';
import { accountRequirement } from './accountRequirement.ts';
import { bookIdOf, marketsOf } from './bookId.ts';
import { CREATIONS, candidates, changedGate, EDGES, type Pick, picks } from './candidates.testing.ts';
import type { ClearingEvent } from './clearingEvent.ts';
import { type ClearingBook, type ClearingState, clearingHeld, positionPayoff } from './clearingState.ts';
import * as matcherErrors from './matcherErrors.ts';
import { grossLots } from './position.ts';
import { reduceClearing } from './reduceClearing.ts';
import * as seriesErrors from './seriesErrors.ts';
import * as tradeErrors from './tradeErrors.ts';
import { DAY, EXPIRY, marketsAt, NOW, pat, play, type World, withSeries, world } from './world.testing.ts';

const STEPS = 50;
const met = new Map<string, number>();
const count = (name: string): void => void met.set(name, (met.get(name) ?? 0) + 1);

/** A unit an hour: 99 lots a market, so that every cap binds. */
const markets = marketsAt([117, 100], 1);

/** Without a trade after `NOW`, so that the oracle falls back. */
const silent = new Map(
  [...markets].map(([market, { calendar, ring }]) => {
    const until = [...ring].filter(([, bucket]) => bucket.hour * 3_600 < NOW);
    return [market, { calendar, ring: new Map([...indexRing(), ...until]) }] as const;
  }),
);
/** An account may hold 49 lots and the house 24; in some walks all numbers of matchers are gone. */
const shared = ({ state, ...rest }: World, matchersApplied = state.matchersApplied): World => ({
  ...rest,
  state: { ...state, accountShareBps: 5_000 as Bps, houseShareBps: 2_500 as Bps, matchersApplied },
});
const STARTS = [
  shared(world({ markets })),
  shared(world({ markets: silent })),
  shared(world({ markets }), 32),
].map((start) =>
  play(
    withSeries(start, ...CREATIONS),
    ['ann', 'ben', 'fund'].map((account) => ({
      type: 'withdraw',
      at: NOW,
      account,
      amount: pat(97_000),
    })),
  ),
);

/** Sum over accounts; of one that was partly settled there is nothing to say. */
function totals(book: ClearingBook): readonly bigint[] {
  const positions = [...book.positions.values()];
  return book.series.map((_, i) => positions.reduce((sum, { lots }) => sum + (lots.get(i) ?? 0n), 0n));
}

class Walk {
  world: World;
  readonly #balances = new Map<string, bigint>();
  readonly #begun = new Set<bigint>();

  constructor(start: World) {
    this.world = start;
    this.#balances.set('escrow', clearingHeld(start.state));
  }

  attempt(event: ClearingEvent): boolean {
    const before = this.world;
    try {
      const step = reduceClearing(before.state, event, before);
      const flows = netFlows(step.transfers);
      expect([...flows.values()].reduce((sum, flow) => sum + flow, 0n)).toBe(0n);
      for (const [account, flow] of flows)
        this.#balances.set(account, (this.#balances.get(account) ?? 0n) + flow);
      expect(clearingHeld(step.state)).toBe(this.#balances.get('escrow'));
      if (event.type === 'settleAccounts' || event.type === 'settleAndWithdraw')
        for (const id of 'bookId' in event ? [event.bookId] : event.bookIds) this.#settles(step.state, id);
      this.world = { ...before, ...step };
      this.#checkState();
      count(event.type);
      return true;
    } catch (error) {
      if (!(error instanceof PhasegateError)) throw error;
      count(error.name);
      return false;
    }
  }

  refreshCap(at: number, market: number): void {
    try {
      const settlement = reduceSettlement(
        this.world.settlement,
        { type: 'refreshCap', at, market },
        this.world.markets,
      );
      this.world = { ...this.world, settlement };
    } catch (error) {
      if (!(error instanceof CapCurrentError)) throw error;
    }
  }

  /** Before the first account of a book is settled, what its accounts receive sums to zero. */
  #settles(after: ClearingState, id: bigint): void {
    if (this.#begun.has(id)) return;
    this.#begun.add(id);
    const book = { ...this.world.state.books.get(id)!, figure: after.books.get(id)!.figure };
    const payoffs = [...book.positions.values()].map((position) => positionPayoff(book, position));
    expect(payoffs.reduce((sum, payoff) => sum + payoff, 0n)).toBe(0n);
    if (payoffs.some((payoff) => payoff !== 0n)) count('book that moved money');
  }

  #checkState(): void {
    const { accounts, books, openInterest } = this.world.state;
    const locked = new Map<string, bigint>();
    const interest = new Map<bigint, bigint>();
    for (const book of books.values()) {
      if (!this.#begun.has(book.id)) expect(new Set([0n, ...totals(book)])).toEqual(new Set([0n]));
      const house = new Map<number, bigint>();
      for (const [name, position] of book.positions) {
        expect(position.locked).toBe(accountRequirement(book, position.lots));
        locked.set(name, (locked.get(name) ?? 0n) + position.locked);
        if (position.isHouse)
          for (const [i, lots] of position.lots) house.set(i, (house.get(i) ?? 0n) + lots);
        this.#checkWorst(book, position);
      }
      if (this.#begun.has(book.id)) continue;
      expect(grossLots(house)).toBe(grossLots(book.houseLots));
      const long = [...book.positions.values()]
        .flatMap(({ lots }) => [...lots.values()])
        .filter((n) => n > 0n);
      for (const market of marketsOf(book)) {
        const id = bookIdOf({ market, against: market, expiry: book.expiry });
        interest.set(id, (interest.get(id) ?? 0n) + long.reduce((sum, n) => sum + n, 0n));
      }
    }
    for (const [name, account] of accounts) {
      expect(account.locked).toBe(locked.get(name) ?? 0n);
      expect(account.balance >= account.locked).toBe(true);
    }
    if (this.#begun.size === 0)
      for (const [id, lots] of interest) expect(openInterest.get(id) ?? 0n).toBe(lots);
  }

  /** Whatever it settles at, nobody owes more than is locked. */
  #checkWorst(book: ClearingBook, position: Parameters<typeof positionPayoff>[1]): void {
    for (const figure of book.market === book.against
      ? [0, 79, 80, 100, 117, 131, 151]
      : [-200, -45, 0, 35, 200])
      expect(positionPayoff({ ...book, figure: pat(figure) }, position) >= 0n - position.locked).toBe(true);
  }
}

/** Time and whoever owns an account empty it, whatever came before. */
function empties(walk: Walk, now: number): void {
  let at = Math.max(now, ...[...walk.world.state.books.values()].map(({ expiry }) => expiry));
  for (const { id } of walk.world.state.books.values()) {
    const { world: before } = walk;
    if (!walk.attempt({ type: 'settle', at, bookId: id })) {
      at += 3 * DAY;
      expect(walk.attempt({ type: 'settle', at, bookId: id })).toBe(true);
    }
    if (before.state.books.get(id)!.figure === null) {
      const { market, expiry } = before.state.books.get(id)!;
      const rung = walk.world.settlement.settlements.get(`${market}/${expiry}`)!.settled!.rung;
      count(`settled by ${rung}`);
    }
  }
  for (const name of walk.world.state.accounts.keys()) {
    const bookIds = [...walk.world.state.books.keys()];
    expect(walk.attempt({ type: 'settleAndWithdraw', at, account: name, bookIds })).toBe(true);
  }
  expect(clearingHeld(walk.world.state)).toBe(0n);
  count('emptied');
}

test('random events: money conserved, everybody covered, books sum to zero, and in the end everything leaves', {
  timeout: WALK_TIMEOUT,
}, () => {
  fc.assert(
    fc.property(fc.constantFrom(...STARTS), fc.noBias(fc.nat(2 ** 32 - 1)), (start, seed) => {
      const pick = picks(seed);
      const walk = new Walk(start);
      let at = NOW;
      for (let step = 0; step < STEPS; step++) {
        at = nextSecond(at, pick);
        if (pick(8) === 0) walk.world = { ...walk.world, gate: changedGate(pick) };
        for (const event of candidates(walk.world, at, pick)) {
          ({ at } = event);
          walk.attempt(event);
        }
        if (pick(12) === 0) walk.refreshCap(at, 7 + pick(2));
      }
      empties(walk, at);
    }),
    { ...walkSettings(300), endOnFailure: true },
  );
  checkCoverage();
});

/** Mostly a little later, now and then at the edge of something. */
function nextSecond(at: number, pick: Pick): number {
  const choice = pick(60);
  if (choice > 2) return choice > 50 ? at + pick(3_600) : at;
  if (choice === 0 && at < EXPIRY - 12 * 3_600) return at + DAY;
  const ahead = EDGES.filter((edge) => edge >= at);
  return ahead[Math.min(pick(4), ahead.length - 1)] ?? at;
}

/** Each event accepted often, each end reached often, each refusal met; a book with all its numbers taken is none of a walk's. */
function checkCoverage(): void {
  const events = ['deposit', 'withdraw', 'setMatcher', 'announceMatcher', 'applyMatcher', 'removeMatcher'];
  const more = ['createSeries', 'fill', 'settle', 'settleAccounts', 'settleAndWithdraw', 'setFees'];
  const ends = [
    'setCollateralRequirement',
    'book that moved money',
    'emptied',
    'settled by window',
    'settled by fallback',
  ];
  for (const name of [...events, ...more, ...ends]) expect(met.get(name), name).toBeGreaterThanOrEqual(20);
  const own = Object.keys({ ...accountErrors, ...matcherErrors, ...seriesErrors, ...tradeErrors });
  const oracles = [
    'IndexStaleError',
    'NotExpiredError',
    'OffCalendarError',
    'SettlementPendingError',
    'TenorOutOfBoundsError',
  ];
  const expected = [...own.filter((name) => name !== 'TooManySeriesError'), ...oracles, 'AccessDeniedError'];
  expect([...met.keys()].filter((name) => name.endsWith('Error')).sort()).toEqual(expected.sort());
}
