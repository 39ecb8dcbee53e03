import { PhasegateError, type Word } from '@phasegate/pricing/units';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Pick, picks } from '../clearing/candidates.testing.ts';
import { clearingHeld } from '../clearing/clearingState.ts';
import { reduceClearing } from '../clearing/reduceClearing.ts';
import { findSeries } from '../clearing/seriesLookup.ts';
import { call, collar, NOW, pat, play, put, swap, type World } from '../clearing/world.testing.ts';
import { WALK_TIMEOUT, walkSettings } from '../lifecycle/deal/walk.testing.ts';
import * as errors from './errors.ts';
import { ANY_INDEX, ANYONE, type RfqQuote } from './quote.ts';
import { lotsLeft, type QuoteDeskState, quoteDeskState } from './quoteDeskState.ts';
import { hashOf, LISTED, named, quoteOf } from './quotes.testing.ts';
import { type QuoteDeskEvent, reduceQuoteDesk } from './reduceQuoteDesk.ts';

const STEPS = 60;
const NAMES = ['ann', 'ben', 'fund', 'cat', 'broker'];
const met = new Map<string, number>();
const count = (name: string): void => void met.set(name, (met.get(name) ?? 0) + 1);
const one = <Value>(pick: Pick, values: readonly Value[]): Value => values[pick(values.length)]!;
const SERIES = [collar, call, put, swap].map((series) => findSeries(LISTED.state, series)!);
const SWAP = SERIES[3];
/** Bands that hold the index and that do not, of a market (117) and of the swap (17). */
const BANDS = [116, 117, 118].map((low) => ({ indexLow: pat(low), indexHigh: pat(118) }));

/** What makers sign now and then; nonces are few, so that quotes share them. */
function drawnQuote(pick: Pick, at: number): RfqQuote {
  const seriesId = one(pick, SERIES);
  const band = seriesId === SWAP ? { indexLow: pat(16), indexHigh: pat(18) } : one(pick, BANDS);
  return quoteOf({
    maker: named(one(pick, NAMES)),
    taker: pick(3) === 0 ? named(one(pick, NAMES)) : ANYONE,
    seriesId,
    takerBuys: pick(2) === 0,
    lots: BigInt(1 + pick(12)),
    minimumLots: BigInt(1 + pick(4)),
    premiumPerLot: pat(pick(20) - (pick(4) === 0 ? 20 : 0)),
    deadline: at + pick(330),
    nonce: BigInt(pick(8)) * 251n,
    ...(pick(4) === 0 ? ANY_INDEX : band),
  });
}

/** Two makers with little, so that a fill can leave one uncovered. */
const START = play(
  LISTED,
  ['ann', 'fund'].map((account) => ({ type: 'withdraw', at: NOW, account, amount: pat(99_000) })),
);

/** Books of our own: what was signed, filled and cancelled, kept as simply as can be. */
class Walk {
  world: World = START;
  desk: QuoteDeskState = quoteDeskState('desk');
  readonly quotes: RfqQuote[] = [];
  readonly #signed = new Set<string>();
  readonly #filled = new Map<string, bigint>();
  readonly #cancelled = new Set<string>();

  sign(quote: RfqQuote): void {
    this.quotes.push(quote);
    this.#signed.add(hashOf(quote));
  }

  isSigned(quote: RfqQuote): boolean {
    return this.#signed.has(hashOf(quote));
  }

  attempt(event: QuoteDeskEvent): void {
    const held = clearingHeld(this.world.state);
    const before = structuredClone(this.desk);
    try {
      const step = reduceQuoteDesk(this.desk, event, this.world.markets);
      if (step.fill === null) this.#cancels(event);
      else {
        this.#fills(event);
        const { state } = reduceClearing(this.world.state, step.fill, this.world);
        expect(clearingHeld(state)).toBe(held);
        for (const [name, account] of state.accounts)
          if (![step.fill.maker, step.fill.taker, 'wallet'].includes(name))
            expect(account).toEqual(this.world.state.accounts.get(name));
        const hash = hashOf((event as { quote: RfqQuote }).quote);
        this.#filled.set(hash, (this.#filled.get(hash) ?? 0n) + step.fill.lots);
        this.world = { ...this.world, state };
      }
      expect(this.desk).toEqual(before);
      this.desk = step.state;
      count(event.type);
    } catch (error) {
      if (!(error instanceof PhasegateError)) throw error;
      expect(this.desk).toEqual(before);
      count(error.name);
    }
    expect(new Map(this.desk.filled)).toEqual(this.#filled);
  }

  /** Everything that must hold of a fill that the desk lets through. */
  #fills(event: QuoteDeskEvent): void {
    if (event.type !== 'fill') return expect.unreachable('a fill of nothing');
    const { quote, lots, at, caller } = event;
    const filled = this.#filled.get(hashOf(quote)) ?? 0n;
    expect(this.#signed.has(hashOf(quote))).toBe(true);
    expect(this.#cancelled.has(`${quote.maker}/${quote.nonce}`)).toBe(false);
    expect(filled + lots <= quote.lots).toBe(true);
    expect(lots >= quote.minimumLots || filled + lots === quote.lots).toBe(true);
    expect(at <= quote.deadline && quote.deadline <= at + 300).toBe(true);
    expect([ANYONE, caller]).toContain(quote.taker);
    if (filled > 0n) count('filled in parts');
    if (filled + lots === quote.lots) count('filled whole');
    expect(lotsLeft(this.desk, quote, hashOf(quote))).toBe(quote.lots - filled);
  }

  #cancels(event: QuoteDeskEvent): void {
    if (event.type !== 'cancel') return expect.unreachable('no fill of a fill');
    for (let bit = 0n; bit < 256n; bit++)
      if ((event.mask >> bit) & 1n)
        this.#cancelled.add(`${event.caller}/${(event.wordPosition << 8n) | bit}`);
  }
}

/** A fill as hostile takers try it: of any quote, tampered, by anybody, of any size; or a cancellation, of anybody's own. */
function drawnEvent(walk: Walk, pick: Pick, at: number): QuoteDeskEvent {
  const known = walk.quotes.length === 0 ? drawnQuote(pick, at) : one(pick, walk.quotes.slice(-6));
  const caller = one(pick, NAMES);
  if (pick(8) === 0) {
    const nonce: Word = known.nonce;
    return { type: 'cancel', at, caller, wordPosition: nonce >> 8n, mask: 1n << (nonce & 255n) };
  }
  const tampered: Partial<RfqQuote> = one(pick, [
    { lots: known.lots + 1n },
    { premiumPerLot: pat(0) },
    { deadline: known.deadline + 60 },
    { nonce: known.nonce + 1n },
    { taker: ANYONE, maker: named(one(pick, NAMES)) },
    ANY_INDEX,
  ]);
  const quote = pick(10) === 0 ? { ...known, ...tampered } : known;
  return {
    type: 'fill',
    at,
    caller,
    quote,
    quoteHash: hashOf(quote),
    isSigned: walk.isSigned(quote),
    lots: BigInt(pick(3) === 0 ? pick(14) : pick(5)),
  };
}

test('random quotes, fills and cancellations: what is signed is traded, up to its lots, and nothing else', {
  timeout: WALK_TIMEOUT,
}, () => {
  fc.assert(
    fc.property(fc.noBias(fc.nat(2 ** 32 - 1)), (seed) => {
      const pick = picks(seed);
      const walk = new Walk();
      let at = NOW;
      for (let step = 0; step < STEPS; step++) {
        at += pick(5) === 0 ? pick(90) : 0;
        if (pick(3) === 0) walk.sign(drawnQuote(pick, at));
        walk.attempt(drawnEvent(walk, pick, at));
      }
    }),
    { ...walkSettings(150), endOnFailure: true },
  );
  for (const name of ['fill', 'cancel', 'filled in parts', 'filled whole'])
    expect(met.get(name), name).toBeGreaterThanOrEqual(20);
  // Every market of this world trades every hour: the test beside this one is without an index.
  for (const name of Object.keys(errors).filter((each) => each !== 'NoIndexError'))
    expect(met.get(name) ?? 0, name).toBeGreaterThanOrEqual(1);
  for (const name of ['SelfTradeError', 'AccessDeniedError', 'UncoveredError', 'NegativePremiumError'])
    expect(met.get(name) ?? 0, name).toBeGreaterThanOrEqual(1);
});
