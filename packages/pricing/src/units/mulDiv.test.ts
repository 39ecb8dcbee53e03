import { fc } from '@fast-check/vitest';
import { runs } from '@phasegate/testing';
import { expect, test } from 'vitest';
import { InvalidInputError } from './errors.ts';
import { mulDivDown, mulDivUp } from './mulDiv.ts';
import { MAX_WAD, WAD } from './units.ts';

test('default: the two sides of an exact and an inexact quotient', () => {
  expect(mulDivDown(7n, 3n, 2n)).toBe(10n);
  expect(mulDivUp(7n, 3n, 2n)).toBe(11n);
  expect(mulDivUp(4n, 3n, 2n)).toBe(6n);
});

test.each([
  [0n, 0n, 0n],
  [1n, 0n, 1n],
  [WAD - 1n, WAD - 2n, WAD - 1n],
  [WAD, WAD - 1n, WAD - 1n],
  [WAD + 1n, WAD - 1n, WAD],
  [MAX_WAD, MAX_WAD - (MAX_WAD / WAD + 1n), MAX_WAD - MAX_WAD / WAD],
])('behavior: %d times (1 - 1e-18) is %d down and %d up', (a, down, up) => {
  expect(mulDivDown(a, WAD - 1n, WAD)).toBe(down);
  expect(mulDivUp(a, WAD - 1n, WAD)).toBe(up);
});

test('the product lies between down and up times the denominator, less than one denominator apart', () => {
  const amount = fc.bigInt({ min: 0n, max: MAX_WAD });
  fc.assert(
    fc.property(amount, amount, fc.bigInt({ min: 1n, max: MAX_WAD }), (a, b, d) => {
      const [down, up] = [mulDivDown(a, b, d), mulDivUp(a, b, d)];
      expect(down * d <= a * b && a * b - down * d < d).toBe(true);
      expect(up * d >= a * b && up * d - a * b < d).toBe(true);
    }),
    { numRuns: runs(500) },
  );
});

test.each([
  [-1n, 1n, 1n],
  [1n, -1n, 1n],
  [1n, 1n, 0n],
  [1n, 1n, -2n],
  [1 as unknown as bigint, 1n, 1n],
  [1n, 1n, undefined as unknown as bigint],
])('error: InvalidInputError for mulDiv(%s, %s, %s)', (a, b, d) => {
  expect(() => mulDivDown(a, b, d)).toThrow(InvalidInputError);
  expect(() => mulDivUp(a, b, d)).toThrow(InvalidInputError);
});
