import { fc } from '@fast-check/vitest';
import { runs } from '@phasegate/testing';
import { expect, test } from 'vitest';
import { InvalidInputError } from './errors.ts';
import { formatWad } from './formatWad.ts';
import { parseWad } from './parseWad.ts';
import { MAX_WAD, type Wad } from './units.ts';

test.each([
  ['0', 0n],
  ['1', 10n ** 18n],
  ['2.65', 2_650_000_000_000_000_000n],
  ['0.000000000000000001', 1n],
  ['007.50', 7_500_000_000_000_000_000n],
  ['340282366920938463463.374607431768211455', MAX_WAD],
])('default: %s is %d wei', (text, wei) => {
  expect(parseWad(text)).toBe(wei);
});

test('behavior: a negative amount keeps its sign in text', () => {
  expect(formatWad(-1n as Wad)).toBe('-0.000000000000000001');
});

test('formatting and parsing returns the amount', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: MAX_WAD }), (wei) => {
      expect(parseWad(formatWad(wei as Wad))).toBe(wei);
    }),
    { numRuns: runs(300) },
  );
});

const refused = [
  '',
  ' 1',
  '-1',
  '+1',
  '1e3',
  '.5',
  '1.',
  '1,5',
  'NaN',
  'Infinity',
  '0x10',
  '0.0000000000000000001',
];
test.each([
  ...refused,
  '340282366920938463463.374607431768211456',
  '9'.repeat(100),
  1.5,
  null,
  undefined,
  10n,
])('error: InvalidInputError for %s', (text) => {
  expect(() => parseWad(text as string)).toThrow(InvalidInputError);
});

test('error: InvalidInputError for formatting a float', () => {
  expect(() => formatWad(1.5 as unknown as Wad)).toThrow(InvalidInputError);
});
