import { expect, test } from 'vitest';
import {
  checkBps,
  checkDuration,
  checkInteger,
  checkMarginBps,
  checkNumber,
  checkUnixSeconds,
  checkWad,
  MarginTooHighError,
} from './checks.ts';
import { InvalidInputError } from './errors.ts';
import { MAX_WAD } from './units.ts';

const never = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  -1,
  0.5,
  '1',
  null,
  undefined,
  {},
  [],
  1n,
];

test.each(never)('error: InvalidInputError of every integer check for %s', (value) => {
  expect(() => checkInteger('p', value, 0)).toThrow(InvalidInputError);
  expect(() => checkBps('p', value)).toThrow(InvalidInputError);
  expect(() => checkMarginBps('p', value)).toThrow(InvalidInputError);
  expect(() => checkUnixSeconds('p', value)).toThrow(InvalidInputError);
  expect(() => checkDuration('p', value)).toThrow(InvalidInputError);
});

test.each([-1n, MAX_WAD + 1n, 1, 1.5, Number.NaN, '1', null, undefined])(
  'error: InvalidInputError of checkWad for %s',
  (value) => {
    expect(() => checkWad('p', value)).toThrow(InvalidInputError);
  },
);

test('behavior: both sides of every limit', () => {
  expect(() => checkWad('p', 0n)).not.toThrow();
  expect(() => checkWad('p', MAX_WAD)).not.toThrow();
  expect(() => checkBps('p', 10_000)).not.toThrow();
  expect(() => checkBps('p', 10_001)).toThrow(InvalidInputError);
  expect(() => checkMarginBps('p', 5_000)).not.toThrow();
  expect(() => checkMarginBps('p', 5_001)).toThrow(MarginTooHighError);
  expect(() => checkDuration('p', 1)).not.toThrow();
  expect(() => checkDuration('p', 0)).toThrow(InvalidInputError);
  expect(() => checkUnixSeconds('p', 2 ** 40)).toThrow(InvalidInputError);
  expect(() => checkNumber('p', Number.NaN, 0)).toThrow(InvalidInputError);
  expect(() => checkNumber('p', Number.POSITIVE_INFINITY, 0)).toThrow(InvalidInputError);
});

test('behavior: the message names path, limit, value and remedy, and survives hostile values', () => {
  expect(() => checkWad('baseValue', 1.5)).toThrow(
    "baseValue must be a bigint at scale 1e18 from 0 to 2^128 - 1; got 1.5. Convert with parseWad('1.5')",
  );
  const hostile = Object.assign(Object.create(null) as object, { toString: null });
  expect(() => checkInteger('p', hostile, 0)).toThrow('got an object');
  expect(() => checkInteger('p', Symbol('s'), 0)).toThrow('got Symbol(s)');
  expect(() => checkInteger('p', 'x'.repeat(1_000_000), 0)).toThrow(/got "x{80}\.\.\."$/);
});
