import { readFileSync } from 'node:fs';
import { InvalidInputError } from '@phasegate/pricing/units';
import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BlackResult, black76 } from '../black/black76.ts';
import { ColumnLengthError } from '../black/errors.ts';
import type { BlackInput } from '../black/optionInput.ts';
import { PriceOutsideBoundsError, VolatilityUndeterminedError } from './errors.ts';
import { impliedVolatilities } from './impliedVolatilities.ts';
import { impliedVolatility } from './impliedVolatility.ts';

const HALF_ULP = 2 ** -53;
/** The discount factor, its product with intrinsic value and the difference round too: so many half units in all. */
const ROUNDINGS = 4;
/** What the formula itself rounds where the price carries every digit. */
const FORMULA = 1e-14;
type Regime = 'core' | 'wide' | 'deep';
const table = JSON.parse(
  readFileSync(new URL('../../../reference/black76.generated.json', import.meta.url), 'utf8'),
) as Record<Regime, (BlackInput & BlackResult)[]>;

const base = { type: 'call' as const, forward: 100, strike: 90, timeToExpiry: 1, rate: 0 };

describe('impliedVolatility', () => {
  test.each([
    ['core', 1e-13],
    ['wide', 1e-9],
    ['deep', 1e-13],
  ] as const)(
    'default: 60-digit prices of out-of-the-money options give back their volatility, %s',
    (regime, bound) => {
      const rows = table[regime].filter((row) => (row.type === 'call') === row.forward < row.strike);
      expect(rows.length).toBeGreaterThan(100);
      for (const row of rows)
        expect(Math.abs(impliedVolatility(row) / row.volatility - 1)).toBeLessThan(bound);
    },
  );

  test('behavior: in the money it reaches what half a unit in the last place of the price allows', () => {
    const rows = [...table.core, ...table.wide].filter(
      (row) => (row.type === 'put') === row.forward < row.strike,
    );
    expect(rows.length).toBeGreaterThan(100);
    for (const row of rows) {
      const attainable = (HALF_ULP * row.price) / (row.vega * row.volatility);
      // Where the price can't tell the volatility to 1 %, zero is an answer too.
      if (attainable > 1e-3) continue;
      const error = Math.abs(impliedVolatility(row) / row.volatility - 1);
      expect(error).toBeLessThanOrEqual(ROUNDINGS * attainable + FORMULA);
    }
  });

  test('out-of-the-money prices over extreme inputs invert to 1e-12', () => {
    const extreme = fc.record({
      x: fc.double({ min: -20, max: 20, noNaN: true }),
      logS: fc.double({ min: Math.log(1e-7), max: Math.log(12), noNaN: true }),
      years: fc.double({ min: 1e-6, max: 30, noNaN: true }),
    });
    fc.assert(
      fc.property(extreme, ({ x, logS, years }) => {
        const volatility = Math.exp(logS) / Math.sqrt(years);
        const forward = 100 * Math.exp(x * Math.min(1, 10 * Math.exp(logS)));
        const option: BlackInput = {
          type: forward < 100 ? 'call' : 'put',
          forward,
          strike: 100,
          timeToExpiry: years,
          rate: 0,
          volatility,
        };
        const { price, vega } = black76(option);
        fc.pre(price > 1e-290 && price < 0.999 * Math.min(forward, 100));
        const attainable = (HALF_ULP * price) / (vega * volatility);
        expect(Math.abs(impliedVolatility({ ...option, price }) / volatility - 1)).toBeLessThan(
          1e-12 + 100 * attainable,
        );
      }),
      { numRuns: runs(500) },
    );
  });

  test('behavior: intrinsic value, or a unit in the last place beside it, gives zero; bounds are half open', () => {
    expect(impliedVolatility({ ...base, price: 10 })).toBe(0);
    expect(impliedVolatility({ ...base, price: 10 * (1 - 2 ** -52) })).toBe(0);
    expect(impliedVolatility({ ...base, forward: 80, price: 0 })).toBe(0);
    expect(impliedVolatility({ ...base, price: 100 * (1 - 1e-15) })).toBeGreaterThan(10);
    expect(impliedVolatility({ ...base, forward: 90, price: 5e-324 })).toBeLessThan(1e-300);
    for (const rate of [-0.05, 0.05, 0.37]) {
      const { price } = black76({ ...base, rate, volatility: 0.001 });
      expect(impliedVolatility({ ...base, rate, price })).toBe(0);
    }
  });

  test('behavior: the column kernel gives the very numbers of the scalar function and refuses as it does', () => {
    const rows = table.core.filter((row) => row.type === 'call').slice(0, 50);
    const column = (key: 'forward' | 'strike' | 'timeToExpiry' | 'rate' | 'price'): Float64Array =>
      Float64Array.from(rows, (row) => row[key]);
    const columns = {
      type: 'call' as const,
      forward: column('forward'),
      strike: column('strike'),
      timeToExpiry: column('timeToExpiry'),
      rate: column('rate'),
      price: column('price'),
    };
    expect([...impliedVolatilities(columns)]).toEqual(rows.map((row) => impliedVolatility(row)));
    expect(() => impliedVolatilities({ ...columns, price: new Float64Array(2) })).toThrow(ColumnLengthError);
    expect(() => impliedVolatilities({ ...columns, price: columns.forward })).toThrow(
      PriceOutsideBoundsError,
    );
    expect(() => impliedVolatilities({ ...columns, rate: [0] as unknown as Float64Array })).toThrow(
      InvalidInputError,
    );
  });

  test('error: PriceOutsideBoundsError', () => {
    for (const price of [9.99, 100, 101]) {
      expect(() => impliedVolatility({ ...base, price })).toThrow(PriceOutsideBoundsError);
    }
    expect(() => impliedVolatility({ ...base, type: 'put', price: 90 })).toThrow(PriceOutsideBoundsError);
  });

  test('error: VolatilityUndeterminedError', () => {
    expect(() => impliedVolatility({ ...base, timeToExpiry: 0, price: 10 })).toThrow(
      VolatilityUndeterminedError,
    );
    expect(() => impliedVolatility({ ...base, strike: 0, price: 99 })).toThrow(PriceOutsideBoundsError);
    expect(() => impliedVolatility({ ...base, type: 'put', strike: 0, price: 0 })).toThrow(
      VolatilityUndeterminedError,
    );
  });

  test('error: InvalidInputError', () => {
    for (const price of [Number.NaN, Number.POSITIVE_INFINITY, -1, undefined as unknown as number]) {
      expect(() => impliedVolatility({ ...base, price })).toThrow(InvalidInputError);
    }
    expect(() => impliedVolatility({ ...base, forward: Number.NaN, price: 1 })).toThrow(InvalidInputError);
  });
});
