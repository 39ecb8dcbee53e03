import { InvalidInputError, type Wad } from '@phasegate/pricing/units';
import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { CapBelowStrikeError } from './errors.ts';
import { lotRequirement } from './lotRequirement.ts';
import { seriesDelta } from './seriesDelta.ts';
import { seriesPayoff } from './seriesPayoff.ts';
import type { SeriesTerms } from './seriesTerms.ts';
import { worstCaseMargin } from './worstCaseMargin.ts';

const wad = (amount: bigint): Wad => amount as Wad;

const amount = fc.bigInt({ min: 0n, max: 40n });
const anyTerms: fc.Arbitrary<SeriesTerms> = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), strike: amount }),
  fc
    .tuple(amount, amount)
    .map(([strike, width]): SeriesTerms => ({ kind: 'call', strike, cap: strike + width })),
  fc
    .tuple(amount, amount, amount)
    .map(([price, floor, width]): SeriesTerms => ({ kind: 'collar', price, floor, cap: floor + width })),
  fc.record({
    kind: fc.constant('indexSwap' as const),
    spread: fc.bigInt({ min: -40n, max: 40n }),
    bound: amount,
  }),
);

test.each<readonly [SeriesTerms, bigint, bigint]>([
  [{ kind: 'call', strike: 100n, cap: 150n }, 99n, 0n],
  [{ kind: 'call', strike: 100n, cap: 150n }, 130n, 30n],
  [{ kind: 'call', strike: 100n, cap: 150n }, 151n, 50n],
  [{ kind: 'put', strike: 100n }, 0n, 100n],
  [{ kind: 'put', strike: 100n }, 101n, 0n],
  [{ kind: 'collar', price: 100n, floor: 80n, cap: 130n }, 0n, -20n],
  [{ kind: 'collar', price: 100n, floor: 80n, cap: 130n }, 131n, 30n],
  [{ kind: 'indexSwap', spread: -5n, bound: 40n }, 10n, 15n],
  [{ kind: 'indexSwap', spread: -5n, bound: 40n }, -100n, -40n],
])('default: %o settled at %s pays %s', (terms, settlement, paid) => {
  expect(seriesPayoff(terms, wad(settlement))).toBe(paid);
});

test('behavior: a series of no width pays nothing, whatever settles', () => {
  for (const settlement of [0n, 9n, 10n, 11n, 2n ** 200n].map(wad)) {
    expect(seriesPayoff({ kind: 'call', strike: 10n, cap: 10n }, settlement)).toBe(0n);
    expect(seriesPayoff({ kind: 'collar', price: 10n, floor: 10n, cap: 10n }, settlement)).toBe(0n);
    expect(seriesPayoff({ kind: 'indexSwap', spread: 3n, bound: 0n }, settlement)).toBe(0n);
  }
});

test('the delta is the change of the payoff over the next wei, and all four kinds are seen on and off their slope', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(anyTerms, amount.map(wad), (terms, settlement) => {
      const delta = seriesDelta(terms, settlement);
      expect(delta).toBe(seriesPayoff(terms, wad(settlement + 1n)) - seriesPayoff(terms, settlement));
      seen.add(`${terms.kind} ${delta}`);
    }),
    { numRuns: Math.max(300, runs(300)) },
  );
  expect([...seen].sort()).toEqual([
    'call 0',
    'call 1',
    'collar 0',
    'collar 1',
    'indexSwap 0',
    'indexSwap 1',
    'put -1',
    'put 0',
  ]);
});

test('what a lot needs alone is its worst case on either side, and no settlement costs more', () => {
  fc.assert(
    fc.property(anyTerms, fc.bigInt({ min: 0n, max: 100n }).map(wad), (terms, settlement) => {
      for (const [side, sign] of [
        ['long', 1n],
        ['short', -1n],
      ] as const) {
        const required = lotRequirement(terms, side);
        if (terms.kind === 'indexSwap') expect(required).toBe(terms.bound);
        else expect(required).toBe(worstCaseMargin([{ ...terms, quantity: sign }]));
        expect(required >= -sign * seriesPayoff(terms, settlement)).toBe(true);
      }
    }),
    { numRuns: runs(300) },
  );
});

test('error: CapBelowStrikeError, InvalidInputError', () => {
  expect(() => seriesPayoff({ kind: 'call', strike: 10n, cap: 9n }, wad(1n))).toThrow(CapBelowStrikeError);
  expect(() => seriesDelta({ kind: 'collar', price: 1n, floor: 10n, cap: 9n }, wad(1n))).toThrow(
    CapBelowStrikeError,
  );
  expect(() => seriesPayoff({ kind: 'put', strike: 1n }, wad(-1n))).toThrow(InvalidInputError);
  expect(() => seriesDelta({ kind: 'put', strike: 1n }, 0.5 as never)).toThrow(InvalidInputError);
  expect(() => seriesPayoff({ kind: 'indexSwap', spread: 1n, bound: -1n }, wad(1n))).toThrow(
    InvalidInputError,
  );
  expect(() => lotRequirement({ kind: 'future' } as never, 'long')).toThrow(InvalidInputError);
  expect(() => lotRequirement({ kind: 'put', strike: 1n }, 'both' as never)).toThrow(InvalidInputError);
  expect(() => lotRequirement(undefined as never, 'long')).toThrow(InvalidInputError);
});
