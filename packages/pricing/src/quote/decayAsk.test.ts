import { fc } from '@fast-check/vitest';
import { runs } from '@phasegate/testing';
import { expect, test } from 'vitest';
import { InvalidInputError } from '../units/errors.ts';
import { parseWad } from '../units/parseWad.ts';
import { MAX_ASK, MAX_WAD, WAD, type Wad } from '../units/units.ts';
import { decayAsk } from './decayAsk.ts';

test('default: half fresh, an ask of 101 wei is 51', () => {
  expect(decayAsk(101n as Wad, parseWad('0.5'))).toBe(51n);
});

test.each([
  [0n, WAD, 0n],
  [MAX_WAD, 0n, 0n],
  [1n, 1n, 1n],
  [1n, WAD - 1n, 1n],
  [1n, WAD, 1n],
  [WAD - 1n, WAD - 1n, WAD - 1n],
  [WAD, WAD - 1n, WAD - 1n],
  [WAD + 1n, WAD - 1n, WAD],
  [MAX_ASK, WAD - 1n, MAX_ASK - MAX_ASK / WAD],
  [MAX_WAD, WAD - 1n, MAX_WAD - MAX_WAD / WAD],
  [MAX_WAD, WAD, MAX_WAD],
])('behavior: a fresh ask of %d at freshness %d is %d', (freshAsk, freshness, ask) => {
  expect(decayAsk(freshAsk as Wad, freshness as Wad)).toBe(ask);
});

test('the ask is the least whole number that is not below the exact product, and at most the fresh ask', () => {
  const amount = fc.bigInt({ min: 0n, max: MAX_WAD });
  const share = fc.oneof(fc.bigInt({ min: 0n, max: WAD }), fc.constantFrom(0n, 1n, WAD - 1n, WAD));
  fc.assert(
    fc.property(amount, share, (freshAsk, freshness) => {
      const ask = decayAsk(freshAsk as Wad, freshness as Wad);
      const excess = ask * WAD - freshAsk * freshness;
      expect(excess >= 0n && excess < WAD && ask <= freshAsk).toBe(true);
    }),
    { numRuns: runs(500) },
  );
});

test.each([
  [-1n, 0n],
  [MAX_WAD + 1n, 0n],
  [1, 0n],
  [undefined, 0n],
  [1n, -1n],
  [1n, WAD + 1n],
  [1n, 1],
  [1n, undefined],
])('error: InvalidInputError for decayAsk(%s, %s)', (freshAsk, freshness) => {
  expect(() => decayAsk(freshAsk as Wad, freshness as Wad)).toThrow(InvalidInputError);
});
