import { expect, test } from 'vitest';
import { MarginTooHighError } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import { type Bps, WAD, type Wad } from '../units/units.ts';
import { halfSpreadFromMargin, marginBpsFromHalfSpread, marginFromHalfSpread } from './halfSpread.ts';

test('default: a margin of 30 % is a half-spread of 17.647 %', () => {
  expect(halfSpreadFromMargin(3_000 as Bps)).toBe(176_470_588_235_294_118n);
  expect(marginFromHalfSpread(176_470_588_235_294_118n as Wad)).toBe(300_000_000_000_000_000n);
});

test.each([
  [0, 0n],
  [1, 50_002_500_125_007n],
  [2_000, 111_111_111_111_111_112n],
  [5_000, 333_333_333_333_333_334n],
])('behavior: %d bps is a half-spread of %d', (margin, halfSpread) => {
  expect(halfSpreadFromMargin(margin as Bps)).toBe(halfSpread);
});

test('every margin returns to itself in basis points and within one wei above as a Wad', () => {
  for (let margin = 0; margin <= 5_000; margin++) {
    const halfSpread = halfSpreadFromMargin(margin as Bps);
    expect(marginBpsFromHalfSpread(halfSpread)).toBe(margin);
    const excess = marginFromHalfSpread(halfSpread) - BigInt(margin) * 10n ** 14n;
    expect(excess === 0n || excess === 1n).toBe(true);
  }
});

test('behavior: a half-spread just short of a margin floors to the basis point below', () => {
  expect(marginBpsFromHalfSpread((halfSpreadFromMargin(3_000 as Bps) - 1n) as Wad)).toBe(2_999);
});

test.each([333_333_333_333_333_335n, WAD / 2n, 10n * WAD])(
  'error: MarginTooHighError for %d',
  (halfSpread) => {
    expect(() => marginFromHalfSpread(halfSpread as Wad)).toThrow(MarginTooHighError);
    expect(() => marginBpsFromHalfSpread(halfSpread as Wad)).toThrow(MarginTooHighError);
  },
);
test('error: MarginTooHighError above 5000 bps', () => {
  expect(() => halfSpreadFromMargin(5_001 as Bps)).toThrow(MarginTooHighError);
});
test.each([-1, 0.5, Number.NaN, 1n])('error: InvalidInputError for %s', (value) => {
  expect(() => halfSpreadFromMargin(value as Bps)).toThrow(InvalidInputError);
  if (value !== 1n) expect(() => marginFromHalfSpread(value as unknown as Wad)).toThrow(InvalidInputError);
});
