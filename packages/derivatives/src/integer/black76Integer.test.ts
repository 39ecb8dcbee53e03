import { InvalidInputError } from '@phasegate/pricing/units';
import { D60, millsRatioDecimal, normalPdfDecimal } from '@phasegate/risk/reference';
import { runs } from '@phasegate/testing';
import type { Decimal } from 'decimal.js';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { black76Integer, INTEGER_ERROR_WAD, type IntegerBlackInput } from './black76Integer.ts';
import { StrikeTooFarError } from './errors.ts';
import { exactCall } from './exactCall.testing.ts';
import { density, ln, mills, ONE } from './fixedPoint.ts';

const WAD = 10n ** 18n;
const YEAR = 31_536_000n;
const MAX = 2n ** 128n - 1n;
const base: IntegerBlackInput = {
  type: 'call',
  forward: 100n * WAD,
  strike: 100n * WAD,
  volatility: WAD / 5n,
  timeToExpiry: YEAR,
  rounding: 'up',
};

const real = (x: bigint): Decimal => new D60(x.toString()).div(new D60(2).pow(96));

/** Forwards of any size, strikes within a few deviations and far away, seconds to a century, 0.01 % to 7000 %. */
const option = fc
  .record({
    forward: fc.bigInt({ min: 1n, max: 2n ** 100n }),
    moneyness: fc.double({ min: -9, max: 9, noNaN: true }),
    volatility: fc.bigInt({ min: 10n ** 14n, max: 2n ** 66n - 1n }),
    timeToExpiry: fc.bigInt({ min: 1n, max: 2n ** 32n - 1n }),
    small: fc.boolean(),
  })
  .map(({ forward, moneyness, volatility, timeToExpiry, small }) => {
    const used = small ? (volatility % (2n * WAD)) + 10n ** 14n : volatility;
    const s = (Number(used) / 1e18) * Math.sqrt(Number(timeToExpiry) / 31_536_000);
    const factor = Math.exp(Math.min(18, Math.max(-18, moneyness * s)));
    const strike = (forward * BigInt(Math.round(factor * 2 ** 40))) >> 40n;
    return { forward, strike: strike > 0n ? strike : 1n, volatility: used, timeToExpiry };
  });

describe('black76Integer', () => {
  test('default: at the money, a year, 20 %', () => {
    // 2 Phi(0.1) - 1 = 0.0796556745540579...; the margin of 2e-17 of the forward lies above it.
    const exact = exactCall(base);
    expect(exact.toFixed(0)).toBe('7965567455405796293');
    const up = black76Integer(base);
    const down = black76Integer({ ...base, rounding: 'down' });
    expect(up).toBe(7_965_567_455_405_799_227n);
    expect(new D60(up.toString()).gte(exact)).toBe(true);
    expect(new D60(down.toString()).lte(exact)).toBe(true);
    expect(up - down).toBeLessThan(4_010n);
  });

  test('up is never below Black, down never above, both within 4e-17 of the forward plus one unit', () => {
    fc.assert(
      fc.property(option, (input) => {
        const exact = exactCall(input);
        const bound = new D60(input.forward.toString()).mul(INTEGER_ERROR_WAD.toString()).div('1e18').plus(1);
        const up = new D60(black76Integer({ ...input, type: 'call', rounding: 'up' }).toString()).minus(
          exact,
        );
        const down = new D60(black76Integer({ ...input, type: 'call', rounding: 'down' }).toString()).minus(
          exact,
        );
        // The reference itself is good to 55 digits of the larger of forward and strike.
        const slack = new D60((input.forward + input.strike).toString()).mul('1e-50');
        expect(up.gte(slack.neg())).toBe(true);
        expect(up.lte(bound)).toBe(true);
        expect(down.lte(slack)).toBe(true);
        expect(down.gte(bound.neg())).toBe(true);
      }),
      { numRuns: runs(400) },
    );
  });

  test('call minus put is forward minus strike exactly, and both lie within their bounds', () => {
    fc.assert(
      fc.property(option, fc.constantFrom<'up' | 'down'>('up', 'down'), (input, rounding) => {
        const call = black76Integer({ ...input, type: 'call', rounding });
        const put = black76Integer({ ...input, type: 'put', rounding });
        expect(call - put).toBe(input.forward - input.strike);
        expect(call >= 0n && call <= input.forward).toBe(true);
        expect(put >= 0n && put <= input.strike).toBe(true);
      }),
      { numRuns: runs(400) },
    );
  });

  test('behavior: no intermediate leaves int256 at the corners of the ranges', () => {
    for (const forward of [1n, 2n ** 64n, MAX]) {
      for (const strike of [1n, 2n ** 62n, MAX]) {
        for (const volatility of [1n, WAD, 2n ** 66n - 1n]) {
          for (const timeToExpiry of [1n, YEAR, 2n ** 32n - 1n]) {
            const input = { ...base, forward, strike, volatility, timeToExpiry };
            if (strike >= forward << 63n) {
              // Without a total volatility of one unit of 2^-96 the strike doesn't matter.
              continue;
            }
            const value = black76Integer(input);
            expect(value >= 0n && value <= forward).toBe(true);
          }
        }
      }
    }
    expect(((2n ** 66n - 1n) ** 2n * (2n ** 32n - 1n)) << 90n).toBeLessThan(2n ** 255n);
    expect(MAX << 127n).toBeLessThan(2n ** 255n);
  });

  test('behavior: boundary table: no time, no volatility, no forward, no strike', () => {
    const intrinsic = { ...base, strike: 90n * WAD };
    expect(black76Integer({ ...intrinsic, timeToExpiry: 0n })).toBe(10n * WAD);
    expect(black76Integer({ ...intrinsic, volatility: 0n })).toBe(10n * WAD);
    expect(black76Integer({ ...intrinsic, type: 'put', timeToExpiry: 0n })).toBe(0n);
    expect(black76Integer({ ...intrinsic, forward: 0n })).toBe(0n);
    expect(black76Integer({ ...intrinsic, forward: 0n, type: 'put' })).toBe(90n * WAD);
    expect(black76Integer({ ...intrinsic, strike: 0n })).toBe(100n * WAD);
    expect(black76Integer({ ...base, forward: 1n, strike: 1n })).toBe(1n);
    expect(black76Integer({ ...base, forward: 1n, strike: 1n, rounding: 'down' })).toBe(0n);
  });

  test('error: InvalidInputError on both sides of each range, StrikeTooFarError, InvalidInputError', () => {
    for (const [path, bits] of [
      ['forward', 128n],
      ['strike', 128n],
      ['volatility', 66n],
      ['timeToExpiry', 32n],
    ] as const) {
      expect(() =>
        black76Integer({ ...base, strike: 2n ** 70n, forward: 2n ** 70n, [path]: 2n ** bits - 1n }),
      ).not.toThrow(InvalidInputError);
      for (const bad of [2n ** bits, -1n, 1 as unknown as bigint, undefined as unknown as bigint]) {
        expect(() => black76Integer({ ...base, [path]: bad })).toThrow(InvalidInputError);
      }
    }
    expect(() => black76Integer({ ...base, forward: 1n, strike: 2n ** 63n + 1n })).toThrow(StrikeTooFarError);
    expect(black76Integer({ ...base, forward: 1n, strike: 2n ** 63n })).toBe(1n);
    expect(() => black76Integer({ ...base, rounding: 'nearest' as 'up' })).toThrow(InvalidInputError);
    expect(() => black76Integer({ ...base, type: 'x' as 'call' })).toThrow(InvalidInputError);
  });
});

describe('fixedPoint', () => {
  test('ln is within 2e-19 of the logarithm', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 2n ** 64n, max: 2n ** 255n - 1n }), (ratio) => {
        const exact = new D60(ratio.toString()).div(new D60(2).pow(127)).ln();
        expect(real(ln(ratio)).minus(exact).abs().lt('2e-19')).toBe(true);
      }),
      { numRuns: runs(300) },
    );
  });

  test('the density is within 4.5e-18 relative plus its last unit', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -9n * ONE, max: 9n * ONE }), (d) => {
        const exact = normalPdfDecimal(real(d));
        expect(real(density(d)).minus(exact).abs().lt(exact.mul('4.5e-18').plus('1e-28'))).toBe(true);
      }),
      { numRuns: runs(300) },
    );
  });

  test('the Mills ratio is within 1e-17, near zero and far away', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n * ONE }), fc.bigInt({ min: 0n, max: 12n }), (z, shift) => {
        for (const at of [z, z >> shift, z << shift, 0n]) {
          expect(
            real(mills(at))
              .minus(millsRatioDecimal(real(at)))
              .abs()
              .lt('1e-17'),
          ).toBe(true);
        }
      }),
      { numRuns: runs(100) },
    );
  });
});
