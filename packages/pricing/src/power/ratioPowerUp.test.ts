import { fc } from '@fast-check/vitest';
import { runs } from '@phasegate/testing';
import { Decimal } from 'decimal.js';
import { expect, test } from 'vitest';
import { InvalidInputError } from '../units/errors.ts';
import { integerRoot } from '../units/integerRoot.ts';
import { WAD, type Wad } from '../units/units.ts';
import { EXP_BITS, exp2 } from './exp2.ts';
import { LOG_BITS, log2 } from './log2.ts';
import { MAX_EXPONENT, ratioPowerUp } from './ratioPowerUp.ts';

// Twenty digits beyond the 40 of the package's reference, so that the witness is finer than the bound it witnesses.
const Fine = Decimal.clone({ precision: 60 });
const amount = fc.bigInt({ min: 1n, max: 10n ** 24n });
const exponent = fc.bigInt({ min: 0n, max: MAX_EXPONENT });

test('default: the square root of two, rounded up', () => {
  expect(ratioPowerUp({ numerator: 2n, denominator: 1n, exponent: (WAD / 2n) as Wad })).toBe(
    1_414_213_562_373_095_049n,
  );
});

test.each<readonly [bigint, bigint, bigint, bigint]>([
  [3n, 2n, 0n, WAD],
  [3n, 2n, WAD, (WAD * 3n) / 2n],
  [3n, 2n, 2n * WAD, (WAD * 9n) / 4n],
  [9n, 4n, WAD / 2n, (WAD * 3n) / 2n],
  [4n, 1n, (WAD * 3n) / 2n, WAD * 8n],
  [1n, 3n, WAD, WAD / 3n + 1n],
  [1n, 3n, 3n * WAD, WAD / 27n + 1n],
  [0n, 3n, WAD / 3n, 0n],
  [0n, 3n, 0n, WAD],
  [7n, 7n, WAD / 3n, WAD],
])('behavior: (%d / %d)^(%d) is %d', (numerator, denominator, power, expected) => {
  expect(ratioPowerUp({ numerator, denominator, exponent: power as Wad })).toBe(expected);
});

test('behavior: the divisor shares the one rounding', () => {
  const two = 2n * WAD * WAD;
  expect(ratioPowerUp({ numerator: 1n, denominator: 3n, exponent: WAD, divisor: two })).toBe(
    166_666_666_666_666_667n,
  );
  expect(ratioPowerUp({ numerator: 2n, denominator: 1n, exponent: (WAD / 2n) as Wad, divisor: two })).toBe(
    707_106_781_186_547_525n,
  );
});

test('multiples of one half are exact: the smallest Wad whose square is not below the true square', () => {
  fc.assert(
    fc.property(amount, amount, fc.bigInt({ min: 0n, max: 16n }), (a, b, halves) => {
      const up = ratioPowerUp({ numerator: a, denominator: b, exponent: ((halves * WAD) / 2n) as Wad });
      const [scaled, unit] = [a ** halves * WAD * WAD, b ** halves];
      expect(up * up * unit >= scaled).toBe(true);
      expect(up === 0n || (up - 1n) * (up - 1n) * unit < scaled).toBe(true);
    }),
    { numRuns: runs(300) },
  );
});

test('a general power is never below the true value and at most 1 wei + 2^-99 of it above', () => {
  fc.assert(
    fc.property(amount, amount, exponent, (a, b, power) => {
      const exact = ratioPowerUp({ numerator: a, denominator: b, exponent: power as Wad });
      const truth = new Fine(a.toString())
        .div(b.toString())
        .pow(new Fine(power.toString()).div('1e18'))
        .times('1e18');
      const excess = new Fine(exact.toString()).minus(truth);
      const slack = truth.times('1e-55');
      expect(excess.gte(slack.neg())).toBe(true);
      expect(excess.lte(truth.times(new Fine(2).pow(-99)).plus(1).plus(slack))).toBe(true);
    }),
    { numRuns: runs(100) },
  );
});

test('a general power never falls when the ratio rises', () => {
  fc.assert(
    fc.property(amount, amount, fc.bigInt({ min: 0n, max: 1_000n }), exponent, (a, b, step, power) => {
      const [low, high] = [a, a + step].map((numerator) =>
        ratioPowerUp({ numerator, denominator: b, exponent: power as Wad }),
      );
      expect(high! >= low!).toBe(true);
    }),
    { numRuns: runs(150) },
  );
});

test('behavior: the neighbours of a ratio of one do not cross one', () => {
  const big = 10n ** 40n;
  const power = (WAD / 3n) as Wad;
  expect(ratioPowerUp({ numerator: big - 1n, denominator: big, exponent: power })).toBe(WAD);
  expect(ratioPowerUp({ numerator: big + 1n, denominator: big, exponent: power })).toBe(WAD + 1n);
});

test('log2 understates by less than 2^-126 and exp2 by less than a relative 2^-158', () => {
  fc.assert(
    fc.property(amount, amount, (a, b) => {
      const log = log2(a, b);
      const scale = new Fine(2).pow(Number(LOG_BITS));
      const logError = Fine.log2(new Fine(a.toString()).div(b.toString())).minus(
        new Fine(log.toString()).div(scale),
      );
      expect(logError.gte('-1e-50') && logError.lt(new Fine(2).pow(-126))).toBe(true);
      const truth = new Fine(2).pow(new Fine(log.toString()).div(scale));
      const power = new Fine(exp2(log).toString()).div(new Fine(2).pow(Number(EXP_BITS)));
      const allowed = truth.times(new Fine(2).pow(-158)).plus(new Fine(2).pow(-160));
      expect(truth.minus(power).gte(truth.times('-1e-50'))).toBe(true);
      expect(truth.minus(power).lte(allowed.plus(truth.times('1e-50')))).toBe(true);
    }),
    { numRuns: runs(60) },
  );
});

test('behavior: logarithms and powers of powers of two are exact', () => {
  for (const n of [-300n, -1n, 0n, 1n, 64n, 300n]) {
    const [a, b] = n >= 0n ? [1n << n, 1n] : [1n, 1n << -n];
    expect(log2(a * 3n, b * 3n)).toBe(n << LOG_BITS);
    expect(exp2(n << LOG_BITS)).toBe(n + EXP_BITS >= 0n ? 1n << (n + EXP_BITS) : 0n);
  }
});

test('exp2 rises between neighbouring exponents', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 1n << 134n }), (e) => {
      expect(exp2(e + 1n) > exp2(e)).toBe(true);
    }),
    { numRuns: runs(100) },
  );
});

test('integerRoot is the largest integer whose square is not above', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.bigInt({ min: 0n, max: 1n << 64n }), fc.bigInt({ min: 0n, max: 1n << 1_500n })),
      (n) => {
        const root = integerRoot(n);
        expect(root * root <= n && (root + 1n) * (root + 1n) > n).toBe(true);
      },
    ),
    { numRuns: runs(300) },
  );
});

test.each<readonly [string, object]>([
  ['negative numerator', { numerator: -1n }],
  ['zero denominator', { denominator: 0n }],
  ['negative exponent', { exponent: -1n }],
  ['exponent above 8', { exponent: MAX_EXPONENT + 1n }],
  ['float exponent', { exponent: 0.5 }],
  ['divisor below 1', { divisor: WAD * WAD - 1n }],
])('error: InvalidInputError for a %s', (_, wrong) => {
  const right = { numerator: 1n, denominator: 1n, exponent: WAD };
  expect(() => ratioPowerUp({ ...right, ...wrong })).toThrow(InvalidInputError);
});
