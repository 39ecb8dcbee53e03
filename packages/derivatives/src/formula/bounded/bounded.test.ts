import { InvalidInputError } from '@phasegate/pricing/units';
import { CapBelowStrikeError } from '@phasegate/risk';
import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { black76 } from '../black/black76.ts';
import { cappedCall } from './cappedCall.ts';
import { collar, fairCollarPrice } from './collar.ts';

const market = { forward: 100, timeToExpiry: 1, rate: 0, volatility: 0.2 };
const anyMarket = fc.record({
  forward: fc.double({ min: 20, max: 300, noNaN: true }),
  timeToExpiry: fc.double({ min: 0, max: 3, noNaN: true }),
  rate: fc.double({ min: -0.05, max: 0.2, noNaN: true }),
  volatility: fc.double({ min: 0, max: 2, noNaN: true }),
});

describe('cappedCall', () => {
  test('default: the call spread at the money', () => {
    expect(cappedCall({ ...market, strike: 100, cap: 130 }).price).toBeCloseTo(6.956695839437181, 12);
  });

  test('its value lies between zero and the discounted cap, and equals call minus call in every Greek', () => {
    fc.assert(
      fc.property(
        anyMarket,
        fc.double({ min: 0, max: 300, noNaN: true }),
        fc.double({ min: 0, max: 300, noNaN: true }),
        (input, strike, width) => {
          const value = cappedCall({ ...input, strike, cap: strike + width });
          const discount = Math.exp(-input.rate * input.timeToExpiry);
          expect(value.price).toBeGreaterThanOrEqual(0);
          expect(value.price).toBeLessThanOrEqual(discount * (strike + width - strike));
          const low = black76({ ...input, type: 'call', strike });
          const high = black76({ ...input, type: 'call', strike: strike + width });
          for (const key of ['delta', 'gamma', 'vega', 'theta', 'rho', 'vanna', 'volga'] as const) {
            expect(value[key]).toBe(low[key] - high[key]);
          }
        },
      ),
      { numRuns: runs(200) },
    );
  });

  test('error: CapBelowStrikeError, InvalidInputError', () => {
    expect(() => cappedCall({ ...market, strike: 100, cap: 99 })).toThrow(CapBelowStrikeError);
    expect(() => cappedCall({ ...market, strike: 100, cap: Number.NaN })).toThrow(InvalidInputError);
    expect(() => cappedCall({ ...market, strike: -1, cap: 100 })).toThrow(InvalidInputError);
  });
});

describe('collar', () => {
  test('default: at its fair price a collar is worth nothing', () => {
    const terms = { ...market, floor: 80, cap: 120 };
    expect(fairCollarPrice(terms)).toBeCloseTo(99.03863070263228, 11);
    expect(collar({ ...terms, rate: 0.07, price: fairCollarPrice(terms) }).price).toBeCloseTo(0, 12);
  });

  test('the fair price never leaves floor and cap, by no ulp', () => {
    const at = { floor: 0, cap: 0 };
    fc.assert(
      fc.property(
        anyMarket,
        fc.double({ min: 0, max: 500, noNaN: true }),
        fc.double({ min: 0, max: 500, noNaN: true }),
        (input, floor, width) => {
          const cap = floor + width;
          const fair = fairCollarPrice({ ...input, floor, cap });
          expect(fair >= floor && fair <= cap).toBe(true);
          if (fair === floor) at.floor += 1;
          if (fair === cap) at.cap += 1;
        },
      ),
      { numRuns: runs(500) },
    );
    for (const [end, times] of Object.entries(at)) expect(times, end).toBeGreaterThanOrEqual(5);
  });

  test('behavior: theta and rho include the fixed leg', () => {
    const terms = { ...market, rate: 0.05, floor: 80, cap: 120, price: 95 };
    const h = 1e-5;
    const theta =
      (collar({ ...terms, timeToExpiry: 1 - h }).price - collar({ ...terms, timeToExpiry: 1 + h }).price) /
      (2 * h);
    expect(collar(terms).theta).toBeCloseTo(theta, 7);
    expect(collar(terms).rho).toBeCloseTo(-collar(terms).price, 12);
  });

  test('behavior: at expiry it pays the clamped settlement price less the agreed one', () => {
    for (const [settlement, paid] of [
      [50, -15],
      [80, -15],
      [100, 5],
      [120, 25],
      [300, 25],
    ] as const) {
      expect(
        collar({ ...market, timeToExpiry: 0, forward: settlement, price: 95, floor: 80, cap: 120 }).price,
      ).toBe(paid);
    }
  });

  test('error: CapBelowStrikeError, InvalidInputError', () => {
    expect(() => collar({ ...market, price: 100, floor: 101, cap: 100 })).toThrow(CapBelowStrikeError);
    for (const bad of [undefined, null, 5, 'collar', {}]) {
      expect(() => collar(bad as never)).toThrow(InvalidInputError);
      expect(() => fairCollarPrice(bad as never)).toThrow(InvalidInputError);
      expect(() => cappedCall(bad as never)).toThrow(InvalidInputError);
    }
    expect(() => collar({ ...market, price: Number.NaN, floor: 90, cap: 100 })).toThrow(InvalidInputError);
  });
});
