import { type Bps, InvalidInputError, type Wad } from '@phasegate/pricing/units';
import { worstCaseMargin } from '@phasegate/risk';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callOption } from '../../instrument/callOption.ts';
import { collaredSynthetic } from '../../instrument/collaredSynthetic.ts';
import { indexSwap } from '../../instrument/indexSwap.ts';
import { putOption } from '../../instrument/putOption.ts';
import type { Series } from '../../instrument/series.ts';
import type { Terms } from '../../instrument/terms.ts';
import {
  ClockRanBackError,
  DeadlinePassedError,
  DealClosedError,
  TooEarlyError,
  WrongStatusError,
} from '../deal/errors.ts';
import { netFlows, type Step, type Transfer } from '../deal/transfer.ts';
import { type Draw, draws, WALK_TIMEOUT, walk, walkSettings } from '../deal/walk.testing.ts';
import { accountRequirement } from './accountRequirement.ts';
import {
  ForeignSeriesError,
  OpeningPausedError,
  OpenNotAllowedError,
  TooManyLegsError,
  UncoveredPositionError,
  UnknownAccountError,
} from './errors.ts';
import { lotPayoff } from './lotPayoff.ts';
import { openingProduct } from './openingProduct.ts';
import { openSeriesBook } from './openSeriesBook.ts';
import { reduceSeriesBook } from './reduceSeriesBook.ts';
import {
  SERIES_TERMINAL,
  type SeriesBook,
  type SeriesEvent,
  type SeriesTrade,
  type Settlement,
  seriesHeld,
} from './seriesBook.ts';

const EXPIRY = 100 * 3_600;
const WINDOW = 96 * 3_600;
const SCOPE = { market: 7, expiry: EXPIRY } as const;
const collar = collaredSynthetic({ ...SCOPE, price: 100n, floor: 80n, cap: 130n });
const call = callOption({ ...SCOPE, strike: 100n, cap: 150n });
const put = putOption({ ...SCOPE, strike: 90n });
const swap = indexSwap({ ...SCOPE, againstMarket: 8, spread: -5n, bound: 40n });
const MARKET: readonly Series[] = [collar, call, put];

function open(series: readonly Series[] = MARKET, multiplier = 10_000): SeriesBook {
  const marginMultiplierBps = multiplier as Bps;
  return openSeriesBook({ series, openingEnds: WINDOW, marginMultiplierBps, at: 3_600 }).state;
}
function deposit(account: string, amount: bigint, at = 3_600): SeriesEvent {
  return { type: 'deposit', at, account, amount: amount as Wad };
}
function withdraw(account: string, amount: bigint, at = 7_200): SeriesEvent {
  return { type: 'withdraw', at, account, amount: amount as Wad };
}
function settle(price: bigint, againstPrice?: bigint, at = EXPIRY): SeriesEvent {
  const against = againstPrice === undefined ? {} : { againstPrice: againstPrice as Wad };
  return { type: 'settle', at, price: price as Wad, ...against };
}
function at(price: bigint, againstPrice: bigint | null = null): Settlement {
  return { price: price as Wad, againstPrice: againstPrice as Wad | null };
}
function fill(change: Partial<Terms<SeriesTrade>>): SeriesTrade {
  return {
    type: 'trade',
    at: 7_200,
    buyer: 'long',
    seller: 'short',
    series: 0,
    quantity: 2n,
    premium: 0n,
    buyerFee: 0n,
    sellerFee: 0n,
    buyerMayOpen: true,
    sellerMayOpen: true,
    ...change,
  } as SeriesTrade;
}
function play(book: SeriesBook, events: readonly SeriesEvent[]) {
  const transfers: Transfer[] = [];
  let step: Step<SeriesBook> = { state: book, transfers };
  for (const event of events) {
    step = reduceSeriesBook(step.state, event);
    transfers.push(...step.transfers);
  }
  return { state: step.state, total: Object.fromEntries(netFlows(transfers)) };
}
/** Both sides fully funded with exactly what the trade takes. */
function traded(
  longWei: bigint,
  shortWei: bigint,
  change: Partial<Terms<SeriesTrade>> = {},
  book = open(),
): SeriesBook {
  return play(book, [deposit('long', longWei), deposit('short', shortWei), fill(change)]).state;
}
function settled(book: SeriesBook, price: bigint, againstPrice?: bigint) {
  const at = EXPIRY;
  return play(book, [
    settle(price, againstPrice),
    { type: 'payOut', at, account: 'long' },
    { type: 'payOut', at, account: 'short' },
  ]);
}

describe('behavior: payoffs at and around every kink, wei per lot', () => {
  const table: [string, Series, readonly (readonly [price: bigint, payoff: bigint])[]][] = [
    [
      'collar',
      collar,
      [
        [0n, -20n],
        [79n, -20n],
        [80n, -20n],
        [81n, -19n],
        [100n, 0n],
        [129n, 29n],
        [130n, 30n],
        [131n, 30n],
      ],
    ],
    [
      'call',
      call,
      [
        [0n, 0n],
        [100n, 0n],
        [101n, 1n],
        [149n, 49n],
        [150n, 50n],
        [10n ** 30n, 50n],
      ],
    ],
    [
      'put',
      put,
      [
        [0n, 90n],
        [1n, 89n],
        [89n, 1n],
        [90n, 0n],
        [91n, 0n],
      ],
    ],
  ];
  test.each(table)('%s', (_, series, rows) => {
    for (const [price, payoff] of rows) expect(lotPayoff(series, at(price))).toBe(payoff);
  });

  test('index swap: S - A - spread within its bound', () => {
    const rows = [
      [0n, 0n, 5n],
      [100n, 65n, 40n],
      [100n, 66n, 39n],
      [100n, 64n, 40n],
      [60n, 105n, -40n],
      [60n, 104n, -39n],
      [60n, 200n, -40n],
    ] as const;
    for (const [price, againstPrice, payoff] of rows)
      expect(lotPayoff(swap, at(price, againstPrice))).toBe(payoff);
  });

  test('the requirement of a single leg is its worst payoff over all prices', () => {
    for (const [index, series] of MARKET.entries())
      for (const quantity of [-3n, 2n]) {
        let worst = 0n;
        for (let price = 0n; price <= 200n; price += 1n) {
          const loss = -quantity * lotPayoff(series, at(price));
          if (loss > worst) worst = loss;
        }
        expect(accountRequirement(open(), new Map([[index, quantity]]))).toBe(worst);
      }
  });
});

describe('default: one trade from deposit to payout', () => {
  test('collar: long posts price - floor, short posts cap - price, a wei less is refused', () => {
    expect(() => traded(40n, 60n)).not.toThrow();
    expect(() => traded(39n, 60n)).toThrow(UncoveredPositionError);
    expect(() => traded(40n, 59n)).toThrow(UncoveredPositionError);
    expect(settled(traded(40n, 60n), 112n).total).toEqual({ escrow: -100n, long: 64n, short: 36n });
    expect(settled(traded(40n, 60n), 0n).total).toEqual({ escrow: -100n, short: 100n });
    expect(settled(traded(40n, 60n), 999n).total).toEqual({ escrow: -100n, long: 100n });
  });

  test('call: the premium is paid in the fill and helps to cover the writer', () => {
    const option = { series: 1, premium: 11n } as const;
    expect(() => traded(22n, 78n, option)).not.toThrow();
    expect(() => traded(22n, 77n, option)).toThrow(UncoveredPositionError);
    expect(() => traded(21n, 78n, option)).toThrow(UncoveredPositionError);
    expect(settled(traded(22n, 78n, option), 125n).total).toEqual({ escrow: -100n, long: 50n, short: 50n });
  });

  test('put: bounded by its strike', () => {
    const option = { series: 2, premium: 10n } as const;
    expect(() => traded(20n, 160n, option)).not.toThrow();
    expect(() => traded(20n, 159n, option)).toThrow(UncoveredPositionError);
    expect(settled(traded(20n, 160n, option), 0n).total).toEqual({ escrow: -180n, long: 180n });
  });

  test('index swap: both sides post the bound', () => {
    const book = open([swap]);
    expect(() => traded(80n, 79n, {}, book)).toThrow(UncoveredPositionError);
    expect(settled(traded(80n, 80n, {}, book), 100n, 90n).total).toEqual({
      escrow: -160n,
      long: 110n,
      short: 50n,
    });
  });

  test('fees leave for the broker; below zero, the premium of a collar runs from seller to buyer', () => {
    const { state, total } = play(open(), [
      deposit('long', 100n),
      deposit('short', 100n),
      fill({ premium: -3n, buyerFee: 2n, sellerFee: 1n }),
    ]);
    expect(total).toEqual({ long: -100n, short: -100n, escrow: 197n, broker: 3n });
    expect(state.accounts.get('long')?.collateral).toBe(104n);
    expect(state.accounts.get('short')?.collateral).toBe(93n);
  });

  test('the liquidity multiplier is on top, rounded up, and comes back at settlement', () => {
    const thin = open(MARKET, 11_000);
    // 3 lots short of the put: 270 * 1.1 = 297; 1 lot of the collar long: 20 * 1.1 = 22.
    expect(accountRequirement(thin, new Map([[2, -3n]]))).toBe(297n);
    expect(accountRequirement(open(MARKET, 10_001), new Map([[0, 1n]]))).toBe(21n);
    const book = traded(44n, 66n, {}, thin);
    expect(settled(book, 100n).total).toEqual({ escrow: -110n, long: 44n, short: 66n });
  });
});

describe('behavior: netting within the book', () => {
  test('a call spread needs the distance of its strikes only', () => {
    const high = callOption({ ...SCOPE, strike: 120n, cap: 150n });
    const book = open([call, high]);
    const lots = new Map([
      [0, -2n],
      [1, 2n],
    ]);
    expect(accountRequirement(book, lots)).toBe(40n);
    expect(accountRequirement(book, lots)).toBe(
      worstCaseMargin([
        { kind: 'call', strike: 100n, cap: 150n, quantity: -2n },
        { kind: 'call', strike: 120n, cap: 150n, quantity: 2n },
      ]),
    );
  });

  test('two swaps never net', () => {
    const other = indexSwap({ ...SCOPE, againstMarket: 8, spread: 9n, bound: 10n });
    expect(
      accountRequirement(
        open([swap, other]),
        new Map([
          [0, 2n],
          [1, -2n],
        ]),
      ),
    ).toBe(100n);
  });

  test('closing a hedge is refused when what it leaves is not covered', () => {
    const high = callOption({ ...SCOPE, strike: 120n, cap: 150n });
    const book = play(open([call, high]), [
      deposit('spread', 40n),
      deposit('other', 1_000n),
      fill({ buyer: 'spread', seller: 'other', series: 1 }),
      fill({ buyer: 'other', seller: 'spread', series: 0 }),
    ]).state;
    expect(() => reduceSeriesBook(book, fill({ buyer: 'other', seller: 'spread', series: 1 }))).toThrow(
      UncoveredPositionError,
    );
    expect(() => reduceSeriesBook(book, fill({ buyer: 'spread', seller: 'other', series: 0 }))).not.toThrow();
  });
});

describe('behavior: opening and reducing', () => {
  const book = traded(100n, 100n);
  const back = { buyer: 'short', seller: 'long' } as const;
  const opening = (at: number) => () => reduceSeriesBook(book, fill({ at, quantity: 1n }));
  const closing = (at: number) => () => reduceSeriesBook(book, fill({ ...back, at }));
  const settling = (at: number) => () => reduceSeriesBook(book, settle(1n, undefined, at));

  test('reducing passes rights, pause and the settlement window; opening passes none', () => {
    const none = { buyerMayOpen: false, sellerMayOpen: false, at: WINDOW } as const;
    expect(() => reduceSeriesBook(book, fill({ ...back, ...none, quantity: 1n }))).not.toThrow();
    expect(() => reduceSeriesBook(book, fill({ ...back, ...none, quantity: 2n }))).not.toThrow();
    // Through zero is an opening.
    expect(() => reduceSeriesBook(book, fill({ ...back, ...none, quantity: 3n }))).toThrow(
      OpenNotAllowedError,
    );
    expect(() => reduceSeriesBook(book, fill({ quantity: 1n, buyerMayOpen: false }))).toThrow(
      OpenNotAllowedError,
    );
    const paused = reduceSeriesBook(book, { type: 'pause', at: 7_200 }).state;
    expect(() => reduceSeriesBook(paused, fill({ ...back, ...none }))).not.toThrow();
    expect(() => reduceSeriesBook(paused, fill({ quantity: 1n }))).toThrow(OpeningPausedError);
  });

  test('the other side of a reduction passes its own check', () => {
    const funded = reduceSeriesBook(book, deposit('new', 100n, 7_200)).state;
    const exit = fill({ buyer: 'new', seller: 'long', sellerMayOpen: false });
    expect(() => reduceSeriesBook(funded, { ...exit, buyerMayOpen: false })).toThrow(OpenNotAllowedError);
    const { state } = reduceSeriesBook(funded, exit);
    expect(state.accounts.get('long')?.lots.size).toBe(0);
    expect(state.accounts.get('new')?.lots.get(0)).toBe(2n);
  });

  test('both sides of each second', () => {
    expect(opening(WINDOW - 1)).not.toThrow();
    expect(opening(WINDOW)).toThrow(DeadlinePassedError);
    expect(closing(EXPIRY - 1)).not.toThrow();
    expect(closing(EXPIRY)).toThrow(DeadlinePassedError);
    expect(settling(EXPIRY - 1)).toThrow(TooEarlyError);
    expect(settling(EXPIRY)).not.toThrow();
  });

  test('a pause neither moves the expiry nor holds settlement or withdrawal up', () => {
    const paused = reduceSeriesBook(book, { type: 'pause', at: 7_200 }).state;
    const { total } = play(paused, [
      withdraw('long', 60n),
      settle(100n),
      { type: 'payOut', at: EXPIRY, account: 'short' },
      { type: 'payOut', at: EXPIRY, account: 'long' },
    ]);
    expect(total).toEqual({ long: 100n, short: 100n, escrow: -200n });
  });

  test('collateral above the requirement can leave, not a wei more', () => {
    expect(() => reduceSeriesBook(book, withdraw('long', 60n))).not.toThrow();
    expect(() => reduceSeriesBook(book, withdraw('long', 61n))).toThrow(UncoveredPositionError);
  });

  test('settlement with a price of zero pays everybody; an empty book closes at once', () => {
    expect(settled(book, 0n).state.status).toBe('closed');
    expect(reduceSeriesBook(open(), settle(0n)).state.status).toBe('closed');
  });

  test('which product each side opens', () => {
    expect([collar, swap, call, put].map((series) => openingProduct(series, 'long'))).toEqual([
      'synthetic',
      'synthetic',
      'optionBuy',
      'optionBuy',
    ]);
    expect([collar, swap, call, put].map((series) => openingProduct(series, 'short'))).toEqual([
      'synthetic',
      'synthetic',
      'optionWrite',
      'optionWrite',
    ]);
  });
});

describe('errors', () => {
  const book = traded(100n, 100n);

  test('error: ForeignSeriesError', () => {
    for (const other of [
      swap,
      putOption({ market: 8, expiry: EXPIRY, strike: 1n }),
      putOption({ market: 7, expiry: EXPIRY + 3_600, strike: 1n }),
    ])
      expect(() => open([put, other])).toThrow(ForeignSeriesError);
    const ninth = indexSwap({ ...SCOPE, againstMarket: 9, spread: 0n, bound: 1n });
    expect(() => open([swap, ninth])).toThrow(ForeignSeriesError);
    const many = (count: number) =>
      Array.from({ length: count }, (_, i) => putOption({ ...SCOPE, strike: BigInt(i + 1) }));
    expect(() => open(many(64))).not.toThrow();
    expect(() => open(many(65))).toThrow(InvalidInputError);
  });

  test('error: TooManyLegsError at the seventeenth series', () => {
    const many = open(Array.from({ length: 17 }, (_, i) => putOption({ ...SCOPE, strike: BigInt(i + 1) })));
    const funded = play(many, [deposit('long', 10n), deposit('short', 10_000n)]).state;
    const sixteen = play(
      funded,
      Array.from({ length: 16 }, (_, series) => fill({ series })),
    ).state;
    expect(() => reduceSeriesBook(sixteen, fill({ series: 16 }))).toThrow(TooManyLegsError);
    expect(() => reduceSeriesBook(sixteen, fill({ series: 15 }))).not.toThrow();
  });

  test('error: WrongStatusError, UnknownAccountError, ClockRanBackError, DealClosedError', () => {
    expect(() => reduceSeriesBook(book, { type: 'payOut', at: 7_200, account: 'long' })).toThrow(
      WrongStatusError,
    );
    expect(() => reduceSeriesBook(book, withdraw('nobody', 1n))).toThrow(UnknownAccountError);
    expect(() => reduceSeriesBook(book, { type: 'pause', at: 7_199 })).toThrow(ClockRanBackError);
    const done = settled(book, 1n).state;
    expect(() => reduceSeriesBook(done, { type: 'payOut', at: EXPIRY, account: 'long' })).toThrow(
      DealClosedError,
    );
    const once = reduceSeriesBook(book, settle(1n)).state;
    expect(() => reduceSeriesBook(once, settle(2n))).toThrow(WrongStatusError);
    expect(() => reduceSeriesBook(once, deposit('long', 1n, EXPIRY))).toThrow(WrongStatusError);
  });

  test('error: InvalidInputError for malformed events, series and books', () => {
    const bad: unknown[] = [
      fill({ quantity: 0n }),
      fill({ quantity: -1n }),
      fill({ quantity: 2n ** 64n }),
      fill({ quantity: 1 as never }),
      fill({ seller: 'long' }),
      fill({ buyer: 'escrow' }),
      fill({ series: 3 }),
      fill({ series: 0.5 }),
      fill({ series: 1, premium: -1n }),
      fill({ buyerFee: -1n }),
      fill({ buyerMayOpen: 'yes' as never }),
      fill({ at: Number.NaN }),
      settle(-1n),
      { type: 'settle', at: EXPIRY, price: 1.5 },
      settle(1n, 1n),
      deposit('', 1n, 7_200),
      deposit('long', 0n, 7_200),
      { type: 'liquidate', at: 7_200 },
      null,
    ];
    for (const event of bad) expect(() => reduceSeriesBook(book, event as never)).toThrow(InvalidInputError);
    expect(() => reduceSeriesBook(traded(80n, 80n, {}, open([swap])), settle(1n))).toThrow(InvalidInputError);
    const start = { series: MARKET, openingEnds: WINDOW, marginMultiplierBps: 10_000, at: 3_600 };
    for (const change of [
      { series: [] },
      { series: 7 },
      { openingEnds: WINDOW + 1 },
      { openingEnds: EXPIRY },
      { marginMultiplierBps: 9_999 },
      { marginMultiplierBps: 12_501 },
      { at: WINDOW },
    ])
      expect(() => openSeriesBook({ ...start, ...change } as never)).toThrow(InvalidInputError);
    const series: (() => unknown)[] = [
      () => collaredSynthetic({ ...SCOPE, price: 79n, floor: 80n, cap: 130n }),
      () => collaredSynthetic({ ...SCOPE, price: 80n, floor: 80n, cap: 79n }),
      () => callOption({ ...SCOPE, strike: 100n, cap: 99n }),
      () => putOption({ ...SCOPE, strike: 0n }),
      () => putOption({ ...SCOPE, strike: 100 as never }),
      () => putOption({ market: 7, expiry: 3_601, strike: 1n }),
      () => putOption({ market: 65_536, expiry: 3_600, strike: 1n }),
      () => indexSwap({ ...SCOPE, againstMarket: 7, spread: 0n, bound: 1n }),
      () => indexSwap({ ...SCOPE, againstMarket: 8, spread: 0n, bound: 0n }),
      () => lotPayoff({ kind: 'future' } as never, at(1n)),
    ];
    for (const lots of [new Map([[3, 1n]]), new Map([[-1, 1n]]), new Map([[0, 1.5]])])
      expect(() => accountRequirement(book, lots as never)).toThrow(InvalidInputError);
    for (const construct of series) expect(construct).toThrow(InvalidInputError);
  });
});

const NAMES = ['ann', 'ben', 'cat', 'broker'] as const;
function candidate(book: SeriesBook, at: number, { event, amount }: Draw): SeriesEvent {
  const buyer = NAMES[amount % 4]!;
  const seller = NAMES[(amount + 1 + (event % 3)) % 4]!;
  const series = amount % book.series.length;
  const wei = BigInt(1 + amount);
  const some = fill({
    at,
    buyer,
    seller,
    series,
    quantity: 1n + (wei % 4n),
    premium: wei % 9n,
    buyerFee: wei % 2n,
  });
  const events: SeriesEvent[] = [
    deposit(buyer, wei, at),
    some,
    { ...some, premium: -(wei % 3n) as Wad },
    { ...some, buyerMayOpen: false, sellerMayOpen: amount % 5 > 0 },
    withdraw(seller, wei % 90n, at),
    { type: amount % 2 === 0 ? 'pause' : 'resume', at },
    amount % 4 === 0 ? settle(wei % 200n, undefined, at) : { ...some, at },
    { type: 'payOut', at, account: buyer },
  ];
  return events[event % events.length]!;
}

test(
  'random events: money conserved, lots sum to zero, everybody covered, never stuck, settled by strangers',
  () => {
    let trades = 0;
    const reached = new Set<string>();
    fc.assert(
      fc.property(draws, fc.constantFrom(open(), open(MARKET, 12_500), open([swap])), (sequence, book) => {
        const isSwap = book.series.length === 1;
        const funded = play(
          book,
          NAMES.map((name) => deposit(name, 400n)),
        );
        const { state } = walk<SeriesBook, SeriesEvent>(
          {
            opened: {
              state: funded.state,
              transfers: NAMES.map((from) => ({ from, to: 'escrow', amount: 400n as Wad })),
            },
            reduce: reduceSeriesBook,
            held: seriesHeld,
            pots: (s) => [...s.accounts.values()].map((account) => account.collateral),
            terminal: SERIES_TERMINAL,
            opens: (_, event) => event.type === 'trade',
            boundaries: (s) => (s.clock.last < WINDOW ? [WINDOW] : [EXPIRY]),
            candidate: (s, at, draw) => {
              const event = candidate(s, at, draw);
              return isSwap && event.type === 'settle'
                ? { ...event, againstPrice: BigInt(draw.time % 200) as Wad }
                : event;
            },
            exits: (s, at) => [
              settle(117n, isSwap ? 100n : undefined, at),
              ...[...s.accounts.keys()].map((account): SeriesEvent => ({ type: 'payOut', at, account })),
            ],
            invariant: (s) => {
              for (const index of s.series.keys()) {
                const lots = [...s.accounts.values()].map((account) => account.lots.get(index) ?? 0n);
                if (s.settlement === null) expect(lots.reduce((sum, each) => sum + each, 0n)).toBe(0n);
                trades += lots.some((each) => each !== 0n) ? 1 : 0;
              }
              if (s.settlement === null)
                for (const account of s.accounts.values())
                  expect(account.collateral >= accountRequirement(s, account.lots)).toBe(true);
            },
          },
          sequence,
        );
        reached.add(state.status);
      }),
      walkSettings(300),
    );
    expect(trades).toBeGreaterThan(1_000);
    expect([...reached]).toEqual(['closed']);
  },
  WALK_TIMEOUT,
);
