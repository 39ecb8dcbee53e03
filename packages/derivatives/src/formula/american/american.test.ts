import { InvalidInputError } from '@phasegate/pricing/units';
import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { black76Price } from '../black/black76Price.ts';
import { gaussLegendre } from '../quadrature/gaussLegendre.ts';
import { type AmericanInput, american } from './american.ts';
import { boundaryAt } from './exerciseBoundary.ts';
import { exercisePremium } from './exercisePremium.ts';
import { optimalBoundaries } from './optimalBoundaries.ts';

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

const european = ({
  type,
  spot,
  strike,
  timeToExpiry,
  rate,
  dividendYield,
  volatility,
}: AmericanInput): number =>
  black76Price({
    type,
    forward: spot * Math.exp((rate - dividendYield) * timeToExpiry),
    strike,
    timeToExpiry,
    rate,
    volatility,
  });

/** The cases differ in which rate dominates, in how many boundaries there are and in whether they meet. */
const CASES: [string, AmericanInput][] = [
  ['equal rates', put()],
  ['no yield', put({ dividendYield: 0, volatility: 0.2 })],
  ['yield above rate', put({ rate: 0.02, dividendYield: 0.1, volatility: 0.3 })],
  ['long', put({ timeToExpiry: 30, dividendYield: 0.02, volatility: 0.3 })],
  ['zero rate, negative yield', put({ rate: 0, dividendYield: -0.05, volatility: 0.2 })],
  ['negative yield', put({ dividendYield: -0.05, volatility: 0.2 })],
  ['two boundaries', put({ rate: -0.01, dividendYield: -0.05, timeToExpiry: 2, volatility: 0.2 })],
  [
    'two boundaries that meet',
    put({ rate: -0.02, dividendYield: -0.03, timeToExpiry: 10, volatility: 0.15 }),
  ],
  ['call', put({ type: 'call', rate: 0.02, dividendYield: 0.06 })],
];

describe('american', () => {
  test('default: the published premium of the equal-rates case', () => {
    // Andersen, Lake, Offengenden (2016), their benchmark case: premium 0.106952702747 over the European put.
    expect(american(put()).price - european(put())).toBeCloseTo(0.106952702747, 9);
  });

  test.each(CASES)(
    "behavior: two binomial trees, extrapolated, agree within the trees' last change: %s",
    (_, input) => {
      const coarse = smoothedTree(input, 500);
      const fine = smoothedTree(input, 1000);
      const change = Math.abs(fine - coarse);
      expect(change).toBeLessThan(3e-4 * input.strike);
      expect(Math.abs(2 * fine - coarse - american(input).price)).toBeLessThan(change + 1e-6 * input.strike);
    },
  );

  test.each(CASES)('behavior: grids of degree 24 and 36 agree to 1e-8 of the strike: %s', (_, input) => {
    const problem =
      input.type === 'put'
        ? input
        : { ...input, strike: input.spot, rate: input.dividendYield, dividendYield: input.rate };
    const premium = (degree: number, points: number): number =>
      exercisePremium(
        problem,
        100,
        input.timeToExpiry,
        optimalBoundaries(problem, input.timeToExpiry, degree, points),
        gaussLegendre(4 * points),
      );
    expect(Math.abs(premium(24, 64) - premium(36, 96))).toBeLessThan(1e-8 * 100);
  });

  test('behavior: at the boundary value and slope join the exercise value', () => {
    const problem = { strike: 100, rate: 0.05, dividendYield: 0.02, volatility: 0.3 };
    const boundaries = optimalBoundaries(problem, 1, 36, 96);
    const critical = boundaryAt(boundaries[0]!, 1);
    const at = (spot: number): number =>
      american({ type: 'put', spot, timeToExpiry: 1, ...problem }).price - (100 - spot);
    expect(at(critical * 0.999)).toBe(0);
    expect(at(critical * 1.0001)).toBeGreaterThanOrEqual(0);
    expect(at(critical * 1.0001)).toBeLessThan(1e-5);
    expect(at(critical * 1.01)).toBeGreaterThan(1e-3);
  });

  test('behavior: between two boundaries it is exercised, outside it is not', () => {
    const input = put({ rate: -0.01, dividendYield: -0.05, timeToExpiry: 0.2, volatility: 0.1 });
    const [upper, lower] = optimalBoundaries(input, 0.2, 24, 64);
    expect(boundaryAt(lower!, 1)).toBeLessThan(boundaryAt(upper!, 1));
    const middle = 0.5 * (boundaryAt(lower!, 1) + boundaryAt(upper!, 1));
    expect(american({ ...input, spot: middle }).price).toBe(100 - middle);
    const below = 0.9 * boundaryAt(lower!, 1);
    expect(american({ ...input, spot: below }).price).toBeGreaterThan(100 - below);
  });

  test('behavior: without anything to gain early it is European', () => {
    const never: AmericanInput[] = [
      put({ rate: 0, dividendYield: 0 }),
      put({ rate: -0.02, dividendYield: 0.01 }),
      put({ type: 'call', dividendYield: 0 }),
      put({ type: 'call', dividendYield: -0.02, rate: 0.03 }),
    ];
    for (const input of never) expect(american(input).price).toBeCloseTo(european(input), 10);
  });

  test('behavior: boundary table of zero time, spot, strike and volatility', () => {
    expect(american(put({ timeToExpiry: 0, spot: 90 })).price).toBe(10);
    expect(american(put({ spot: 0 })).price).toBe(100);
    expect(american(put({ spot: 0, rate: -0.1 })).price).toBeCloseTo(100 * Math.exp(0.1), 10);
    expect(american(put({ strike: 0 })).price).toBe(0);
    expect(american(put({ type: 'call', strike: 0 })).price).toBe(100);
    expect(american(put({ volatility: 0, dividendYield: 0, spot: 90 })).price).toBe(10);
    // Certain and drifting down at 10 % a year for a year: worth waiting.
    expect(american(put({ volatility: 0, rate: 0, dividendYield: 0.1 })).price).toBeCloseTo(
      100 * (1 - Math.exp(-0.1)),
      10,
    );
    // Worth waiting for a while, not to the end: the best time is inside.
    const best = Math.max(
      ...Array.from({ length: 20_001 }, (_, i) => 100 * (Math.exp(-5e-5 * i) - Math.exp(-3e-4 * i))),
    );
    expect(
      american(put({ volatility: 0, rate: 0.05, dividendYield: 0.3, timeToExpiry: 20 })).price,
    ).toBeCloseTo(best, 5);
    const nearlyCertain = american(
      put({ volatility: 1e-4, rate: 0.1, dividendYield: 0.02, spot: 100.5 }),
    ).price;
    expect(nearlyCertain).toBeGreaterThanOrEqual(0);
    expect(nearlyCertain).toBeLessThan(1e-6);
  });

  test('it is worth at least exercise and European value, at most the larger bound, and mirrors between put and call', () => {
    const any = fc.record({
      type: fc.constantFrom<'call' | 'put'>('call', 'put'),
      spot: fc.double({ min: 50, max: 200, noNaN: true }),
      strike: fc.constant(100),
      timeToExpiry: fc.double({ min: 0.01, max: 5, noNaN: true }),
      rate: fc.double({ min: -0.05, max: 0.15, noNaN: true }),
      dividendYield: fc.double({ min: -0.05, max: 0.15, noNaN: true }),
      volatility: fc.double({ min: 0.05, max: 0.9, noNaN: true }),
    });
    fc.assert(
      fc.property(any, (input) => {
        const { price } = american(input);
        const exercise = Math.max((input.type === 'call' ? 1 : -1) * (input.spot - input.strike), 0);
        expect(price).toBeGreaterThanOrEqual(Math.max(exercise, european(input)) - 1e-12 * 200);
        const mirror = american({
          ...input,
          type: input.type === 'call' ? 'put' : 'call',
          spot: input.strike,
          strike: input.spot,
          rate: input.dividendYield,
          dividendYield: input.rate,
        });
        expect(mirror.price).toBeCloseTo(price, 8);
        const longer = american({ ...input, timeToExpiry: 1.2 * input.timeToExpiry });
        expect(longer.price).toBeGreaterThanOrEqual(price - 2e-8 * 200);
      }),
      { numRuns: runs(12) },
    );
  });

  test('error: InvalidInputError', () => {
    for (const path of ['spot', 'strike', 'timeToExpiry', 'rate', 'dividendYield', 'volatility'] as const) {
      for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, '1' as unknown as number]) {
        expect(() => american(put({ [path]: bad }))).toThrow(InvalidInputError);
      }
    }
    expect(() => american(put({ volatility: -0.1 }))).toThrow(InvalidInputError);
    expect(() => american(put({ type: 'both' as 'put' }))).toThrow(InvalidInputError);
  });
});

/** Binomial tree with Black's value one step before expiry (Broadie and Detemple, 1996): another method altogether. */
function smoothedTree(input: AmericanInput, steps: number): number {
  const sign = input.type === 'call' ? 1 : -1;
  const dt = input.timeToExpiry / steps;
  const up = Math.exp(input.volatility * Math.sqrt(dt));
  const p = (Math.exp((input.rate - input.dividendYield) * dt) - 1 / up) / (up - 1 / up);
  const discount = Math.exp(-input.rate * dt);
  const spotAt = (step: number, i: number): number => input.spot * up ** (2 * i - step);
  const values = Float64Array.from({ length: steps }, (_, i) => {
    const spot = spotAt(steps - 1, i);
    return Math.max(european({ ...input, spot, timeToExpiry: dt }), sign * (spot - input.strike));
  });
  for (let step = steps - 2; step >= 0; step -= 1) {
    for (let i = 0; i <= step; i += 1) {
      values[i] = Math.max(
        discount * (p * values[i + 1]! + (1 - p) * values[i]!),
        sign * (spotAt(step, i) - input.strike),
      );
    }
  }
  return values[0]!;
}
