import { fc } from '@fast-check/vitest';
import { runs } from '@phasegate/testing';
import { expect, test } from 'vitest';
import { MarginTooHighError } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import { parseWad } from '../units/parseWad.ts';
import { type Bps, MAX_WAD, type Wad } from '../units/units.ts';
import { splitAsk } from './splitAsk.ts';

test('default: 100 PAT at 30 % pays 70 and 30', () => {
  expect(splitAsk(parseWad('100'), 3_000 as Bps)).toEqual({
    payout: parseWad('70'),
    brokerSpread: parseWad('30'),
  });
});

test.each([
  [0n, 3_000, 0n],
  [1n, 1, 0n],
  [1n, 0, 1n],
  [9_999n, 1, 9_998n],
  [10_000n, 1, 9_999n],
  [10_001n, 5_000, 5_000n],
  [MAX_WAD, 5_000, MAX_WAD / 2n],
])('behavior: of %d wei at %d bps the provider receives %d', (ask, margin, payout) => {
  expect(splitAsk(ask as Wad, margin as Bps)).toEqual({ payout, brokerSpread: ask - payout });
});

test('the parts sum to the ask and the provider receives at least half less a wei', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: MAX_WAD }), fc.integer({ min: 0, max: 5_000 }), (ask, margin) => {
      const { payout, brokerSpread } = splitAsk(ask as Wad, margin as Bps);
      expect(payout + brokerSpread).toBe(ask);
      expect(payout * 10_000n <= ask * BigInt(10_000 - margin)).toBe(true);
      expect(payout >= brokerSpread - 1n && brokerSpread >= 0n).toBe(true);
    }),
    { numRuns: runs(500) },
  );
});

test('error: MarginTooHighError above 5000', () => {
  expect(() => splitAsk(1n as Wad, 5_001 as Bps)).toThrow(MarginTooHighError);
});

test.each([-1n, 1, 1.5, undefined, MAX_WAD + 1n])('error: InvalidInputError for an ask of %s', (ask) => {
  expect(() => splitAsk(ask as Wad, 0 as Bps)).toThrow(InvalidInputError);
});
test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 3_000n, undefined])(
  'error: InvalidInputError for a margin of %s',
  (margin) => {
    expect(() => splitAsk(1n as Wad, margin as Bps)).toThrow(InvalidInputError);
  },
);
