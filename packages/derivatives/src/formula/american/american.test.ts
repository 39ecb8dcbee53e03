import { InvalidInputError } from '@phasegate/pricing/units';
import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { black76Price } from '../black/black76Price.ts';
import { ValuationOverflowError } from '../black/errors.ts';
import { type AmericanInput, american } from './american.ts';
import { carriedTree } from './carriedTree.testing.ts';
import { boundaryAt, type Grid } from './exerciseBoundary.ts';
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
      const coarse = carriedTree(input, 500);
      const fine = carriedTree(input, 1000);
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
    const premium = (...grid: Grid): number =>
      exercisePremium(
        problem,
        100,
        input.timeToExpiry,
        optimalBoundaries(problem, input.timeToExpiry, grid, 1e-9),
        [1e-10],
      )[0]!;
    expect(Math.abs(premium(24, 64) - premium(36, 96))).toBeLessThan(1e-8 * 100);
  });

  test('behavior: at the boundary value and slope join the exercise value', () => {
    const problem = { strike: 100, rate: 0.05, dividendYield: 0.02, volatility: 0.3 };
    const boundaries = optimalBoundaries(problem, 1, [36, 96], 1e-9);
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
    const [upper, lower] = optimalBoundaries(input, 0.2, [24, 64], 1e-9);
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

  test.each<[string, AmericanInput, number]>([
    [
      'near certain',
      put({ strike: 120, timeToExpiry: 40, rate: 0.01, dividendYield: 0.5, volatility: 1e-6 }),
      108.98092,
    ],
    [
      'long',
      put({
        spot: 250.38,
        strike: 425.14,
        timeToExpiry: 152,
        rate: 0.158,
        dividendYield: 0.189,
        volatility: 0.312,
      }),
      176.75,
    ],
    [
      'long and wild',
      put({
        type: 'call',
        spot: 132.06,
        strike: 225.27,
        timeToExpiry: 47.5,
        rate: 0.141,
        dividendYield: 0.431,
        volatility: 2.635,
      }),
      84.67,
    ],
  ])(
    'behavior: where other methods give a number, so does this one, within their 0.1 %%: %s',
    (_, input, published) => {
      const { price, error } = american(input);
      expect(Math.abs(price / published - 1)).toBeLessThan(1e-3);
      expect(error).toBeLessThan(2e-9 * Math.max(input.spot, input.strike));
    },
  );

  test('behavior: a put without end by its closed form, which a long one reaches from below', () => {
    // Root of 0.3^2 g (g - 1)/2 + (0.06 - 0.02) g - 0.06 = 0, exercised at 100 g/(g - 1).
    const power = (0.005 - Math.sqrt(0.005 ** 2 + 2 * 0.06 * 0.09)) / 0.09;
    const boundary = (100 * power) / (power - 1);
    const endless = (100 - boundary) * (110 / boundary) ** power;
    const long = (timeToExpiry: number): number =>
      american(put({ spot: 110, rate: 0.06, dividendYield: 0.02, volatility: 0.3, timeToExpiry })).price;
    expect(long(400)).toBeCloseTo(endless, 8);
    const missing = endless - long(80);
    expect(missing).toBeGreaterThan(1e-5);
    expect(missing).toBeLessThan(100 * Math.exp(-0.06 * 80));
  });

  test('675 extremes all answer, above exercise and European value and as two trees do where those are fine enough, and fast agrees with exact', () => {
    let inputs = 0;
    let witnessed = 0;
    for (const spot of [1, 50, 100, 200, 10_000]) {
      for (const timeToExpiry of [1e-4, 0.05, 2, 40, 200]) {
        for (const rate of [-0.2, 0.03, 0.6]) {
          for (const dividendYield of [-0.19, 0.05, 0.59]) {
            for (const volatility of [1e-6, 0.03, 3]) {
              const type = inputs % 2 === 0 ? 'put' : 'call';
              inputs += 1;
              const input = {
                type,
                spot,
                strike: 100,
                timeToExpiry,
                rate,
                dividendYield,
                volatility,
              } as const;
              const exact = american(input);
              const scale = Math.max(spot, 100, exact.price);
              const exercise = Math.max((type === 'call' ? 1 : -1) * (spot - 100), 0);
              expect(exact.price, JSON.stringify(input)).toBeGreaterThanOrEqual(
                Math.max(exercise, european(input) - 1e-14 * scale),
              );
              expect(exact.error).toBeLessThan(1e-7 * scale);
              const fast = american({ ...input, method: 'fast' });
              expect(fast.error).toBeLessThanOrEqual(1e-5 * scale);
              expect(Math.abs(fast.price - exact.price)).toBeLessThanOrEqual(fast.error + exact.error);

              // Steps of more than a deviation are no witness.
              if (volatility * Math.sqrt(timeToExpiry / 200) > 1) continue;
              witnessed += 1;
              const [coarse, fine] = [carriedTree(input, 100), carriedTree(input, 200)];
              expect(Math.abs(2 * fine - coarse - exact.price), JSON.stringify(input)).toBeLessThan(
                Math.abs(fine - coarse) + 2e-3 * scale,
              );
            }
          }
        }
      }
    }
    expect(inputs).toBe(675);
    expect(witnessed).toBe(585);
  });

  test('any finite input of the domain answers or overflows by name', () => {
    const magnitude = fc.oneof(
      fc.constantFrom(0, 5e-324, 1e-300, 1, 1e300, Number.MAX_VALUE),
      fc.double({ min: -12, max: 12, noNaN: true }).map((power) => 10 ** power),
    );
    const anyRate = fc.oneof(
      fc.constantFrom(0, 1e-12, -1e-12, 1e6, -1e6),
      fc.double({ min: -3, max: 3, noNaN: true }),
    );
    let answered = 0;
    let overflown = 0;
    fc.assert(
      fc.property(
        fc.record({
          type: fc.constantFrom<'call' | 'put'>('call', 'put'),
          spot: magnitude,
          strike: magnitude,
          timeToExpiry: magnitude,
          rate: anyRate,
          dividendYield: anyRate,
          volatility: magnitude,
          method: fc.constantFrom<'exact' | 'fast'>('exact', 'fast'),
        }),
        (input) => {
          try {
            const { price, error } = american(input);
            answered += 1;
            const exercise = Math.max((input.type === 'call' ? 1 : -1) * (input.spot - input.strike), 0);
            expect(price).toBeGreaterThanOrEqual(exercise);
            expect(error).toBeGreaterThanOrEqual(0);
            expect(Number.isNaN(error)).toBe(false);
          } catch (thrown) {
            if (!(thrown instanceof ValuationOverflowError)) throw thrown;
            overflown += 1;
          }
        },
      ),
      { numRuns: runs(150) },
    );
    expect(answered).toBeGreaterThan(overflown);
  });

  test('error: ValuationOverflowError', () => {
    expect(() => american(put({ rate: -10, dividendYield: -10, timeToExpiry: 100 }))).toThrow(
      ValuationOverflowError,
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
    expect(() => american(put({ method: 'slow' as 'fast' }))).toThrow(InvalidInputError);
  });
});
