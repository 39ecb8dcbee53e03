import { type Bps, InvalidInputError, type Wad } from '@phasegate/pricing/units';
import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SeriesLeg } from '../series/seriesTerms.ts';
import { worstCaseMargin } from '../series/worstCaseMargin.ts';
import type { Book, BookPosition } from './book.ts';
import { stressBook } from './stressBook.ts';
import { stressScenarios } from './stressScenarios.ts';

const wad = (amount: bigint): Wad => amount as Wad;

const put: SeriesLeg = { kind: 'put', strike: 100n, quantity: 1n };
const market = { market: 7, price: wad(100n), fallbackPrice: wad(90n), bandBps: 1_000 as Bps };
function position(participant: string, instrument: BookPosition['instrument']): BookPosition {
  return { participant, market: 7, expiry: 3_600, instrument };
}
const book: Book = {
  markets: [market],
  positions: [
    position('writer', { ...put, quantity: -2n }),
    position('holder', { ...put, quantity: 2n }),
    position('buyer', { kind: 'forward', price: wad(95n), quantity: 3n }),
    position('seller', { kind: 'forward', price: wad(95n), quantity: -3n }),
  ],
  collateral: { writer: wad(20n), buyer: wad(10n) },
};

test('default: demand halves, puts pay 50 a lot, forwards at 95 lose 45', () => {
  const [collapse] = stressBook(book);
  expect(collapse!.settlementPrices).toEqual({ 7: 50n });
  expect(collapse!.profit).toBe(0n);
  expect(collapse!.participants).toEqual([
    { participant: 'buyer', profit: -150n, owed: 135n, uncovered: 125n },
    { participant: 'writer', profit: -100n, owed: 100n, uncovered: 80n },
    { participant: 'holder', profit: 100n, owed: 0n, uncovered: 0n },
    { participant: 'seller', profit: 150n, owed: 0n, uncovered: 0n },
  ]);
  expect(collapse!.shortfall).toBe(125n);
});

test('behavior: each scenario of the library settles where it says', () => {
  const prices = stressBook(book).map(({ scenario, settlementPrices }) => [
    scenario.name,
    settlementPrices[7],
  ]);
  expect(prices).toEqual([
    ['demandCollapse', 50n],
    ['supplyFlood', 60n],
    ['demandSpike', 300n],
    ['indexOutage', 90n],
    ['freshnessRegimeChange', 60n],
    ['institutionDefault', 60n],
    ['manipulationUp', 110n],
    ['manipulationDown', 90n],
  ]);
});

test('behavior: the shortfall is that of as many defaulters as the scenario names', () => {
  const result = stressBook(book).find(({ scenario }) => scenario.name === 'institutionDefault')!;
  // At 60: buyer owes 105 less 10, writer 80 less 20.
  expect(result.shortfall).toBe(95n + 60n);
});

test('a book with both sides of every trade neither gains nor loses, and worst-case margin covers every scenario', () => {
  const lots = fc.bigInt({ min: -9n, max: 9n });
  const legs = fc.array(
    fc.oneof(
      lots.map((quantity): SeriesLeg => ({ kind: 'put', strike: 80n, quantity })),
      lots.map((quantity): SeriesLeg => ({ kind: 'call', strike: 90n, cap: 250n, quantity })),
      lots.map((quantity): SeriesLeg => ({ kind: 'collar', price: 100n, floor: 30n, cap: 170n, quantity })),
    ),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(legs, (ours) => {
      const theirs = ours.map((leg) => ({ ...leg, quantity: -leg.quantity }));
      const results = stressBook({
        markets: [market],
        positions: [...ours.map((leg) => position('a', leg)), ...theirs.map((leg) => position('b', leg))],
        collateral: { a: worstCaseMargin(ours), b: worstCaseMargin(theirs) },
      });
      for (const result of results) {
        expect(result.profit).toBe(0n);
        expect(result.shortfall).toBe(0n);
      }
    }),
    { numRuns: runs(60) },
  );
});

test('error: InvalidInputError', () => {
  expect(() => stressBook(book, [])).toThrow(InvalidInputError);
  expect(() => stressBook({ ...book, markets: [] })).toThrow(InvalidInputError);
  expect(() => stressBook({ ...book, markets: [market, market] })).toThrow(InvalidInputError);
  expect(() => stressBook({ ...book, collateral: { a: wad(-1n) } })).toThrow(InvalidInputError);
  expect(() =>
    stressBook({ ...book, positions: [position('a', { kind: 'swap' } as unknown as SeriesLeg)] }),
  ).toThrow(InvalidInputError);
  expect(() =>
    stressBook({ ...book, positions: [position('a', undefined as unknown as SeriesLeg)] }),
  ).toThrow(InvalidInputError);
  expect(() => stressBook(book, [{ ...stressScenarios[0]!, demandBps: 0.5 as Bps }])).toThrow(
    InvalidInputError,
  );
  expect(() => stressBook(book, [{ ...stressScenarios[0]!, settlement: 'none' as 'index' }])).toThrow(
    InvalidInputError,
  );
});
