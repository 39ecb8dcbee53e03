import { InvalidInputError } from '@phasegate/pricing/units';
import { normalDraws } from '@phasegate/risk';
import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cappedCall } from '../bounded/cappedCall.ts';
import { type BoundedSpreadInput, boundedSpread } from './boundedSpread.ts';

const swap: BoundedSpreadInput = {
  forward: 100,
  againstForward: 95,
  volatility: 0.5,
  againstVolatility: 0.4,
  correlation: 0.6,
  spread: 5,
  bound: 20,
  timeToExpiry: 0.25,
  rate: 0.05,
};

const anySwap = fc.record({
  forward: fc.double({ min: 1, max: 200, noNaN: true }),
  againstForward: fc.double({ min: 1, max: 200, noNaN: true }),
  volatility: fc.double({ min: 0.05, max: 1.5, noNaN: true }),
  againstVolatility: fc.double({ min: 0.05, max: 1.5, noNaN: true }),
  correlation: fc.double({ min: -0.99, max: 0.99, noNaN: true }),
  spread: fc.double({ min: -100, max: 100, noNaN: true }),
  bound: fc.double({ min: 1, max: 100, noNaN: true }),
  timeToExpiry: fc.double({ min: 0.01, max: 2, noNaN: true }),
  rate: fc.double({ min: -0.05, max: 0.2, noNaN: true }),
});

const clamp = (x: number, bound: number): number => Math.min(Math.max(x, -bound), bound);

/** Mean of the payoff over mirrored draws, and its standard error. */
function monteCarlo(input: BoundedSpreadInput, pairs: number): { mean: number; error: number } {
  const { volatility, againstVolatility, correlation, timeToExpiry } = input;
  const rootTime = Math.sqrt(timeToExpiry);
  const draws = normalDraws({ seed: 5, scenario: 0, path: 0 }, 2 * pairs);
  const lognormal = (forward: number, s: number, z: number): number =>
    forward * Math.exp(s * z - 0.5 * s * s);
  let [sum, squares] = [0, 0];
  for (let i = 0; i < pairs; i += 1) {
    let both = 0;
    for (const sign of [1, -1]) {
      const z = sign * draws[2 * i]!;
      const own = correlation * z + Math.sqrt(1 - correlation * correlation) * sign * draws[2 * i + 1]!;
      const s = lognormal(input.forward, volatility * rootTime, own);
      const a = lognormal(input.againstForward, againstVolatility * rootTime, z);
      both += 0.5 * clamp(s - a - input.spread, input.bound);
    }
    sum += both;
    squares += both * both;
  }
  const mean = sum / pairs;
  const discount = Math.exp(-input.rate * timeToExpiry);
  return { mean: discount * mean, error: discount * Math.sqrt((squares / pairs - mean * mean) / pairs) };
}

describe('boundedSpread', () => {
  test.each([-1, -0.7, 0, 0.6, 0.99, 1])(
    'default: Monte Carlo agrees within four standard errors at correlation %d',
    (correlation) => {
      const { mean, error } = monteCarlo({ ...swap, correlation }, 200_000);
      expect(error).toBeLessThan(0.03);
      expect(Math.abs(boundedSpread({ ...swap, correlation }).price - mean)).toBeLessThan(4 * error);
    },
  );

  test('behavior: without volatility it is the discounted payoff, at expiry the payoff', () => {
    const still = { ...swap, volatility: 0, againstVolatility: 0 };
    for (const forward of [60, 90, 100, 115, 150]) {
      const paid = clamp(forward - 95 - 5, 20);
      expect(boundedSpread({ ...still, forward }).price).toBeCloseTo(Math.exp(-0.05 / 4) * paid, 10);
      expect(boundedSpread({ ...swap, forward, timeToExpiry: 0 }).price).toBeCloseTo(paid, 10);
    }
  });

  test('behavior: against a price that stands still it is a call spread less the bound, in every Greek', () => {
    for (const correlation of [-1, 0, 0.5, 1]) {
      const price = boundedSpread({ ...swap, correlation, againstVolatility: 0 });
      const spread = cappedCall({ ...swap, strike: 80, cap: 120 });
      const fixed = Math.exp(-0.05 / 4) * -20;
      expect(price.price).toBeCloseTo(spread.price + fixed, 9);
      expect(price.delta).toBeCloseTo(spread.delta, 9);
      expect(price.vega).toBeCloseTo(spread.vega, 8);
      expect(price.gamma).toBeCloseTo(spread.gamma, 6);
      expect(price.theta).toBeCloseTo(spread.theta + 0.05 * fixed, 8);
    }
  });

  test('behavior: two copies of one price differ by nothing', () => {
    const { price } = boundedSpread({
      ...swap,
      againstForward: 100,
      againstVolatility: 0.5,
      correlation: 1,
      spread: 0,
    });
    expect(price).toBeCloseTo(0, 10);
  });

  test('the two sides mirror each other, whichever index is conditioned on', () => {
    const met = { low: 0, high: 0 };
    fc.assert(
      fc.property(anySwap, (input) => {
        const mirror = boundedSpread({
          ...input,
          forward: input.againstForward,
          againstForward: input.forward,
          volatility: input.againstVolatility,
          againstVolatility: input.volatility,
          spread: -input.spread,
        });
        const own = boundedSpread(input);
        const scale = Math.max(input.forward, input.againstForward) + input.bound;
        expect(Math.abs(own.price + mirror.price)).toBeLessThan(2e-11 * scale * Math.exp(0.1));
        expect(Math.abs(own.delta + mirror.againstDelta)).toBeLessThan(1e-9);
        expect(Math.abs(own.vega + mirror.againstVega)).toBeLessThan(1e-9 * scale);
        expect(Math.abs(own.price)).toBeLessThanOrEqual(
          Math.exp(-input.rate * input.timeToExpiry) * input.bound * (1 + 1e-12),
        );
        if (input.correlation < 0) met.low += 1;
        else met.high += 1;
      }),
      { numRuns: Math.max(40, runs(40)), endOnFailure: true },
    );
    expect(Math.min(met.low, met.high)).toBeGreaterThan(5);
  });

  test('every Greek is the slope that differences of the price show', () => {
    fc.assert(
      fc.property(anySwap, (input) => {
        const greeks = boundedSpread(input);
        const scale = Math.max(input.forward, input.againstForward) + input.bound;
        const spanned = (path: keyof BoundedSpreadInput, step: number): number =>
          boundedSpread({ ...input, [path]: input[path] + step }).price -
          boundedSpread({ ...input, [path]: input[path] - step }).price;
        // Four points: near expiry a step of the forward is a fifth of a deviation.
        const slope = (path: keyof BoundedSpreadInput, step: number): number =>
          (8 * spanned(path, step) - spanned(path, 2 * step)) / (12 * step);
        const near = (analytic: number, difference: number, size: number): void =>
          expect(Math.abs(analytic - difference)).toBeLessThan(2e-4 * size);
        near(greeks.delta, slope('forward', 1e-3 * input.forward), 1);
        near(greeks.againstDelta, slope('againstForward', 1e-3 * input.againstForward), 1);
        near(greeks.vega, slope('volatility', 1e-4), scale);
        near(greeks.againstVega, slope('againstVolatility', 1e-4), scale);
        near(greeks.theta, -slope('timeToExpiry', 1e-5), scale);
        near(greeks.rho, slope('rate', 1e-4), scale);
      }),
      { numRuns: runs(25), endOnFailure: true },
    );
  });

  test('behavior: a kink between the points of two rules costs no accuracy', () => {
    // Each was 3e-11 to 2e-9 of the forwards and the bound off, where a rule and its halves agreed by chance.
    const kinked: readonly Partial<BoundedSpreadInput>[] = [
      {
        forward: 1e-18,
        againstForward: 106.3060146472433,
        againstVolatility: 1.71166493084824256,
        bound: 180.97166516619865,
        spread: 1e-18,
        timeToExpiry: 1_724_400 / 31_536_000,
      },
      {
        forward: 9_949.17,
        againstForward: 3_662.782906413369,
        againstVolatility: 1.93,
        bound: 1_329.44,
        spread: -3_019.03,
        timeToExpiry: 0.25,
      },
      {
        forward: 6_877.68,
        againstForward: 125.35336243929461,
        againstVolatility: 0.7,
        bound: 5_838.26,
        spread: -50,
        timeToExpiry: 0.134,
      },
    ];
    for (const change of kinked) {
      const input = { ...swap, rate: 0, volatility: 0, ...change };
      const { forward, againstForward, againstVolatility, timeToExpiry, bound } = input;
      const center = forward - input.spread;
      const mirror = { forward: againstForward, volatility: againstVolatility, rate: 0, timeToExpiry };
      const call = cappedCall({ ...mirror, strike: Math.max(0, center - bound), cap: center + bound });
      const exact = Math.min(bound, center) - call.price;
      const scale = Math.max(forward, againstForward) + bound;
      expect(Math.abs(boundedSpread(input).price - exact)).toBeLessThan(1e-12 * scale);
    }
  });

  test('behavior: where both sides of a kink are rounding, it answers at once, and the delta is between theirs', () => {
    for (const correlation of [1, 1 - 2 ** -53, 1 - 1e-12]) {
      const equal = {
        volatility: 0.5,
        againstVolatility: 0.5,
        forward: 100,
        againstForward: 100,
        correlation,
      };
      const { price, delta } = boundedSpread({ ...swap, ...equal, spread: 20, bound: 20, rate: 0 });
      expect(price).toBeCloseTo(-20, 3);
      expect(delta).toBeGreaterThanOrEqual(0);
      expect(delta).toBeLessThanOrEqual(1);
    }
    const far = { forward: 1e-18, againstForward: 1e-18, bound: 1e-18, correlation: 0.5 };
    expect(boundedSpread({ ...swap, ...far, spread: -1e4, rate: 0 }).price / 1e-18).toBeCloseTo(1, 12);
  });

  test('error: InvalidInputError', () => {
    for (const change of [
      { correlation: 1.01 },
      { correlation: Number.NaN },
      { volatility: -0.1 },
      { bound: -1 },
      { spread: Number.POSITIVE_INFINITY },
      { timeToExpiry: -1 },
      { againstForward: undefined as unknown as number },
    ])
      expect(() => boundedSpread({ ...swap, ...change })).toThrow(InvalidInputError);
  });
});
