import { InvalidInputError } from '@phasegate/pricing/units';
import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { black76Price } from '../black/black76Price.ts';
import { ValuationOverflowError } from '../black/errors.ts';
import type { BlackInput } from '../black/optionInput.ts';
import { type DigitalResult, digital } from './digital.ts';

const base: BlackInput = {
  type: 'call',
  forward: 103,
  strike: 97,
  timeToExpiry: 0.7,
  rate: 0.03,
  volatility: 0.35,
};
const option = fc.record({
  type: fc.constantFrom<'call' | 'put'>('call', 'put'),
  forward: fc.double({ min: 50, max: 200, noNaN: true }),
  strike: fc.double({ min: 50, max: 200, noNaN: true }),
  timeToExpiry: fc.double({ min: 0.01, max: 3, noNaN: true }),
  rate: fc.double({ min: -0.05, max: 0.1, noNaN: true }),
  volatility: fc.double({ min: 0.05, max: 1, noNaN: true }),
});

describe('digital', () => {
  test('default: cash and asset at the money', () => {
    const atTheMoney = {
      type: 'call' as const,
      forward: 100,
      strike: 100,
      timeToExpiry: 1,
      rate: 0,
      volatility: 0.2,
    };
    expect(digital({ ...atTheMoney, payout: 'cash' }).price).toBeCloseTo(0.460172162722971, 15);
    expect(digital({ ...atTheMoney, payout: 'asset' }).price).toBeCloseTo(53.9827837277029, 12);
  });

  test.each([
    ['cash', 'call'],
    ['cash', 'put'],
    ['asset', 'call'],
    ['asset', 'put'],
  ] as const)('behavior: Greeks agree with central differences of the price: %s %s', (payout, type) => {
    const input = { ...base, payout, type };
    const greeks = digital(input);
    // Error of the quotient: h^2 times a sixth of the third derivative, plus rounding over h.
    const quotient = (
      path: 'forward' | 'volatility' | 'timeToExpiry' | 'rate',
      h: number,
      of: keyof DigitalResult,
    ): number =>
      (digital({ ...input, [path]: input[path] + h })[of] -
        digital({ ...input, [path]: input[path] - h })[of]) /
      (2 * h);
    const size = payout === 'cash' ? 1 : 100;
    expect(greeks.delta).toBeCloseTo(quotient('forward', 1e-3, 'price'), 8);
    expect(greeks.gamma).toBeCloseTo(quotient('forward', 1e-3, 'delta'), 8);
    expect(Math.abs(greeks.vega - quotient('volatility', 1e-5, 'price'))).toBeLessThan(1e-8 * size);
    expect(Math.abs(greeks.theta + quotient('timeToExpiry', 1e-5, 'price'))).toBeLessThan(1e-8 * size);
    expect(Math.abs(greeks.rho - quotient('rate', 1e-5, 'price'))).toBeLessThan(1e-8 * size);
  });

  test('call and put add up to the payout, and asset less strike times cash is the vanilla option', () => {
    fc.assert(
      fc.property(option, (input) => {
        const price = (payout: 'cash' | 'asset', type: 'call' | 'put'): number =>
          digital({ ...input, payout, type }).price;
        const discount = Math.exp(-input.rate * input.timeToExpiry);
        expect(price('cash', 'call') + price('cash', 'put')).toBeCloseTo(discount, 14);
        expect(price('asset', 'call') + price('asset', 'put')).toBeCloseTo(discount * input.forward, 11);
        const sign = input.type === 'call' ? 1 : -1;
        const vanilla = sign * (price('asset', input.type) - input.strike * price('cash', input.type));
        expect(vanilla).toBeCloseTo(black76Price(input), 11);
      }),
      { numRuns: runs(300) },
    );
  });

  test('behavior: a forward of nothing settles at nothing, above no strike, and every Greek is finite', () => {
    for (const strike of [0, 100]) {
      for (const volatility of [0, 0.2]) {
        const input = { forward: 0, strike, timeToExpiry: 1, rate: 0.05, volatility };
        const none = { delta: 0, gamma: 0, vega: 0 };
        expect(digital({ ...input, type: 'call', payout: 'cash' })).toMatchObject({ price: 0, ...none });
        expect(digital({ ...input, type: 'put', payout: 'cash' })).toMatchObject({
          price: Math.exp(-0.05),
          ...none,
        });
        expect(digital({ ...input, type: 'call', payout: 'asset' })).toMatchObject({ price: 0, ...none });
      }
    }
  });

  test('behavior: boundary table: ended, at the strike, zero and huge strikes', () => {
    const ended = { ...base, timeToExpiry: 0, rate: 0 };
    const zeroGreeks = { delta: 0, gamma: 0, vega: 0, theta: 0 };
    expect(digital({ ...ended, payout: 'cash' })).toMatchObject({ price: 1, ...zeroGreeks });
    expect(digital({ ...ended, payout: 'cash', forward: 90 })).toMatchObject({ price: 0, ...zeroGreeks });
    expect(digital({ ...ended, payout: 'cash', forward: 97 }).price).toBe(0.5);
    expect(digital({ ...ended, payout: 'asset' })).toMatchObject({ price: 103, delta: 1, gamma: 0 });
    expect(digital({ ...base, payout: 'asset', strike: 0 }).price).toBe(Math.exp(-0.03 * 0.7) * 103);
    expect(digital({ ...base, payout: 'cash', strike: 1e300 })).toMatchObject({
      price: 0,
      delta: 0,
      gamma: 0,
    });
    expect(digital({ ...base, payout: 'cash', type: 'put', forward: 0 }).price).toBe(Math.exp(-0.03 * 0.7));
    expect(digital({ ...base, payout: 'cash', forward: 0, strike: 0 }).price).toBe(0);
  });

  test('error: InvalidInputError and ValuationOverflowError', () => {
    expect(() => digital({ ...base, payout: 'gold' as 'cash' })).toThrow(InvalidInputError);
    expect(() => digital({ ...base, payout: 'cash', forward: Number.NaN })).toThrow(InvalidInputError);
    expect(() => digital({ ...base, payout: 'cash', volatility: -1 })).toThrow(InvalidInputError);
    expect(() => digital({ ...base, payout: 'asset', rate: -2000 })).toThrow(ValuationOverflowError);
  });
});
