import { expect, test } from 'vitest';
import {
  checkAddress,
  checkAmount,
  checkBigint,
  checkBoolean,
  checkBps,
  checkDuration,
  checkInteger,
  checkList,
  checkMarginBps,
  checkMarketId,
  checkNumber,
  checkNumbers,
  checkObject,
  checkObjects,
  checkOneOf,
  checkOrder,
  checkPositiveAmount,
  checkPositiveNumber,
  checkSeconds,
  checkSignedAmount,
  checkSignedWad,
  checkText,
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

/** An array of two holes. */
const sparse: unknown[] = [];
sparse.length = 2;

test.each<readonly [string, (value: unknown) => void, readonly unknown[], readonly unknown[]]>([
  [
    'checkNumber',
    (v) => checkNumber('p', v),
    [0, -1.5, Number.MAX_VALUE],
    [Number.NaN, Infinity, -Infinity, '1', 1n],
  ],
  [
    'checkPositiveNumber',
    (v) => checkPositiveNumber('p', v),
    [Number.MIN_VALUE, 1],
    [0, -1, Infinity, Number.NaN, 1n],
  ],
  [
    'checkNumbers',
    (v) => checkNumbers('p', v, 2),
    [[1, 2], Float64Array.of(1, 2)],
    [[1], [1, Number.NaN], sparse, 'ab', { length: 2 }],
  ],
  ['checkBigint', (v) => checkBigint('p', v, -1n, 1n), [-1n, 1n], [-2n, 2n, 0, '0']],
  ['checkSignedAmount', (v) => checkSignedAmount('p', v), [-1n, 2n ** 300n], [1, '1', null]],
  [
    'checkSignedWad',
    (v) => checkSignedWad('p', v),
    [MAX_WAD, 1n - 2n ** 128n],
    [2n ** 128n, -(2n ** 128n), 1, null],
  ],
  ['checkAmount', (v) => checkAmount('p', v), [0n, 2n ** 300n], [-1n, 0, undefined]],
  ['checkPositiveAmount', (v) => checkPositiveAmount('p', v), [1n], [0n, -1n, 1]],
  ['checkText', (v) => checkText('p', v), ['a'], ['', 1, null]],
  [
    'checkAddress',
    (v) => checkAddress('p', v),
    [`0x${'aB'.repeat(20)}`, `0x${'00'.repeat(20)}`],
    [
      '0x12',
      `0x${'ab'.repeat(20)}0`,
      `0x${'ab'.repeat(20)}\n`,
      'ab'.repeat(20),
      `0X${'ab'.repeat(20)}`,
      7n,
      null,
    ],
  ],
  ['checkBoolean', (v) => checkBoolean('p', v), [true, false], ['false', 0, undefined]],
  ['checkOneOf', (v) => checkOneOf('p', v, ['a', 'b']), ['a', 'b'], ['c', ['a'], undefined]],
  ['checkObject', (v) => checkObject('p', v), [{}], [[], null, 1, undefined]],
  ['checkList', (v) => checkList('p', v, 1), [[1]], [[], {}, 'a', null]],
  ['checkObjects', (v) => checkObjects('p', v), [[], [{}]], [[1], sparse, {}]],
  ['checkMarketId', (v) => checkMarketId('p', v), [0, 65_535], [-1, 65_536, 0.5, '7', 7n]],
  ['checkSeconds', (v) => checkSeconds('p', v, 1), [1, 2 ** 40 - 1], [0, 2 ** 40, 1.5]],
  [
    'checkOrder',
    (v) => checkOrder({ path: 'a', value: 1 }, { path: 'b', value: v as number }),
    [2],
    [1, 0, Number.NaN],
  ],
])('behavior: both sides of %s', (_, check, good, bad) => {
  for (const value of good) expect(() => check(value)).not.toThrow();
  for (const value of bad) expect(() => check(value)).toThrow(InvalidInputError);
});
