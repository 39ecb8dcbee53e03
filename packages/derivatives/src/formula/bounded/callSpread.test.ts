import { InvalidInputError } from '@phasegate/pricing/units';
import { CapBelowStrikeError } from '@phasegate/risk';
import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { black76 } from '../black/black76.ts';
import { callSpread } from './callSpread.ts';

const market = { forward: 100, timeToExpiry: 1, rate: 0, volatility: 0.2 };
const anyMarket = fc.record({
  forward: fc.double({ min: 20, max: 300, noNaN: true }),
  timeToExpiry: fc.double({ min: 0, max: 3, noNaN: true }),
  rate: fc.double({ min: -0.05, max: 0.2, noNaN: true }),
  volatility: fc.double({ min: 0, max: 2, noNaN: true }),
});

describe('callSpread', () => {
  test('default: the call spread at the money', () => {
    expect(callSpread({ ...market, strike: 100, cap: 130 }).price).toBeCloseTo(6.956695839437181, 12);
  });

  test('its value lies between zero and the discounted cap, and equals call minus call in every Greek', () => {
    fc.assert(
      fc.property(
        anyMarket,
        fc.double({ min: 0, max: 300, noNaN: true }),
        fc.double({ min: 0, max: 300, noNaN: true }),
        (input, strike, width) => {
          const value = callSpread({ ...input, strike, cap: strike + width });
          const discount = Math.exp(-input.rate * input.timeToExpiry);
          expect(value.price).toBeGreaterThanOrEqual(0);
          expect(value.price).toBeLessThanOrEqual(
            discount * width + 1e-12 * (strike + width + input.forward),
          );
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
    expect(() => callSpread({ ...market, strike: 100, cap: 99 })).toThrow(CapBelowStrikeError);
    expect(() => callSpread({ ...market, strike: 100, cap: Number.NaN })).toThrow(InvalidInputError);
    expect(() => callSpread({ ...market, strike: -1, cap: 100 })).toThrow(InvalidInputError);
  });
});
