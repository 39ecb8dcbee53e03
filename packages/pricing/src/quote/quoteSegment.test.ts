import { fc } from '@fast-check/vitest';
import { runs } from '@phasegate/testing';
import { expect, test } from 'vitest';
import { freshnessCurve } from '../freshness/freshnessCurve.ts';
import { packKnots } from '../freshness/freshnessTable.ts';
import { knotsArbitrary } from '../freshness/knots.test.support.ts';
import { toReference } from '../reference/decimal.ts';
import { referenceFreshness } from '../reference/referenceFactors.ts';
import { referenceQuote } from '../reference/referenceQuote.ts';
import { InvalidCurveError } from '../refusals/invalidCurveError.ts';
import { SegmentExpiredError } from '../refusals/spotRefusals.ts';
import { MarginTooHighError } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import { parseWad } from '../units/parseWad.ts';
import { type Bps, WAD, type Wad } from '../units/units.ts';
import { decayAsk } from './decayAsk.ts';
import { SegmentNotIssuedError } from './errors.ts';
import { type QuoteInput, quoteSegment } from './quoteSegment.ts';
import { splitAsk } from './splitAsk.ts';

const WEEK = 604_800;
const input: QuoteInput = {
  baseValue: parseWad('70'),
  curve: freshnessCurve({ family: 'linear' }),
  issuedAt: 1_000_000,
  windowSeconds: WEEK,
  demand: WAD,
  scarcity: WAD,
  marginBps: 3_000 as Bps,
  now: 1_000_000,
  quoteLifetimeSeconds: 60,
};

test('default: a fresh segment at neutral factors', () => {
  expect(quoteSegment(input)).toEqual({
    price: parseWad('70'),
    freshAsk: 82_352_941_176_470_588_236n,
    ask: 82_352_941_176_470_588_236n,
    bid: 57_647_058_823_529_411_765n,
    marginBps: 3_000,
    validUntil: 1_000_060,
    explanation: {
      baseValue: parseWad('70'),
      freshness: WAD,
      demand: WAD,
      scarcity: WAD,
      ageSeconds: 0,
      windowSeconds: WEEK,
    },
  });
});

test('behavior: all four factors multiply, worked by hand', () => {
  // 85 x 2 x 0.75 = 127.5; at 30 % the fresh ask is 127.5 x 2 / 1.7 = 150; on a flat curve nothing decays.
  const quote = quoteSegment({
    ...input,
    baseValue: parseWad('85'),
    demand: parseWad('2'),
    scarcity: parseWad('0.75'),
    curve: 2n ** 256n - 1n,
    now: input.issuedAt + WEEK - 1,
  });
  expect([quote.price, quote.freshAsk, quote.ask, quote.bid]).toEqual(
    ['127.5', '150', '150', '105'].map((text) => parseWad(text)),
  );
});

test('behavior: at no margin ask, bid and price meet', () => {
  const quote = quoteSegment({ ...input, marginBps: 0 as Bps });
  expect(quote.ask).toBe(quote.bid);
  expect(quote.ask).toBe(quote.price);
});

test('behavior: a quote ends with its lifetime or with the window, whichever is first', () => {
  const end = input.issuedAt + WEEK;
  expect(quoteSegment({ ...input, now: end - 61 }).validUntil).toBe(end - 1);
  expect(quoteSegment({ ...input, now: end - 60 }).validUntil).toBe(end);
  expect(quoteSegment({ ...input, now: end - 59 }).validUntil).toBe(end);
  expect(quoteSegment({ ...input, now: end - 1 }).validUntil).toBe(end);
});

test('behavior: nothing costs nothing', () => {
  const quote = quoteSegment({ ...input, baseValue: 0n as Wad });
  expect([quote.price, quote.freshAsk, quote.ask, quote.bid]).toEqual([0n, 0n, 0n, 0n]);
});

const anyQuote = fc.record({
  baseValue: fc.oneof(
    fc.constantFrom(0n, 1n, WAD - 1n, WAD, WAD + 1n),
    fc.bigInt({ min: 0n, max: 10n ** 26n }),
  ),
  knots: knotsArbitrary,
  demand: fc.bigInt({ min: 1n, max: 10n * WAD }),
  scarcity: fc.bigInt({ min: 1n, max: 10n * WAD }),
  marginBps: fc.integer({ min: 0, max: 5_000 }),
  windowSeconds: fc.integer({ min: 2, max: 2 ** 24 }),
  seed: fc.nat(),
});

test('the quote is the reference within its roundings: asks above by less than 2 wei + 1e-18, bids and price below', () => {
  fc.assert(
    fc.property(anyQuote, ({ baseValue, knots, demand, scarcity, marginBps, windowSeconds, seed }) => {
      const age = seed % windowSeconds;
      const quote = quoteSegment({
        ...input,
        baseValue: baseValue as Wad,
        curve: packKnots(knots),
        demand: demand as Wad,
        scarcity: scarcity as Wad,
        marginBps: marginBps as Bps,
        windowSeconds,
        now: input.issuedAt + age,
      });
      const reference = referenceQuote({
        baseValue: toReference(baseValue),
        freshness: referenceFreshness(knots, age, windowSeconds),
        demand: toReference(demand),
        scarcity: toReference(scarcity),
        marginBps,
      });
      const wei = (amount: 'price' | 'freshAsk' | 'ask' | 'bid'): number =>
        toReference(quote[amount]).minus(reference[amount]).times('1e18').toNumber();
      // The multiplier is rounded up by less than 1e-18, which is worth up to 1e-18 of the fresh ask.
      const ofFreshness = reference.freshAsk.toNumber();
      const digits = 1e-15 + ofFreshness * 1e-18;
      expect(wei('freshAsk')).toBeGreaterThanOrEqual(-digits);
      expect(wei('freshAsk')).toBeLessThan(1 + digits);
      expect(wei('ask')).toBeGreaterThanOrEqual(-digits);
      expect(wei('ask')).toBeLessThan(2 + ofFreshness + digits);
      expect(wei('bid')).toBeGreaterThan(-1 - digits);
      expect(wei('bid')).toBeLessThan(2 + ofFreshness + digits);
      expect(wei('price')).toBeGreaterThan(-1 - digits);
      expect(wei('price')).toBeLessThan(ofFreshness + digits);
    }),
    { numRuns: runs(300) },
  );
});

test('the ask is the fresh ask decayed as on chain, the bid its payout, and bid <= price <= ask up to their roundings', () => {
  fc.assert(
    fc.property(anyQuote, ({ baseValue, knots, demand, scarcity, marginBps, windowSeconds, seed }) => {
      const quote = quoteSegment({
        ...input,
        baseValue: baseValue as Wad,
        curve: packKnots(knots),
        demand: demand as Wad,
        scarcity: scarcity as Wad,
        marginBps: marginBps as Bps,
        windowSeconds,
        now: input.issuedAt + (seed % windowSeconds),
      });
      expect(quote.ask).toBe(decayAsk(quote.freshAsk, quote.explanation.freshness));
      expect(quote.bid).toBe(splitAsk(quote.ask, marginBps as Bps).payout);
      // Two roundings up of the ask, one down of the price, and the multiplier's 1e-18 of the fresh ask.
      expect(quote.price <= quote.ask && quote.bid <= quote.price + 3n + quote.freshAsk / WAD).toBe(true);
    }),
    { numRuns: runs(300) },
  );
});

test('ask, bid and price never rise with age', () => {
  fc.assert(
    fc.property(knotsArbitrary, fc.integer({ min: 0, max: WEEK - 2 }), (knots, age) => {
      const [now, later] = [age, age + 1].map((a) =>
        quoteSegment({ ...input, curve: packKnots(knots), now: input.issuedAt + a }),
      );
      for (const amount of ['ask', 'bid', 'price'] as const)
        expect(later![amount] <= now![amount]).toBe(true);
    }),
    { numRuns: runs(200) },
  );
});

test('error: SegmentExpiredError from the end of the window on', () => {
  expect(() => quoteSegment({ ...input, now: input.issuedAt + WEEK })).toThrow(SegmentExpiredError);
  expect(() => quoteSegment({ ...input, now: input.issuedAt + WEEK + 1 })).toThrow(SegmentExpiredError);
});

test('error: SegmentNotIssuedError before the issue', () => {
  expect(() => quoteSegment({ ...input, now: input.issuedAt - 1 })).toThrow(SegmentNotIssuedError);
});

test('error: MarginTooHighError above 5000', () => {
  expect(() => quoteSegment({ ...input, marginBps: 5_001 as Bps })).toThrow(MarginTooHighError);
});

test('error: InvalidCurveError for a word that is no curve', () => {
  expect(() => quoteSegment({ ...input, curve: 1n })).toThrow(InvalidCurveError);
});

const badNumbers = [Number.NaN, Number.POSITIVE_INFINITY, -1, 0.5, '5', undefined, null];
const fields = ['issuedAt', 'now', 'windowSeconds', 'quoteLifetimeSeconds', 'marginBps'] as const;
test.each(fields)('error: InvalidInputError for a malformed %s', (field) => {
  for (const value of [...badNumbers, 1n]) {
    expect(() => quoteSegment({ ...input, [field]: value })).toThrow(InvalidInputError);
  }
});
test.each(['baseValue', 'demand', 'scarcity'] as const)(
  'error: InvalidInputError for a malformed %s',
  (field) => {
    for (const value of [...badNumbers, 1, -1n, 2n ** 128n]) {
      expect(() => quoteSegment({ ...input, [field]: value })).toThrow(InvalidInputError);
    }
  },
);
test.each(['windowSeconds', 'quoteLifetimeSeconds'] as const)(
  'error: InvalidInputError for a %s of 0',
  (field) => {
    expect(() => quoteSegment({ ...input, [field]: 0 })).toThrow(InvalidInputError);
  },
);
