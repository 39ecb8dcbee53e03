import { InvalidInputError } from '@phasegate/pricing/units';
import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { black76Price } from '../black/black76Price.ts';
import { ValuationOverflowError } from '../black/errors.ts';
import { asianArithmetic } from './asianArithmetic.ts';
import { asianGeometric } from './asianGeometric.ts';
import { asianGreeks } from './asianGreeks.ts';
import type { AsianInput } from './asianInput.ts';
import { asianMonteCarlo } from './asianMonteCarlo.ts';
import { FixingOrderError, FixingsMismatchError } from './errors.ts';

/** n fixings from `from` to `to` years around 100. */
const window = (n: number, from: number, to: number, change: Partial<AsianInput> = {}): AsianInput => {
  const fixingTimes = Array.from({ length: n }, (_, i) =>
    n === 1 ? to : from + ((to - from) * i) / (n - 1),
  );
  return {
    type: 'call',
    forwards: fixingTimes.map(() => 100),
    weights: fixingTimes.map(() => 1 / n),
    fixingTimes,
    strike: 100,
    rate: 0.03,
    volatility: 0.3,
    ...change,
  };
};
const fast = (input: AsianInput): { price: number; error: number } =>
  asianArithmetic({ ...input, method: 'fast' });
const reference = (input: AsianInput): { price: number; error: number } =>
  asianArithmetic({ ...input, method: 'reference' });

const anyWindow = fc
  .array(
    fc.record({
      forward: fc.double({ min: 20, max: 200, noNaN: true }),
      weight: fc.double({ min: 0.01, max: 1, noNaN: true }),
      gap: fc.double({ min: 0.001, max: 0.3, noNaN: true }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .chain((rows) =>
    fc.record({
      type: fc.constantFrom<'call' | 'put'>('call', 'put'),
      forwards: fc.constant(rows.map((row) => row.forward)),
      weights: fc.constant(rows.map((row) => row.weight / rows.reduce((sum, r) => sum + r.weight, 0))),
      fixingTimes: fc.constant(rows.map((_, i) => rows.slice(0, i + 1).reduce((sum, r) => sum + r.gap, 0))),
      strike: fc.double({ min: 20, max: 200, noNaN: true }),
      rate: fc.double({ min: -0.02, max: 0.1, noNaN: true }),
      volatility: fc.double({ min: 0.02, max: 0.8, noNaN: true }),
    }),
  );

describe('asianArithmetic', () => {
  test('default: two fixings, against a double integral by brute force', () => {
    const input = window(2, 0.5, 1, { rate: 0, volatility: 0.2 });
    expect(Math.abs(reference(input).price - twoFixings(0.5, 1, 0.2))).toBeLessThan(1e-8);
  });

  test.each([
    ['monthly', window(12, 1 / 12, 1)],
    ['an hourly settlement window after a month', window(24, 0.082, 0.085, { volatility: 0.8 })],
    ['daily', window(252, 1 / 252, 1)],
    ['out of the money', window(12, 1 / 12, 1, { strike: 120 })],
    ['in the money', window(12, 1 / 12, 1, { strike: 80 })],
  ])(
    'behavior: for total volatility up to 0.3 the fast price is below, within 1 bp of spot: %s',
    (_, input) => {
      const exact = reference(input);
      const bound = fast(input);
      expect(exact.error).toBeLessThan(1e-8 * 100);
      expect(bound.price).toBeLessThanOrEqual(exact.price + exact.error);
      expect(exact.price - bound.price).toBeLessThan(100 * 1e-4);
      expect(bound.price + bound.error).toBeGreaterThanOrEqual(exact.price - exact.error);
    },
  );

  test('the true value lies between the fast price and its stated error, for any forwards, weights and times', () => {
    fc.assert(
      fc.property(anyWindow, (input) => {
        const exact = reference(input);
        const bound = fast(input);
        expect(exact.error).toBeLessThan(1e-8 * 200);
        expect(bound.price).toBeLessThanOrEqual(exact.price + exact.error + 1e-11);
        expect(bound.price + bound.error).toBeGreaterThanOrEqual(exact.price - exact.error - 1e-11);
      }),
      { numRuns: runs(60) },
    );
  });

  test('call minus put is the discounted mean minus strike, in both methods', () => {
    fc.assert(
      fc.property(anyWindow, (input) => {
        const mean = input.forwards.reduce((sum, forward, i) => sum + forward * input.weights[i]!, 0);
        const parity = Math.exp(-input.rate * input.fixingTimes.at(-1)!) * (mean - input.strike);
        for (const method of ['fast', 'reference'] as const) {
          const call = asianArithmetic({ ...input, type: 'call', method }).price;
          const put = asianArithmetic({ ...input, type: 'put', method }).price;
          expect(call - put).toBeCloseTo(parity, 9);
        }
      }),
      { numRuns: runs(40) },
    );
  });

  test('one fixing is a European option', () => {
    const input = window(1, 1, 1, { strike: 110 });
    const european = black76Price({
      type: 'call',
      forward: 100,
      strike: 110,
      timeToExpiry: 1,
      rate: 0.03,
      volatility: 0.3,
    });
    expect(reference(input).price).toBeCloseTo(european, 12);
    expect(fast(input).price).toBeCloseTo(european, 12);
    expect(fast(input).error).toBeLessThan(1e-12);
  });

  test.each([
    ['monthly', window(12, 1 / 12, 1), 20_000],
    ['uneven', { ...window(3, 0.1, 1), forwards: [90, 120, 100], weights: [0.2, 0.5, 0.3] }, 40_000],
    [
      'put with past fixings',
      window(4, 0.2, 0.8, {
        type: 'put',
        weights: [0.15, 0.15, 0.15, 0.15],
        pastFixings: [{ price: 95, weight: 0.4 }],
      }),
      30_000,
    ],
  ] as const)(
    'behavior: the Monte Carlo with geometric control agrees within four standard errors: %s',
    (_, input, paths) => {
      const check = asianMonteCarlo({ ...input, paths, seed: 7 });
      expect(check.standardError).toBeLessThan(0.02);
      expect(Math.abs(check.price - reference(input).price)).toBeLessThan(4 * check.standardError);
    },
  );

  test('behavior: past fixings lower the strike; one already exceeded leaves a certain payoff', () => {
    const half = window(6, 0.1, 0.6, {
      weights: Array.from({ length: 6 }, () => 1 / 12),
      pastFixings: [{ price: 110, weight: 0.5 }],
    });
    const equivalent = window(6, 0.1, 0.6, { weights: half.weights, strike: 45 });
    expect(reference(half).price).toBeCloseTo(reference(equivalent).price, 12);
    const exceeded = { ...half, pastFixings: [{ price: 210, weight: 0.5 }] };
    const discount = Math.exp(-0.03 * 0.6);
    for (const method of ['fast', 'reference'] as const) {
      expect(asianArithmetic({ ...exceeded, method })).toEqual({
        price: expect.closeTo(discount * (105 + 50 - 100), 10),
        error: 0,
      });
      expect(asianArithmetic({ ...exceeded, type: 'put', method }).price).toBe(0);
      expect(asianArithmetic({ ...half, strike: 55, method }).price).toBeCloseTo(discount * 50, 10);
    }
  });

  test('behavior: boundary table of no volatility, no time, no weight, equal and nearly equal times', () => {
    const discount = Math.exp(-0.03);
    expect(fast(window(3, 0.5, 1, { volatility: 0, strike: 90 })).price).toBeCloseTo(discount * 10, 12);
    expect(reference(window(3, 0, 0, { strike: 90 })).price).toBeCloseTo(10, 12);
    expect(reference(window(2, 1, 1, { weights: [0, 0] })).price).toBe(0);
    expect(reference(window(2, 1, 1, { strike: 0 })).price).toBeCloseTo(discount * 100, 12);
    const together = reference(window(2, 1, 1)).price;
    expect(together).toBeCloseTo(reference(window(1, 1, 1)).price, 12);
    expect(reference({ ...window(2, 1, 1), fixingTimes: [1 - 1e-7, 1] }).price).toBeCloseTo(together, 5);
    const known = reference({ ...window(2, 0, 1), strike: 100 }).price;
    expect(known).toBeCloseTo(0.5 * reference(window(1, 1, 1)).price, 10);
  });

  test('behavior: a tiny first step and a huge volatility stay within the stated error', () => {
    const odd = window(4, 1e-6, 1);
    expect(reference(odd).error).toBeLessThan(1e-6);
    expect(fast(odd).price).toBeLessThanOrEqual(reference(odd).price + 1e-8);
    const wild = window(12, 1 / 12, 1, { volatility: 2 });
    expect(reference(wild).error).toBeLessThan(1e-6);
    expect(fast(wild).price + fast(wild).error).toBeGreaterThan(reference(wild).price);
  });

  test.each([
    [0, 1e-10],
    [1e-310, 1e-10],
    [1e-12, 1e-10],
    [1e-8, 1e-6],
    [1e-4, 1e-6],
    [0.2, 1e-8],
    [5, 1e-7],
    [20, 1e-7],
    [50, 1e-7],
    [80, 1e-7],
    [1e6, 1e-7],
    [1e200, 1e-7],
  ])(
    'behavior: from no volatility to endless, a put against a double integral by brute force: %d',
    (volatility, off) => {
      for (const strike of [80, 100, 130]) {
        const put = window(2, 0.5, 1, { type: 'put', rate: 0, volatility, strike });
        const expected = volatility > 60 ? strike : twoFixingsPut(0.5, 1, volatility, strike);
        const exact = reference(put);
        const bound = fast(put);
        expect(Math.abs(exact.price - expected)).toBeLessThanOrEqual(off);
        expect(bound.price).toBeLessThanOrEqual(expected + off);
        expect(bound.price + bound.error).toBeGreaterThanOrEqual(expected - off);
        const call = { ...put, type: 'call' } as const;
        expect(reference(call).price).toBeCloseTo(exact.price + 100 - strike, 9);
        expect(fast(call).price).toBeCloseTo(bound.price + 100 - strike, 9);
      }
    },
  );

  test('any volatility, times and amounts answer within bounds, with a finite error, in every method', () => {
    const magnitude = fc.oneof(
      fc.constantFrom(0, 5e-324, 1e-310, 1e-200, 1e150),
      fc.double({ min: -8, max: 3, noNaN: true }).map((power) => 10 ** power),
    );
    let wild = 0;
    fc.assert(
      fc.property(anyWindow, magnitude, magnitude, (input, volatility, time) => {
        const stretched = {
          ...input,
          volatility,
          fixingTimes: input.fixingTimes.map((t) => t * time),
          rate: 0,
        };
        if (volatility * Math.sqrt(time) > 3) wild += 1;
        const mean = input.forwards.reduce((sum, forward, i) => sum + forward * input.weights[i]!, 0);
        const most = input.type === 'call' ? mean : input.strike;
        const least = Math.max((input.type === 'call' ? 1 : -1) * (mean - input.strike), 0);
        for (const method of ['fast', 'reference'] as const) {
          const greeks = asianGreeks({ ...stretched, method });
          for (const value of Object.values(greeks)) expect(Number.isFinite(value)).toBe(true);
          expect(greeks.price).toBeGreaterThanOrEqual(least - greeks.error - 1e-9);
          expect(greeks.price).toBeLessThanOrEqual(most + greeks.error + 1e-9);
        }
        expect(Number.isFinite(asianGeometric(stretched).price)).toBe(true);
      }),
      { numRuns: runs(100) },
    );
    // 14 of 100 on average; 2 of them one time in 20,000.
    expect(wild).toBeGreaterThan(runs(100) / 50);
  });

  test('error: ValuationOverflowError', () => {
    expect(() => reference(window(2, 0.5, 1, { rate: -800 }))).toThrow(ValuationOverflowError);
  });

  test('error: InvalidInputError, FixingsMismatchError, FixingOrderError', () => {
    const input = window(3, 0.5, 1);
    const bad: [Partial<AsianInput>, new (...args: never[]) => Error][] = [
      [{ forwards: [] }, InvalidInputError],
      [{ weights: [1] }, FixingsMismatchError],
      [{ fixingTimes: [1, 0.5, 2] }, FixingOrderError],
      [{ forwards: [100, Number.NaN, 100] }, InvalidInputError],
      [{ weights: [1, -1, 1] }, InvalidInputError],
      [{ volatility: Number.POSITIVE_INFINITY }, InvalidInputError],
      [{ strike: -1 }, InvalidInputError],
      [{ forwards: Object.assign([100], { length: 3 }) }, InvalidInputError],
      [{ pastFixings: 5 as unknown as [] }, InvalidInputError],
      [{ pastFixings: null as unknown as [] }, InvalidInputError],
      [{ pastFixings: [null as unknown as { price: number; weight: number }] }, InvalidInputError],
      [{ rate: Number.NaN }, InvalidInputError],
      [{ pastFixings: [{ price: Number.NaN, weight: 1 }] }, InvalidInputError],
      [{ type: 'x' as 'call' }, InvalidInputError],
    ];
    for (const [change, error] of bad) expect(() => fast({ ...input, ...change })).toThrow(error);
    expect(() => asianArithmetic({ ...input, method: 'slow' as 'fast' })).toThrow(InvalidInputError);
  });
});

describe('asianGeometric', () => {
  test('default: the closed form of two fixings', () => {
    // ln G has variance sigma^2 (t1 + (t2 - t1)/4) = 0.04 (0.5 + 0.125) and mean ln 100 - 0.02 (0.5 + 1)/2.
    const mean = 100 * Math.exp(-0.015 + 0.0125);
    const expected = black76Price({
      type: 'call',
      forward: mean,
      strike: 100,
      timeToExpiry: 1,
      rate: 0,
      volatility: Math.sqrt(0.025),
    });
    expect(asianGeometric(window(2, 0.5, 1, { rate: 0, volatility: 0.2 })).price).toBeCloseTo(expected, 12);
  });

  test('the geometric call is worth at most the arithmetic one, the put at least', () => {
    fc.assert(
      fc.property(anyWindow, (input) => {
        const geometric = asianGeometric(input).price;
        const arithmetic = reference(input).price;
        if (input.type === 'call') expect(geometric).toBeLessThanOrEqual(arithmetic + 1e-8);
        else expect(geometric).toBeGreaterThanOrEqual(arithmetic - 1e-8);
      }),
      { numRuns: runs(40) },
    );
  });

  test('error: InvalidInputError for zero forwards and zero weights', () => {
    expect(() => asianGeometric(window(2, 0.5, 1, { forwards: [0, 1] }))).toThrow(InvalidInputError);
    expect(() => asianGeometric(window(2, 0.5, 1, { weights: [0, 0] }))).toThrow(InvalidInputError);
  });
});

describe('asianMonteCarlo', () => {
  test('default: the same inputs give the same number, another seed another', () => {
    const input = { ...window(4, 0.25, 1), paths: 100, seed: 1 };
    expect(asianMonteCarlo(input)).toEqual(asianMonteCarlo(input));
    expect(asianMonteCarlo({ ...input, seed: 2 }).price).not.toBe(asianMonteCarlo(input).price);
  });

  test('error: InvalidInputError for paths and seeds that are no such integers', () => {
    for (const change of [{ paths: 1 }, { paths: 2.5 }, { seed: -1 }, { seed: Number.NaN }]) {
      expect(() => asianMonteCarlo({ ...window(2, 0.5, 1), paths: 10, seed: 1, ...change })).toThrow(
        InvalidInputError,
      );
    }
  });
});

/** E[((S1 + S2)/2 - 100)^+] through the put. */
function twoFixings(t1: number, t2: number, volatility: number): number {
  return twoFixingsPut(t1, t2, volatility, 100);
}

/** E[(strike - (S1 + S2)/2)^+] by conditioning on S1: Black inside, a fine trapezoidal rule outside; forwards of 100. */
function twoFixingsPut(t1: number, t2: number, volatility: number, strike: number): number {
  const deviation = volatility * Math.sqrt(t1);
  const step = 1 / 4096;
  let sum = 0;
  for (let z = -9; z <= 9; z += step) {
    const first = 100 * Math.exp(deviation * z - 0.5 * deviation * deviation);
    const rest = 2 * strike - first;
    if (rest <= 0) break;
    const input = {
      type: 'put',
      forward: first,
      strike: rest,
      timeToExpiry: t2 - t1,
      rate: 0,
      volatility,
    } as const;
    sum += 0.5 * black76Price(input) * Math.exp(-0.5 * z * z);
  }
  return (sum * step) / Math.sqrt(2 * Math.PI);
}
