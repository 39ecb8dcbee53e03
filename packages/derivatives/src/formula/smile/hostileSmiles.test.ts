import { InvalidInputError } from '@phasegate/pricing/units';
import { normalCdf } from '@phasegate/risk';
import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { butterflyMargin } from './butterfly.ts';
import { calendarMargin } from './calendar.ts';
import { fitSvi, type SmileQuote } from './fitSvi.ts';
import { bernsteinOnPositive, negativePoint, product, sum } from './polynomial.ts';
import { strikeFromDelta } from './strikeFromDelta.ts';
import { type SviParameters, sviVariance } from './svi.ts';
import { surfaceVolatility, sviSurface } from './sviSurface.ts';

const KS = [-0.4, -0.2, 0, 0.2, 0.4];
const quotesOf = (bids: readonly number[], spread = 0.01): SmileQuote[] =>
  bids.map((bid, i) => ({ logMoneyness: KS[i]!, bid, ask: bid + spread }));
const anyBids = fc.array(fc.double({ min: 0.02, max: 3, noNaN: true }), { minLength: 5, maxLength: 5 });
const anySmile: fc.Arbitrary<SviParameters> = fc
  .record({
    level: fc.double({ min: 0, max: 0.3, noNaN: true }),
    b: fc.double({ min: 0, max: 1.2, noNaN: true }).map((b) => (b < 1e-6 ? 0 : b)),
    rho: fc.double({ min: -0.99, max: 0.99, noNaN: true }),
    m: fc.double({ min: -1, max: 1, noNaN: true }),
    sigma: fc.double({ min: 0.005, max: 1, noNaN: true }),
  })
  // The level is that of the lowest point.
  .map(({ level, ...rest }) => ({
    ...rest,
    a: level + 1e-6 - rest.b * rest.sigma * Math.sqrt(1 - rest.rho ** 2),
  }));

/** Durrleman's function straight from its definition. */
function density(parameters: SviParameters, k: number): number {
  const { variance: w, slope, curvature } = sviVariance(parameters, k);
  return (1 - (k * slope) / (2 * w)) ** 2 - (slope * slope * (1 / w + 0.25)) / 4 + curvature / 2;
}

describe('fitSvi on hostile quotes', () => {
  test('behavior: a smile whose lowest variance is nothing but rounding is fitted, not refused', () => {
    const fit = fitSvi({ timeToExpiry: 1, quotes: quotesOf([1.9, 0.6, 0.6, 0.6, 0.6]) });
    expect(fit.butterfly.margin).toBeGreaterThanOrEqual(0);
  });

  test('whatever the quotes, a smile free of butterfly arbitrage comes out', () => {
    fc.assert(
      fc.property(anyBids, fc.double({ min: 1e-3, max: 5, noNaN: true }), (bids, timeToExpiry) => {
        const { parameters, butterfly, outsideSpread } = fitSvi({ timeToExpiry, quotes: quotesOf(bids) });
        expect(butterfly.margin).toBeGreaterThanOrEqual(0);
        expect(butterflyMargin(parameters)).toEqual(butterfly);
        expect(Number.isFinite(outsideSpread)).toBe(true);
      }),
      { numRuns: runs(25), endOnFailure: true },
    );
  });
});

describe('butterflyMargin over the whole line', () => {
  test('behavior: a dip of any width is found, a touch is not one', () => {
    const square: readonly number[] = [1.234567 ** 2, -2 * 1.234567, 1];
    const bell: readonly number[] = [1, 0, 1];
    for (const depth of [1e-2, 1e-6, 1e-9]) {
      const dipped = sum(product(square, bell, bell), [-depth]);
      const u = negativePoint(bernsteinOnPositive(dipped));
      expect(Math.abs(u! - 1.234567)).toBeLessThan(2 * Math.sqrt(depth));
      const lifted = sum(product(square, bell, bell), [depth]);
      expect(negativePoint(bernsteinOnPositive(lifted))).toBeUndefined();
    }
    expect(negativePoint(bernsteinOnPositive([0, 0, 1]))).toBeUndefined();
    expect(negativePoint(bernsteinOnPositive([1, 0, -1]))).toBeGreaterThan(1);
  });

  test('no density of a smile that passes is negative at any point tried', () => {
    const met = { passed: 0, refused: 0 };
    fc.assert(
      fc.property(
        anySmile,
        fc.array(fc.double({ min: -30, max: 30, noNaN: true }), { minLength: 50 }),
        (smile, ts) => {
          const { margin, k } = butterflyMargin(smile);
          if (margin < 0) {
            met.refused += 1;
            if (Number.isFinite(k)) expect(density(smile, k)).toBeLessThan(0);
            return;
          }
          met.passed += 1;
          for (const t of ts) {
            const at = smile.m + smile.sigma * Math.sinh(t);
            if (Math.abs(at) < 1e6) expect(density(smile, at)).toBeGreaterThan(-1e-9);
          }
        },
      ),
      { numRuns: runs(400), endOnFailure: true },
    );
    for (const [what, times] of Object.entries(met)) expect(times, what).toBeGreaterThanOrEqual(20);
  });
});

describe('calendarMargin over the whole line', () => {
  test('it is the smallest difference, to rounding, wherever that lies', () => {
    const met = { negative: 0, positive: 0, atInfinity: 0 };
    fc.assert(
      fc.property(
        anySmile,
        anySmile,
        fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 30 }),
        (one, other, ks) => {
          const { k, margin } = calendarMargin(one, other);
          const difference = (x: number): number =>
            sviVariance(other, x).variance - sviVariance(one, x).variance;
          if (!Number.isFinite(k)) {
            met.atInfinity += 1;
            const slope = (smile: SviParameters): number => smile.b * (1 + Math.sign(k) * smile.rho);
            const flatter = slope(other) - slope(one);
            if (flatter < -1e-13 * (one.b + other.b)) expect(margin).toBe(flatter);
            else expect(difference(Math.sign(k) * 1e4)).toBeCloseTo(margin, 3);

            return;
          }
          met[margin < 0 ? 'negative' : 'positive'] += 1;
          expect(difference(k)).toBeCloseTo(margin, 9);
          for (const x of ks) expect(difference(x)).toBeGreaterThanOrEqual(margin - 1e-7 * (1 + Math.abs(x)));
        },
      ),
      { numRuns: runs(300), endOnFailure: true },
    );
    for (const [what, times] of Object.entries(met)) expect(times, what).toBeGreaterThanOrEqual(10);
  });

  test('behavior: a touch of a few parts in a million between two smiles is seen', () => {
    const calm = { a: 0.04, b: 0.1, rho: 0, m: 0, sigma: 0.3 };
    const sharp = { a: 0.0699, b: 0.1, rho: 0, m: 0.123456, sigma: 1e-5 };
    const { k, margin } = calendarMargin(calm, sharp);
    expect(margin).toBeLessThan(0);
    expect(Math.abs(k - 0.123456)).toBeLessThan(1e-3);
  });
});

describe('sviSurface', () => {
  test('whatever the quotes, total variance rises with time at every log-moneyness', () => {
    fc.assert(
      fc.property(anyBids, anyBids, anyBids, (near, middle, far) => {
        const surface = sviSurface({
          expiries: [
            { timeToExpiry: 0.25, quotes: quotesOf(near) },
            { timeToExpiry: 1, quotes: quotesOf(far) },
            { timeToExpiry: 0.5, quotes: quotesOf(middle) },
          ],
        });
        for (const [i, { fit }] of surface.slices.entries()) {
          expect(fit.butterfly.margin).toBeGreaterThanOrEqual(0);
          if (i === 0) continue;
          const before = surface.slices[i - 1]!.fit.parameters;
          expect(calendarMargin(before, fit.parameters).margin).toBeGreaterThanOrEqual(-1e-11);
        }
        for (const logMoneyness of [-3, -0.3, 0, 0.4, 5]) {
          let last = 0;
          for (const timeToExpiry of [0.1, 0.25, 0.3, 0.5, 0.7, 1, 2]) {
            const variance = surfaceVolatility(surface, { logMoneyness, timeToExpiry }) ** 2 * timeToExpiry;
            // What calendarMargin states for smiles that all but coincide over a long stretch, as fits at the bound do.
            expect(variance).toBeGreaterThanOrEqual(last * (1 - 1e-8));
            last = variance;
          }
        }
      }),
      { numRuns: runs(6), endOnFailure: true },
    );
  }, 60_000);

  test('default: smiles that do not cross are each found again', () => {
    const near = { a: 0.02, b: 0.1, rho: -0.3, m: 0.02, sigma: 0.15 };
    const far = { a: 0.05, b: 0.12, rho: -0.3, m: 0.04, sigma: 0.2 };
    const made = (
      smile: SviParameters,
      timeToExpiry: number,
    ): { timeToExpiry: number; quotes: SmileQuote[] } => ({
      timeToExpiry,
      quotes: [-0.6, -0.3, -0.1, 0, 0.1, 0.3, 0.6].map((k) => {
        const volatility = Math.sqrt(sviVariance(smile, k).variance / timeToExpiry);
        return { logMoneyness: k, bid: volatility, ask: volatility };
      }),
    });
    const surface = sviSurface({ expiries: [made(near, 0.5), made(far, 1)] });
    for (const { fit } of surface.slices) expect(fit.rootMeanSquare).toBeLessThan(1e-5);
    const between = surfaceVolatility(surface, { logMoneyness: 0.1, timeToExpiry: 0.75 });
    const variances = [near, far].map((smile) => sviVariance(smile, 0.1).variance);
    expect(between ** 2 * 0.75).toBeCloseTo(0.5 * (variances[0]! + variances[1]!), 6);
  });

  test('error: InvalidInputError', () => {
    const quotes = quotesOf([0.2, 0.2, 0.2, 0.2, 0.2]);
    const twice = { timeToExpiry: 1, quotes };
    for (const expiries of [[], [twice, twice], [null], undefined, [{ timeToExpiry: 0, quotes }]]) {
      expect(() => sviSurface({ expiries: expiries as never })).toThrow(InvalidInputError);
    }
    const surface = sviSurface({ expiries: [twice] });
    expect(() => surfaceVolatility(surface, { logMoneyness: 0, timeToExpiry: 0 })).toThrow(InvalidInputError);
    expect(() => surfaceVolatility(null as never, { logMoneyness: 0, timeToExpiry: 1 })).toThrow(
      InvalidInputError,
    );
  });
});

describe('strikeFromDelta', () => {
  const smile = { a: 0.03, b: 0.12, rho: -0.35, m: 0.05, sigma: 0.2 };

  test('the option at the strike has the delta, for both types and every smile without arbitrage', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<'call' | 'put'>('call', 'put'),
        fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }),
        fc.double({ min: 0.01, max: 5, noNaN: true }),
        (type, size, timeToExpiry) => {
          const delta = type === 'call' ? size : -size;
          const { strike, volatility } = strikeFromDelta({ type, delta, forward: 80, timeToExpiry, smile });
          const root = volatility * Math.sqrt(timeToExpiry);
          const d1 = Math.log(80 / strike) / root + 0.5 * root;
          expect(type === 'call' ? normalCdf(d1) : -normalCdf(-d1)).toBeCloseTo(delta, 12);
          const { variance } = sviVariance(smile, Math.log(strike / 80));
          expect(volatility * volatility * timeToExpiry).toBeCloseTo(variance, 12);
        },
      ),
      { numRuns: runs(200) },
    );
  });

  test('error: InvalidInputError', () => {
    const input = { type: 'call', delta: 0.25, forward: 100, timeToExpiry: 1, smile } as const;
    for (const bad of [
      { delta: 0 },
      { delta: 1 },
      { delta: -0.25 },
      { delta: Number.NaN },
      { type: 'put' },
      { forward: 0 },
      { timeToExpiry: 0 },
      { smile: { ...smile, sigma: 0 } },
      { smile: undefined },
    ]) {
      expect(() => strikeFromDelta({ ...input, ...bad } as never)).toThrow(InvalidInputError);
    }
  });
});
