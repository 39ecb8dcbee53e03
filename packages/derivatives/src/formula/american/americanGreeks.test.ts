import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { black76 } from '../black/black76.ts';
import { type AmericanInput, american } from './american.ts';
import { type AmericanGreeks, americanGreeks } from './americanGreeks.ts';
import { carriedTree } from './carriedTree.testing.ts';

const put = (change: Partial<AmericanInput> = {}): AmericanInput => ({
  type: 'put',
  spot: 100,
  strike: 100,
  timeToExpiry: 1,
  rate: 0.05,
  dividendYield: 0.05,
  volatility: 0.25,
  ...change,
});
const GREEKS = ['delta', 'gamma', 'vega', 'theta', 'rho'] as const;
type Greeks = Pick<AmericanGreeks, (typeof GREEKS)[number]>;
type Field = 'spot' | 'volatility' | 'timeToExpiry' | 'rate';

/** Differences of a pricer, extrapolated from two steps (Richardson); `step` is a part of a standard deviation. */
function differences(price: (input: AmericanInput) => number, input: AmericanInput, step: number): Greeks {
  const deviation = input.volatility * Math.sqrt(input.timeToExpiry);
  const at = (field: Field, by: number): number => price({ ...input, [field]: input[field] + by });
  const slope = (field: Field, h: number): number => {
    const central = (by: number): number => (at(field, by) - at(field, -by)) / (2 * by);
    return (4 * central(h) - central(2 * h)) / 3;
  };
  const h = step * deviation * input.spot;
  const curvature = (by: number): number => (at('spot', by) - 2 * price(input) + at('spot', -by)) / (by * by);
  return {
    delta: slope('spot', h),
    gamma: (4 * curvature(h) - curvature(2 * h)) / 3,
    vega: slope('volatility', step * input.volatility),
    theta: -slope('timeToExpiry', step * input.timeToExpiry),
    rho: slope('rate', step * input.rate),
  };
}

/** What a Greek is compared in: the unit that makes it a part of the price's scale. */
const unit = (greek: keyof Greeks, { spot, strike, volatility, timeToExpiry }: AmericanInput): number => {
  const scale = Math.max(spot, strike);
  if (greek === 'delta') return scale / spot;
  return greek === 'gamma' ? scale / (spot * spot * volatility * Math.sqrt(timeToExpiry)) : scale;
};

describe('americanGreeks', () => {
  test('default: against a binomial tree, which shares nothing with it', () => {
    const input = put();
    const greeks = americanGreeks(input);
    expect(greeks).toMatchObject(american(input));
    const tree = differences((bumped) => carriedTree(bumped, 2000), input, 0.2);
    for (const greek of GREEKS) {
      expect(Math.abs(greeks[greek] - tree[greek]) / unit(greek, input), greek).toBeLessThan(2e-3);
    }
  });

  test.each(['put', 'call'] as const)(
    'differences of the exact price agree with exact and fast: %s',
    (type) => {
      const any = fc.record({
        type: fc.constant(type),
        // Mostly where it is held.
        spot: fc.double(
          type === 'put' ? { min: 85, max: 160, noNaN: true } : { min: 60, max: 115, noNaN: true },
        ),
        strike: fc.constant(100),
        timeToExpiry: fc.double({ min: 0.05, max: 3, noNaN: true }),
        rate: fc.double({ min: 0.02, max: 0.15, noNaN: true }),
        dividendYield: fc.double({ min: 0.005, max: 0.15, noNaN: true }),
        volatility: fc.double({ min: 0.1, max: 0.9, noNaN: true }),
      });
      let held = 0;
      fc.assert(
        fc.property(any, (input) => {
          const exact = americanGreeks(input);
          const fast = americanGreeks({ ...input, method: 'fast' });
          const exercise = (type === 'call' ? 1 : -1) * (input.spot - input.strike);
          // At the boundary gamma jumps, and a difference across the jump is neither side.
          if (exact.price - exercise < 0.02 * input.strike && exercise > 0) return;
          held += 1;
          const expected = differences((bumped) => american(bumped).price, input, 0.02);
          for (const greek of GREEKS) {
            const scale = unit(greek, input);
            expect(Math.abs(exact[greek] - expected[greek]) / scale, `exact ${greek}`).toBeLessThan(2e-5);
            expect(Math.abs(fast[greek] - expected[greek]) / scale, `fast ${greek}`).toBeLessThan(1e-4);
          }
        }),
        { numRuns: runs(8) },
      );
      expect(held).toBeGreaterThan(2);
    },
  );

  test('behavior: in the exercise region they are those of the payoff', () => {
    expect(americanGreeks(put({ spot: 40 }))).toEqual({
      price: 60,
      error: 0,
      delta: -1,
      gamma: 0,
      vega: 0,
      theta: 0,
      rho: 0,
    });
    expect(americanGreeks(put({ type: 'call', spot: 250 })).delta).toBe(1);
  });

  test('behavior: never exercised early, they are those of Black, spot and yield held', () => {
    const input = put({ type: 'call', dividendYield: 0 });
    const growth = Math.exp(0.05);
    const black = black76({
      type: 'call',
      forward: 100 * growth,
      strike: 100,
      timeToExpiry: 1,
      rate: 0.05,
      volatility: 0.25,
    });
    const greeks = americanGreeks(input);
    expect(greeks.delta).toBeCloseTo(black.delta * growth, 12);
    expect(greeks.gamma).toBeCloseTo(black.gamma * growth * growth, 12);
    expect(greeks.vega).toBeCloseTo(black.vega, 10);
    expect(greeks.rho).toBeCloseTo(100 * greeks.delta - greeks.price, 10);
  });

  test.each<[string, AmericanInput]>([
    [
      'put next to certainty, exercised at its time',
      put({ strike: 120, timeToExpiry: 40, rate: 0.01, dividendYield: 0.5, volatility: 1e-6 }),
    ],
    ['put next to certainty, exercised at the end', put({ rate: 0, dividendYield: 0.1, volatility: 1e-12 })],
    ['endless put', put({ timeToExpiry: 500 })],
    ['endless call', put({ type: 'call', timeToExpiry: 500, rate: 0.02, dividendYield: 0.07 })],
    [
      'call next to certainty',
      put({ type: 'call', spot: 130, timeToExpiry: 30, rate: 0.3, dividendYield: 0.02, volatility: 1e-7 }),
    ],
  ])('behavior: the closed forms of the extremes agree with differences of their prices: %s', (_, input) => {
    const greeks = americanGreeks(input);
    const around = (field: Field, h: number): number =>
      (american({ ...input, [field]: input[field] + h }).price -
        american({ ...input, [field]: input[field] - h }).price) /
      (2 * h);
    expect(greeks.delta).toBeCloseTo(around('spot', 1e-3), 7);
    expect(greeks.rho / 100).toBeCloseTo(around('rate', 1e-7) / 100, 4);
    expect(greeks.theta).toBeCloseTo(-around('timeToExpiry', 1e-3), 5);
    if (input.volatility > 0.01) expect(greeks.vega).toBeCloseTo(around('volatility', 1e-5), 5);
    const curvature =
      (american({ ...input, spot: input.spot + 0.1 }).price -
        2 * greeks.price +
        american({ ...input, spot: input.spot - 0.1 }).price) /
      0.01;
    expect(greeks.gamma).toBeCloseTo(curvature, 5);
  });

  test('behavior: boundary table of nothing', () => {
    for (const type of ['call', 'put'] as const) {
      for (const zero of [
        { spot: 0 },
        { strike: 0 },
        { spot: 0, strike: 0 },
        { timeToExpiry: 0 },
        { volatility: 0 },
      ]) {
        for (const value of Object.values(americanGreeks(put({ type, ...zero })))) {
          expect(Number.isFinite(value)).toBe(true);
        }
      }
    }
    expect(americanGreeks(put({ timeToExpiry: 0 })).delta).toBe(-0.5);
    expect(americanGreeks(put({ type: 'call', strike: 0 })).delta).toBe(1);
  });
});
