import type { ParticipantClass, Product } from '@phasegate/pricing/refusals';
import type { Bps, Wad, Word } from '@phasegate/pricing/units';
import { callOption } from '../instrument/callOption.ts';
import { putOption } from '../instrument/putOption.ts';
import type { Series } from '../instrument/series.ts';
import { bookIdOf, seriesIdOf } from './bookId.ts';
import type { ClearingEvent, Fill } from './clearingEvent.ts';
import type { ClearingGate } from './clearingGate.ts';
import { seriesWordOf } from './seriesWord.ts';
import { call, collar, DAY, EXPIRY, GATE, HOUR, pat, put, swap, type World } from './world.testing.ts';

/** Random whole numbers below a bound. */
export type Pick = (choices: number) => number;

/** From a seed of 32 bits, by mulberry32: fast, and the same everywhere. */
export function picks(seed: number): Pick {
  let state = seed;
  return (choices) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * choices);
  };
}

const TRADERS = ['ann', 'ben', 'fund', 'broker'];
const NAMES = [...TRADERS, 'cat', 'gone', 'sister', 'desk'];
const MATCHERS = ['desk', 'vault', 'ring', `0x${'0'.repeat(40)}`];
const LATER = callOption({ ...call, expiry: EXPIRY + DAY });
const SMALL = Array.from({ length: 15 }, (_, i) => putOption({ ...put, strike: BigInt(i + 1) }));
const SERIES: readonly Series[] = [collar, call, put, swap, LATER, ...SMALL];
/** The seconds at which something changes. */
export const EDGES: readonly number[] = [EXPIRY, EXPIRY + DAY].flatMap((expiry) =>
  [expiry - 4 * HOUR, expiry, expiry + DAY, expiry + 3 * DAY].flatMap((edge) => [edge - 1, edge, edge + 1]),
);

function one<Value>(pick: Pick, values: readonly Value[]): Value {
  return values[pick(values.length)]!;
}

/** Events, sensible or not, that a draw selects at a time. */
export function candidates(world: World, at: number, pick: Pick): readonly ClearingEvent[] {
  const account = one(pick, NAMES);
  const books = [...world.state.books.keys()];
  const bookId = pick(20) === 0 || books.length === 0 ? 99n : one(pick, books);
  const acts: readonly (() => readonly ClearingEvent[])[] = [
    () => [{ type: 'deposit', at, account, amount: pat(pick(8) === 0 ? 0 : pick(900)) }],
    () => [{ type: 'withdraw', at, account, amount: pat(pick(2_000)) }],
    () => [{ type: 'setMatcher', at, account, matcher: one(pick, MATCHERS), allowed: pick(4) > 0 }],
    () => matching(at, pick),
    () => [creation(at, pick)],
    () => [{ type: 'settle', at, bookId }],
    () => [{ type: 'settleAccounts', at, bookId, accounts: NAMES.filter(() => pick(2) === 0) }],
    () => [{ type: 'settleAndWithdraw', at, account, bookIds: pick(2) === 0 ? [] : [bookId] }],
    () => [charges(at, pick)],
    () => [requirement(at, pick)],
    () => chain(at, pick),
  ];
  const choice = pick(3 * acts.length);
  return choice < acts.length ? acts[choice]!() : [anyFill(at, pick)];
}

function creation(at: number, pick: Pick): ClearingEvent {
  const word = seriesWordOf(one(pick, SERIES));
  const late = { ...word, expiry: word.expiry + one(pick, [0, 0, 0, 2 * DAY, HOUR, 200 * DAY]) };
  return { type: 'createSeries', at, ...late, ...(pick(6) === 0 ? { c: 2n ** 90n } : {}) };
}

/** Often a trade that could be, by numbers of series that mostly exist. */
function anyFill(at: number, pick: Pick): Fill {
  const series = one(pick, SERIES.slice(0, 5));
  return {
    type: 'fill',
    at,
    matcher: pick(12) === 0 ? one(pick, NAMES) : 'desk',
    maker: one(pick, pick(5) === 0 ? NAMES : TRADERS),
    taker: one(pick, pick(5) === 0 ? NAMES : TRADERS),
    takerBuys: pick(2) === 0,
    seriesId: numberOf(series, pick(12) === 0 ? 40 : pick(3)),
    lots: pick(25) === 0 ? 2n ** 47n * BigInt(pick(2)) : BigInt(1 + pick(9)),
    premium: (pat(pick(60)) - (pick(6) === 0 ? pat(70) : 0n)) as Wad,
  };
}

/** One account through many series of a book: the way to seventeen legs. */
function chain(at: number, pick: Pick): readonly ClearingEvent[] {
  const [maker, taker] = [one(pick, ['ann', 'fund', 'broker']), one(pick, ['ben', 'sister'])];
  const lots = BigInt(1 + pick(3));
  const rest = { type: 'fill', at, matcher: 'desk', maker, taker, takerBuys: true } as const;
  return SMALL.map((series, i) => ({
    ...rest,
    seriesId: numberOf(series, 3 + i),
    lots,
    premium: 0n as Wad,
  }));
}

/** Often a matcher's whole way, whose delay moves time on. */
function matching(at: number, pick: Pick): readonly ClearingEvent[] {
  const matcher = one(pick, MATCHERS);
  const types = ['announceMatcher', 'applyMatcher', 'removeMatcher'] as const;
  if (pick(2) === 0) return [{ type: one(pick, types), at, matcher }];
  const announced = { type: 'announceMatcher', at, matcher } as const;
  const apply = (delay: number) => ({ type: 'applyMatcher', at: at + delay, matcher }) as const;
  if (pick(2) === 0) return [announced, apply(7 * DAY - 1), apply(7 * DAY)];
  return [announced, apply(0), { type: 'removeMatcher', at, matcher }];
}

function charges(at: number, pick: Pick): ClearingEvent {
  const fees = { feeBps: pick(700) as Bps, timePremium: BigInt(pick(1_000)) as Wad };
  return { type: 'setFees', at, brokerWallet: pick(8) === 0 ? MATCHERS[3]! : 'broker', ...fees };
}

function requirement(at: number, pick: Pick): ClearingEvent {
  const product = one(pick, ['synthetic', 'optionBuy', 'optionWrite'] as const);
  const amount = (pat(pick(4_000)) + (pick(4) === 0 ? 1n : 0n)) as Wad;
  const cell = { phase: 4, participantClass: 'institution', product } as const;
  return { type: 'setCollateralRequirement', at, ...cell, amount };
}

function numberOf(series: Series, index: number): Word {
  return seriesIdOf(bookIdOf(seriesWordOf(series)), index);
}

/** The gate with something else paused, or somebody else lapsed; now and then as it was. */
export function changedGate(pick: Pick): ClearingGate {
  const paused: readonly Product[] =
    pick(3) === 0 ? [one(pick, ['synthetic', 'optionWrite', 'optionBuy'])] : [];
  const classes = new Map<string, ParticipantClass>(GATE.classes).set('desk', 'institution');
  if (pick(3) === 0) classes.set(one(pick, NAMES), 'lapsed');
  const affiliates = new Set(pick(4) === 0 ? ['sister', 'fund'] : ['sister']);
  return { ...GATE, paused: new Set(paused), classes, affiliates };
}

/** What a walk begins with: the series, in this order, so that numbers can be drawn. */
export const CREATIONS: readonly Series[] = [collar, call, put, ...SMALL, swap, LATER];
