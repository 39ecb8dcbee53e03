import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { black76 } from '../black/black76.ts';
import { asianArithmetic } from './asianArithmetic.ts';
import { type AsianGreeks, asianGreeks } from './asianGreeks.ts';
import type { AsianInput } from './asianInput.ts';

const GREEKS = ['delta', 'gamma', 'vega', 'theta', 'rho'] as const;
type Greeks = Pick<AsianGreeks, (typeof GREEKS)[number]>;

const monthly: AsianInput = {
  type: 'call',
  forwards: [98, 100, 103, 101],
  weights: [0.1, 0.3, 0.2, 0.2],
  fixingTimes: [0.3, 0.5, 0.75, 1],
  strike: 100,
  rate: 0.04,
  volatility: 0.3,
  pastFixings: [{ price: 95, weight: 0.2 }],
};

const anyInput = fc.record({
  type: fc.constantFrom<'call' | 'put'>('call', 'put'),
  forwards: fc.tuple(...Array.from({ length: 4 }, () => fc.double({ min: 80, max: 125, noNaN: true }))),
  weights: fc.tuple(...Array.from({ length: 4 }, () => fc.double({ min: 0.1, max: 0.4, noNaN: true }))),
  fixingTimes: fc.constantFrom([0.2, 0.5, 0.7, 1], [0.1, 0.11, 0.12, 0.13], [1, 2, 3, 4]),
  strike: fc.double({ min: 60, max: 160, noNaN: true }),
  rate: fc.double({ min: -0.02, max: 0.1, noNaN: true }),
  volatility: fc.double({ min: 0.1, max: 1.2, noNaN: true }),
});

/** Differences of the price itself, from four points (Richardson on central ones). */
function differences(input: AsianInput, method: 'fast' | 'reference'): Greeks {
  const price = (change: Partial<AsianInput>): number =>
    asianArithmetic({ ...input, ...change, method }).price;
  const level = dot(input.forwards, input.weights) / input.weights.reduce((sum, weight) => sum + weight, 0);
  const moved = (part: number): number =>
    price({ forwards: input.forwards.map((forward) => forward * (1 + part)) });
  const later = (by: number): number => price({ fixingTimes: input.fixingTimes.map((time) => time + by) });
  const slope = (f: (by: number) => number, h: number): number =>
    (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h);
  const h = 0.03 * input.volatility * Math.sqrt(input.fixingTimes[0]!);
  const curvature =
    (16 * (moved(h) + moved(-h)) - (moved(2 * h) + moved(-2 * h)) - 30 * moved(0)) / (12 * h * h);
  return {
    delta: slope(moved, h) / level,
    gamma: curvature / (level * level),
    vega: slope((by) => price({ volatility: input.volatility + by }), 0.01 * input.volatility),
    theta: -slope(later, 0.02 * input.fixingTimes[0]!),
    rho: slope((by) => price({ rate: input.rate + by }), 1e-3),
  };
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, x, i) => sum + x * b[i]!, 0);

/** The unit in which a Greek is compared: a price of 100. */
const UNIT: Greeks = { delta: 1, gamma: 0.01, vega: 100, theta: 100, rho: 100 };

describe('asianGreeks', () => {
  test.each(['call', 'put'] as const)(
    'default: differences of the reference price, uneven, with a past fixing: %s',
    (type) => {
      const input = { ...monthly, type };
      const greeks = asianGreeks({ ...input, method: 'reference' });
      expect(greeks).toMatchObject(asianArithmetic({ ...input, method: 'reference' }));
      const expected = differences(input, 'reference');
      for (const greek of GREEKS) {
        expect(Math.abs(greeks[greek] - expected[greek]) / UNIT[greek], greek).toBeLessThan(1e-8);
      }
    },
  );

  test.each(['fast', 'reference'] as const)(
    'they are the differences of their own price, for any input: %s',
    (method) => {
      fc.assert(
        fc.property(anyInput, (input) => {
          const greeks = asianGreeks({ ...input, method });
          const expected = differences(input, method);
          for (const greek of GREEKS) {
            expect(Math.abs(greeks[greek] - expected[greek]) / UNIT[greek], greek).toBeLessThan(
              // The lower bound is not the price of a model, so the passage of time is not its gamma's.
              method === 'fast' && greek === 'theta' ? 0.01 : 2e-6,
            );
          }
        }),
        { numRuns: runs(20) },
      );
    },
  );

  test('for total volatility below 0.3 fast is within 2e-3 of exact, in units of the price', () => {
    fc.assert(
      fc.property(anyInput, fc.double({ min: 0.05, max: 0.3, noNaN: true }), (any, total) => {
        const input = { ...any, volatility: total / Math.sqrt(any.fixingTimes.at(-1)!) };
        const exact = asianGreeks({ ...input, method: 'reference' });
        const fast = asianGreeks({ ...input, method: 'fast' });
        for (const greek of GREEKS) {
          const unit = greek === 'gamma' ? UNIT.gamma / total : UNIT[greek];
          expect(Math.abs(fast[greek] - exact[greek]) / unit, greek).toBeLessThan(2e-3);
        }
      }),
      { numRuns: runs(40) },
    );
  });

  test.each(['fast', 'reference'] as const)(
    'behavior: with one fixing they are those of Black: %s',
    (method) => {
      for (const type of ['call', 'put'] as const) {
        for (const volatility of [0, 1e-9, 0.3, 3]) {
          for (const strike of [90, 100]) {
            const common = { type, strike, rate: 0.04, volatility };
            const black = black76({ ...common, forward: 100, timeToExpiry: 0.7 });
            const greeks = asianGreeks({
              ...common,
              forwards: [100],
              weights: [1],
              fixingTimes: [0.7],
              method,
            });
            for (const greek of GREEKS) {
              expect(
                Math.abs(greeks[greek] - black[greek]) / Math.max(1, Math.abs(black[greek])),
                greek,
              ).toBeLessThan(1e-7);
            }
          }
        }
      }
    },
  );

  test('behavior: where the strike is passed for good they are those of a forward; where nothing moves, none', () => {
    const discount = Math.exp(-0.04);
    const passed = asianGreeks({ ...monthly, strike: 10, method: 'reference' });
    expect(passed.delta).toBeCloseTo(discount * 0.8, 12);
    expect(passed).toMatchObject({ gamma: 0, vega: 0, error: 0 });
    expect(passed.rho).toBeCloseTo(-passed.price, 12);
    const fixed = asianGreeks({ ...monthly, fixingTimes: [0, 0, 0, 0], strike: 90, method: 'fast' });
    expect(fixed).toMatchObject({ delta: 0, gamma: 0, vega: 0 });
  });
});
