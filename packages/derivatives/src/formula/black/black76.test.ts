import { readFileSync } from 'node:fs';
import { InvalidInputError } from '@phasegate/pricing/units';
import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { black76Decimal } from '../../reference/black76Decimal.ts';
import { type BlackResult, black76 } from './black76.ts';
import { black76Price } from './black76Price.ts';
import { black76Prices } from './black76Prices.ts';
import { ColumnLengthError, ValuationOverflowError } from './errors.ts';
import type { BlackInput } from './optionInput.ts';

type Regime = 'core' | 'wide' | 'deep';
const table = JSON.parse(
  readFileSync(new URL('../../../reference/black76.generated.json', import.meta.url), 'utf8'),
) as Record<Regime, (BlackInput & BlackResult)[]>;
/** The bars of the issue. */
const BOUNDS: Record<Regime, number> = { core: 1e-13, wide: 1e-11, deep: 1e-10 };

const option = fc.record({
  type: fc.constantFrom<'call' | 'put'>('call', 'put'),
  forward: fc.double({ min: 1, max: 1000, noNaN: true }),
  strike: fc.double({ min: 1, max: 1000, noNaN: true }),
  timeToExpiry: fc.double({ min: 1e-5, max: 5, noNaN: true }),
  rate: fc.double({ min: -0.1, max: 0.2, noNaN: true }),
  volatility: fc.double({ min: 0.01, max: 3, noNaN: true }),
});

describe('black76', () => {
  test.each(['core', 'wide', 'deep'] as const)(
    'default: price and Greeks against 60 digits, %s',
    (regime) => {
      expect(table[regime].length).toBe(300);
      for (const row of table[regime]) {
        const value = black76(row);
        const d1 = Math.log(row.forward / row.strike) / (row.volatility * Math.sqrt(row.timeToExpiry));
        const s = row.volatility * Math.sqrt(row.timeToExpiry);
        for (const key of ['price', 'delta', 'gamma', 'vega', 'theta', 'rho', 'vanna', 'volga'] as const) {
          // vanna and volga cross zero where d1 or d2 does: there the scale is the size of their terms.
          const scale =
            key === 'vanna'
              ? Math.abs(row.vanna) * (1 + s / Math.abs(d1 - s / 2))
              : key === 'volga'
                ? Math.abs(row.volga) * (1 + s / Math.abs(d1 - s / 2) + s / Math.abs(d1 + s / 2))
                : Math.abs(row[key]);
          expect(Math.abs(value[key] - row[key])).toBeLessThanOrEqual(BOUNDS[regime] * scale);
        }
      }
    },
  );

  test('behavior: a sample of the committed table is recomputed in 60 digits', () => {
    for (const row of [...table.core, ...table.wide, ...table.deep].filter((_, i) => i % 60 === 0)) {
      const value = black76Decimal(row);
      expect(value.price.toNumber()).toBe(row.price);
      expect(value.volga.toNumber()).toBe(row.volga);
    }
  });

  test('behavior: next to the money at short times ln(F/K) is not lost', () => {
    const input: BlackInput = {
      type: 'call',
      forward: 100.00001,
      strike: 100,
      timeToExpiry: 1 / 525_600,
      rate: 0,
      volatility: 0.01,
    };
    const exact = black76Decimal(input);
    expect(Math.abs(black76(input).price / exact.price.toNumber() - 1)).toBeLessThan(1e-14);
  });

  test('behavior: signs of the conventions', () => {
    const call = black76({
      type: 'call',
      forward: 100,
      strike: 100,
      timeToExpiry: 2,
      rate: 0,
      volatility: 0.2,
    });
    expect(call.price).toBeCloseTo(11.24629160182849, 12);
    expect(call.theta).toBeCloseTo((-call.vega * 0.2) / 4, 12);
    expect(call.rho).toBe(-2 * call.price);
    expect(call.delta).toBeGreaterThan(0.5);
    expect(
      black76({ type: 'put', forward: 100, strike: 100, timeToExpiry: 2, rate: 0, volatility: 0.2 }).delta,
    ).toBeLessThan(0);
  });

  test('behavior: every Greek agrees with a difference quotient of the 60-digit price', () => {
    const input: BlackInput = {
      type: 'put',
      forward: 93,
      strike: 101,
      timeToExpiry: 0.7,
      rate: 0.04,
      volatility: 0.35,
    };
    const greeks = black76(input);
    const step = 2 ** -30;
    const difference = (
      path: 'forward' | 'volatility' | 'timeToExpiry' | 'rate',
      of: keyof BlackResult,
    ): number => {
      const up = black76Decimal({ ...input, [path]: input[path] + step });
      const down = black76Decimal({ ...input, [path]: input[path] - step });
      return up[of]
        .minus(down[of])
        .div(2 * step)
        .toNumber();
    };
    expect(greeks.delta).toBeCloseTo(difference('forward', 'price'), 12);
    expect(greeks.gamma).toBeCloseTo(difference('forward', 'delta'), 12);
    expect(greeks.vega).toBeCloseTo(difference('volatility', 'price'), 12);
    expect(greeks.theta).toBeCloseTo(-difference('timeToExpiry', 'price'), 12);
    expect(greeks.rho).toBeCloseTo(difference('rate', 'price'), 12);
    expect(greeks.vanna).toBeCloseTo(difference('volatility', 'delta'), 12);
    expect(greeks.volga).toBeCloseTo(difference('volatility', 'vega'), 12);
  });

  test('behavior: a forward and a strike of nothing: every Greek is finite, the call is the forward', () => {
    for (const volatility of [0, 0.2, 1e3]) {
      for (const timeToExpiry of [0, 1]) {
        const input = { forward: 0, strike: 0, timeToExpiry, rate: 0.05, volatility };
        const discount = Math.exp(-0.05 * timeToExpiry);
        const none = { price: 0, gamma: 0, vega: 0, vanna: 0, volga: 0 };
        expect(black76({ ...input, type: 'call' })).toMatchObject({ ...none, delta: discount });
        expect(black76({ ...input, type: 'put' })).toMatchObject({ ...none, delta: 0 });
      }
    }
  });

  test('behavior: boundary table of zero time, zero volatility, zero and huge strikes', () => {
    const base: BlackInput = {
      type: 'call',
      forward: 100,
      strike: 90,
      timeToExpiry: 1,
      rate: 0.05,
      volatility: 0.2,
    };
    const discount = Math.exp(-0.05);
    expect(black76({ ...base, timeToExpiry: 0 })).toMatchObject({
      price: 10,
      delta: 1,
      gamma: 0,
      vega: 0,
      rho: -0,
    });
    expect(black76({ ...base, volatility: 0 })).toMatchObject({
      price: discount * 10,
      delta: discount,
      gamma: 0,
      theta: 0.05 * discount * 10,
    });
    expect(black76({ ...base, strike: 0 })).toMatchObject({
      price: discount * 100,
      delta: discount,
      vega: 0,
    });
    expect(black76({ ...base, strike: 1e300 })).toMatchObject({ price: 0, delta: 0, gamma: 0, vanna: 0 });
    expect(black76({ ...base, type: 'put', strike: 1e300 }).price).toBe(discount * 1e300);
    expect(black76({ ...base, forward: 0, strike: 0 }).price).toBe(0);
    expect(black76({ ...base, forward: 90, timeToExpiry: 0 })).toMatchObject({
      price: 0,
      delta: 0.5,
      gamma: 0,
      vega: 0,
    });
    expect(black76({ ...base, forward: 90, volatility: 0 }).vega).toBeCloseTo(
      discount * 90 * 0.3989422804014327,
      12,
    );
    expect(black76({ ...base, volatility: 1e200 }).price).toBe(discount * 100);
    expect(black76({ ...base, volatility: 1e-320 }).price).toBe(discount * 10);
    const extremes = [0, 5e-324, 1e-300, 1e-8, 1, 1e8, 1e150];
    for (const forward of extremes) {
      for (const strike of extremes) {
        for (const volatility of extremes) {
          for (const timeToExpiry of [0, 1e-300, 1, 1e150]) {
            for (const type of ['call', 'put'] as const) {
              const input: BlackInput = { type, forward, strike, timeToExpiry, rate: 0, volatility };
              const value = black76(input);
              expect(Object.values(value).some(Number.isNaN), JSON.stringify(input)).toBe(false);
              expect(Number.isFinite(value.price) && Number.isFinite(value.delta)).toBe(true);
            }
          }
        }
      }
    }
  });

  test('the price lies within its no-arbitrage bounds and satisfies put-call parity', () => {
    fc.assert(
      fc.property(option, (input) => {
        const discount = Math.exp(-input.rate * input.timeToExpiry);
        const call = black76Price({ ...input, type: 'call' });
        const put = black76Price({ ...input, type: 'put' });
        const size = discount * (input.forward + input.strike);
        expect(Math.abs(call - put - discount * (input.forward - input.strike))).toBeLessThanOrEqual(
          4e-16 * size,
        );
        expect(call).toBeGreaterThanOrEqual(
          Math.max(0, discount * (input.forward - input.strike)) * (1 - 4e-16),
        );
        expect(call).toBeLessThanOrEqual(discount * input.forward * (1 + 4e-16));
        expect(put).toBeLessThanOrEqual(discount * input.strike * (1 + 4e-16));
      }),
      { numRuns: runs(300) },
    );
  });

  test('the price rises with volatility and is convex in the strike', () => {
    fc.assert(
      fc.property(option, fc.double({ min: 0.01, max: 0.5, noNaN: true }), (input, width) => {
        const at = (change: Partial<BlackInput>): number => black76Price({ ...input, ...change });
        const slack = 1e-13 * (input.forward + input.strike);
        expect(at({ volatility: input.volatility * (1 + width) })).toBeGreaterThanOrEqual(at({}) - slack);
        const low = input.strike * (1 - width);
        const high = input.strike * (1 + width);
        expect(at({ strike: low }) + at({ strike: high }) - 2 * at({})).toBeGreaterThanOrEqual(-slack);
      }),
      { numRuns: runs(300) },
    );
  });

  test('the column kernel and the scalar price give the very number of black76', () => {
    fc.assert(
      fc.property(fc.array(option, { minLength: 1, maxLength: 20 }), (rows) => {
        const column = (key: 'forward' | 'strike' | 'timeToExpiry' | 'rate' | 'volatility'): Float64Array =>
          Float64Array.from(rows, (row) => row[key]);
        for (const type of ['call', 'put'] as const) {
          const prices = black76Prices({
            type,
            forward: column('forward'),
            strike: column('strike'),
            timeToExpiry: column('timeToExpiry'),
            rate: column('rate'),
            volatility: column('volatility'),
          });
          expect([...prices]).toEqual(rows.map((row) => black76({ ...row, type }).price));
          expect([...prices]).toEqual(rows.map((row) => black76Price({ ...row, type })));
        }
      }),
      { numRuns: runs(30) },
    );
  });

  test('error: InvalidInputError for NaN, infinities, negatives and unknown types', () => {
    const base: BlackInput = { type: 'call', forward: 1, strike: 1, timeToExpiry: 1, rate: 0, volatility: 1 };
    for (const key of ['forward', 'strike', 'timeToExpiry', 'rate', 'volatility'] as const) {
      for (const bad of [
        Number.NaN,
        Number.POSITIVE_INFINITY,
        Number.NEGATIVE_INFINITY,
        undefined,
        1n,
        '1',
      ]) {
        expect(() => black76({ ...base, [key]: bad as number })).toThrow(InvalidInputError);
        expect(() => black76Price({ ...base, [key]: bad as number })).toThrow(InvalidInputError);
      }
      if (key !== 'rate') expect(() => black76({ ...base, [key]: -1e-300 })).toThrow(InvalidInputError);
    }
    expect(() => black76({ ...base, type: 'straddle' as 'call' })).toThrow(InvalidInputError);
  });

  test('error: ValuationOverflowError when the discount factor overflows', () => {
    const input: BlackInput = {
      type: 'call',
      forward: 2,
      strike: 1,
      timeToExpiry: 1,
      rate: -800,
      volatility: 0,
    };
    expect(() => black76(input)).toThrow(ValuationOverflowError);
    expect(() => black76Price(input)).toThrow(ValuationOverflowError);
    expect(black76({ ...input, forward: 0 }).price).toBe(0);
  });

  test('error: ColumnLengthError and InvalidInputError of the column kernel', () => {
    const one = Float64Array.of(1);
    const columns = {
      type: 'call' as const,
      forward: one,
      strike: one,
      timeToExpiry: one,
      rate: one,
      volatility: one,
    };
    expect(() => black76Prices({ ...columns, strike: new Float64Array(2) })).toThrow(ColumnLengthError);
    expect(() => black76Prices(columns, new Float64Array(2))).toThrow(ColumnLengthError);
    expect(() => black76Prices({ ...columns, rate: [1] as unknown as Float64Array })).toThrow(
      InvalidInputError,
    );
    for (const key of ['forward', 'strike', 'timeToExpiry', 'rate', 'volatility'] as const) {
      for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
        expect(() => black76Prices({ ...columns, [key]: Float64Array.of(bad) })).toThrow(InvalidInputError);
      }
      if (key !== 'rate') {
        expect(() => black76Prices({ ...columns, [key]: Float64Array.of(-1) })).toThrow(InvalidInputError);
      }
    }
  });
});
