import { fc } from '@fast-check/vitest';
import { runs } from '@phasegate/testing';
import { expect, test } from 'vitest';
import { InvalidCurveError } from '../refusals/invalidCurveError.ts';
import { packKnots, unpackKnots } from './freshnessTable.ts';
import { knotsArbitrary } from './knots.test.support.ts';

const flat: readonly number[] = Array.from({ length: 16 }, () => 65_535);
test('default: knot 0 is in the lowest bits', () => {
  const knots = flat.map((_, i) => 65_535 - i);
  expect(packKnots(knots) & 0xffffn).toBe(65_535n);
  expect((packKnots(knots) >> 16n) & 0xffffn).toBe(65_534n);
  expect(packKnots(knots) >> 240n).toBe(65_520n);
  expect(packKnots(flat)).toBe(2n ** 256n - 1n);
});

test('unpacking returns what was packed', () => {
  fc.assert(
    fc.property(knotsArbitrary, (knots) => {
      expect(unpackKnots(packKnots(knots))).toEqual(knots);
    }),
    { numRuns: runs(200) },
  );
});

test.each([
  ['too few', flat.slice(1)],
  ['too many', [...flat, 1]],
  ['not starting at 1', flat.map(() => 65_534)],
  ['ending at 0', [...flat.slice(1), 0]],
  ['rising', [...flat.slice(0, 14), 5, 6]],
  ['fractional', [...flat.slice(1), 0.5]],
  ['NaN', [...flat.slice(1), Number.NaN]],
  ['no array', undefined as unknown as number[]],
])('error: InvalidCurveError for knots %s', (_, knots) => {
  expect(() => packKnots(knots)).toThrow(InvalidCurveError);
});

test.each([0n, -1n, 2n ** 256n, 65_535n, 12.5 as unknown as bigint])(
  'error: InvalidCurveError for the word %s',
  (word) => {
    expect(() => unpackKnots(word)).toThrow(InvalidCurveError);
  },
);
