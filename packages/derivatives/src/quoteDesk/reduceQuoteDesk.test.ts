import { InvalidInputError, type PhasegateError, type Wad } from '@phasegate/pricing/units';
import { describe, expect, test } from 'vitest';
import { clearingAccountOf } from '../clearing/accounts.ts';
import { reduceClearing } from '../clearing/reduceClearing.ts';
import { findSeries } from '../clearing/seriesLookup.ts';
import { EXPIRY, marketsAt, NOW, pat, play, swap } from '../clearing/world.testing.ts';
import {
  DeadlineTooFarError,
  FillTooSmallError,
  IndexOutOfBandError,
  InvalidSignatureError,
  NoIndexError,
  NotTakerError,
  QuoteCancelledError,
  QuoteExpiredError,
  QuoteFilledError,
} from './errors.ts';
import { ANY_INDEX, MAX_RFQ_LIFETIME, type RfqQuote } from './quote.ts';
import { lotsLeft, quoteDeskState } from './quoteDeskState.ts';
import { fillOf, hashOf, LISTED, named, quoteOf } from './quotes.testing.ts';
import { type QuoteDeskEvent, reduceQuoteDesk } from './reduceQuoteDesk.ts';

const DESK = quoteDeskState('desk');
const { markets } = LISTED;
const refusing =
  (event: QuoteDeskEvent, state = DESK, at = markets) =>
  () =>
    reduceQuoteDesk(state, event, at);
const after = (...events: readonly QuoteDeskEvent[]) =>
  events.reduce((state, event) => reduceQuoteDesk(state, event, markets).state, DESK);
const cancel = (nonce: bigint, caller = 'ann'): QuoteDeskEvent => ({
  type: 'cancel',
  at: NOW,
  caller,
  wordPosition: nonce >> 8n,
  mask: 1n << (nonce & 255n),
});

describe('default: from a quote to a position', () => {
  test('a part of a quote is a fill of the clearing house, at its price', () => {
    const { state, fill } = reduceQuoteDesk(DESK, fillOf(quoteOf(), 4n), markets);
    expect(fill).toEqual({
      type: 'fill',
      at: NOW,
      matcher: 'desk',
      maker: 'ann',
      taker: 'ben',
      takerBuys: true,
      seriesId: quoteOf().seriesId,
      lots: 4n,
      premium: pat(64),
    });
    expect(lotsLeft(state, quoteOf(), hashOf(quoteOf()))).toBe(6n);
    const { state: cleared } = reduceClearing(LISTED.state, fill!, LISTED);
    expect(clearingAccountOf(cleared, 'ben').balance).toBe(pat(100_000 - 64));
    expect(clearingAccountOf(cleared, 'ann').balance).toBe(pat(100_000 + 64));
  });

  test('a premium below zero is what the seller pays', () => {
    const quote = quoteOf({ premiumPerLot: pat(-3), takerBuys: false });
    const { fill } = reduceQuoteDesk(DESK, fillOf(quote, 3n), markets);
    expect(fill).toMatchObject({ premium: pat(-9), takerBuys: false });
    const traded = play(LISTED, [fill!]);
    // ben sells, and pays.
    expect(clearingAccountOf(traded.state, 'ben').balance).toBe(pat(100_000 - 9));
  });
});

describe('behavior: a quote is filled up to its lots, whoever sends it how often', () => {
  test('in parts of at least the minimum, and the rest whole', () => {
    const quote = quoteOf();
    expect(refusing(fillOf(quote, 2n))).toThrow(FillTooSmallError);
    expect(refusing(fillOf(quote, 0n))).toThrow(FillTooSmallError);
    expect(refusing(fillOf(quote, 11n))).toThrow(new QuoteFilledError(11n, 10n));
    const most = after(fillOf(quote, 4n), fillOf(quote, 4n, { caller: 'fund' }));
    expect(refusing(fillOf(quote, 1n), most)).toThrow(new FillTooSmallError(1n, 2n));
    expect(refusing(fillOf(quote, 3n), most)).toThrow(new QuoteFilledError(3n, 2n));
    const all = after(fillOf(quote, 4n), fillOf(quote, 4n), fillOf(quote, 2n));
    expect(lotsLeft(all, quote, hashOf(quote))).toBe(0n);
    expect(refusing(fillOf(quote, 1n), all)).toThrow(new QuoteFilledError(1n, 0n));
  });

  test('a quote that differs in one field only is another quote', () => {
    const all = after(fillOf(quoteOf(), 10n));
    expect(refusing(fillOf(quoteOf({ nonce: 8n }), 10n), all)).not.toThrow();
    expect(refusing(fillOf(quoteOf({ deadline: NOW + 61 }), 10n), all)).not.toThrow();
  });
});

describe('behavior: cancellation', () => {
  test('ends what is left of every quote of the nonce, and of no other nonce or maker', () => {
    const cancelled = after(fillOf(quoteOf(), 4n), cancel(7n), cancel(300n));
    expect(refusing(fillOf(quoteOf(), 6n), cancelled)).toThrow(new QuoteCancelledError('ann', 7n));
    expect(lotsLeft(cancelled, quoteOf(), hashOf(quoteOf()))).toBe(0n);
    expect(refusing(fillOf(quoteOf({ lots: 5n }), 5n), cancelled)).toThrow(QuoteCancelledError);
    expect(refusing(fillOf(quoteOf({ nonce: 300n }), 6n), cancelled)).toThrow(QuoteCancelledError);
    for (const nonce of [6n, 8n, 44n, 263n, 7n + (1n << 255n)])
      expect(refusing(fillOf(quoteOf({ nonce }), 6n), cancelled), `${nonce}`).not.toThrow();
    expect(refusing(fillOf(quoteOf({ maker: named('fund') }), 6n), cancelled)).not.toThrow();
  });

  test('a mask takes many at once, and never gives one back', () => {
    const every: QuoteDeskEvent = { ...cancel(0n), mask: 2n ** 256n - 1n } as QuoteDeskEvent;
    const cancelled = after(every, cancel(3n));
    for (const nonce of [0n, 7n, 255n])
      expect(refusing(fillOf(quoteOf({ nonce }), 6n), cancelled)).toThrow(QuoteCancelledError);
    expect(refusing(fillOf(quoteOf({ nonce: 256n }), 6n), cancelled)).not.toThrow();
  });
});

describe('behavior: deadline, taker, signature', () => {
  test('to the second: at the deadline, and not later; five minutes ahead, and not more', () => {
    const quote = quoteOf();
    expect(refusing(fillOf(quote, 4n, { at: NOW + 60 }))).not.toThrow();
    expect(refusing(fillOf(quote, 4n, { at: NOW + 61 }))).toThrow(new QuoteExpiredError(NOW + 60, NOW + 61));
    const long = quoteOf({ deadline: NOW + MAX_RFQ_LIFETIME });
    expect(refusing(fillOf(long, 4n))).not.toThrow();
    expect(refusing(fillOf(long, 4n, { at: NOW - 1 }))).toThrow(
      new DeadlineTooFarError(NOW + 300, NOW + 299),
    );
  });

  test("another's quote is refused, one's own and anybody's are filled", () => {
    const quote = quoteOf({ taker: named('fund') });
    expect(refusing(fillOf(quote, 4n))).toThrow(new NotTakerError('ben', 'fund'));
    expect(refusing(fillOf(quote, 4n, { caller: 'fund' }))).not.toThrow();
  });

  test('what the maker has not signed is refused', () => {
    expect(refusing(fillOf(quoteOf(), 4n, { isSigned: false }))).toThrow(InvalidSignatureError);
  });
});

describe('behavior: the index band', () => {
  test('both ends belong to it, and the trades of this hour and the last count', () => {
    const band = (indexLow: bigint, indexHigh: bigint): RfqQuote =>
      quoteOf({ indexLow: indexLow as Wad, indexHigh: indexHigh as Wad });
    const index = pat(117);
    expect(refusing(fillOf(band(index, index), 4n))).not.toThrow();
    expect(refusing(fillOf(band(index + 1n, index + 1n), 4n))).toThrow(
      new IndexOutOfBandError({ index, low: (index + 1n) as Wad, high: (index + 1n) as Wad }),
    );
    expect(refusing(fillOf(band(0n, index - 1n), 4n))).toThrow(IndexOutOfBandError);
    const ring = new Map(markets.get(7)!.ring);
    const hour = NOW / 3_600;
    const bucket = (at: number, price: number) => ({
      hour: at,
      trades: 1,
      sumAsk: pat(price),
      sumWeight: 10n ** 22n,
    });
    ring.set((hour - 1) % 1_024, bucket(hour - 1, 100));
    ring.set(hour % 1_024, bucket(hour, 110));
    const moved = new Map(markets).set(7, { ...markets.get(7)!, ring });
    expect(refusing(fillOf(band(pat(105), pat(105)), 4n), DESK, moved)).not.toThrow();
    ring.delete(hour % 1_024);
    expect(refusing(fillOf(band(pat(100), pat(100)), 4n), DESK, moved)).not.toThrow();
    ring.set((hour - 2) % 1_024, bucket(hour - 2, 100));
    ring.delete((hour - 1) % 1_024);
    expect(refusing(fillOf(band(pat(100), pat(100)), 4n), DESK, moved)).toThrow(new NoIndexError(7));
  });

  test("a swap's is the difference of both, of either sign, and needs both", () => {
    const seriesId = findSeries(LISTED.state, swap)!;
    const quote = quoteOf({ seriesId, indexLow: pat(17), indexHigh: pat(17) });
    expect(refusing(fillOf(quote, 4n))).not.toThrow();
    const below = marketsAt([90, 100]);
    const negative = quoteOf({ seriesId, indexLow: pat(-10), indexHigh: pat(-10) });
    expect(refusing(fillOf(negative, 4n), DESK, below)).not.toThrow();
    const half = new Map(markets).set(8, { ...markets.get(8)!, ring: new Map() });
    expect(refusing(fillOf(quote, 4n), DESK, half)).toThrow(new NoIndexError(8));
  });

  test('the whole range asks no index', () => {
    const none = new Map(markets).set(7, { ...markets.get(7)!, ring: new Map() });
    expect(refusing(fillOf(quoteOf(ANY_INDEX), 4n), DESK, none)).not.toThrow();
    const almost = { ...ANY_INDEX, indexHigh: (ANY_INDEX.indexHigh - 1n) as Wad };
    expect(refusing(fillOf(quoteOf(almost), 4n), DESK, none)).toThrow(NoIndexError);
  });
});

test('behavior: of several reasons the first of the order is named', () => {
  const wrong = quoteOf({ taker: named('fund'), lots: 0n, indexLow: pat(1), indexHigh: pat(1), nonce: 9n });
  const state = after(cancel(9n));
  const events: readonly [Partial<RfqQuote>, object, new (...facts: never[]) => PhasegateError][] = [
    [{ deadline: NOW - 1 }, {}, QuoteExpiredError],
    [{ deadline: NOW + 301 }, {}, DeadlineTooFarError],
    [{}, {}, NotTakerError],
    [{}, { caller: 'fund' }, QuoteCancelledError],
    [{ nonce: 8n }, { caller: 'fund' }, QuoteFilledError],
    [{ nonce: 8n, lots: 9n }, { caller: 'fund' }, InvalidSignatureError],
    [{ nonce: 8n, lots: 9n }, { caller: 'fund', isSigned: true }, IndexOutOfBandError],
  ];
  for (const [change, more, error] of events)
    expect(refusing({ ...fillOf({ ...wrong, ...change }, 4n), isSigned: false, ...more }, state)).toThrow(
      error,
    );
});

test('error: InvalidInputError for what the chain can not read', () => {
  const wrong: readonly unknown[] = [
    { ...fillOf(quoteOf(), 4n), at: 1.5 },
    { ...fillOf(quoteOf(), 4n), caller: '' },
    { ...fillOf(quoteOf(), 4n), isSigned: 1 },
    { ...fillOf(quoteOf(), 4n), lots: 2n ** 64n },
    fillOf({ ...quoteOf(), premiumPerLot: (2n ** 79n) as Wad }, 4n),
    fillOf({ ...quoteOf(), typo: 1 } as RfqQuote, 4n),
    fillOf(quoteOf({ seriesId: (BigInt(EXPIRY) << 48n) | (9n << 32n) | (9n << 16n) }), 4n),
    { ...cancel(1n), mask: -1n },
    { ...cancel(1n), wordPosition: 2n ** 248n },
    { type: 'pause', at: NOW, caller: 'ann' },
  ];
  for (const event of wrong) expect(refusing(event as QuoteDeskEvent)).toThrow(InvalidInputError);
});
