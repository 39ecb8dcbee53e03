import { InvalidInputError } from '@phasegate/pricing/units';
import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { butterflyMargin } from './butterfly.ts';
import { calendarMargin } from './calendar.ts';
import { TooFewQuotesError } from './errors.ts';
import { fitSvi, type SmileQuote } from './fitSvi.ts';
import { type SviParameters, type SviPoint, sviVariance } from './svi.ts';
import { fitWings } from './wings.ts';

/** The smile with butterfly arbitrage of Axel Vogt, from Gatheral and Jacquier (2014), example 3.1. */
const VOGT: SviParameters = { a: -0.041, b: 0.1331, rho: 0.306, m: 0.3586, sigma: 0.4153 };
const CLEAN: SviParameters = { a: 0.03, b: 0.12, rho: -0.35, m: 0.05, sigma: 0.2 };

const quotesOf = (
  parameters: SviParameters,
  ks: readonly number[],
  timeToExpiry: number,
  halfSpread = 0,
): SmileQuote[] =>
  ks.map((k) => {
    const volatility = Math.sqrt(sviVariance(parameters, k).variance / timeToExpiry);
    return { logMoneyness: k, bid: volatility - halfSpread, ask: volatility + halfSpread };
  });
const GRID = [-0.6, -0.4, -0.25, -0.1, 0, 0.1, 0.2, 0.35, 0.5];

const at = (k: number): SviPoint => sviVariance(CLEAN, k);

describe('sviVariance', () => {
  test('default: level at the vertex, derivatives as difference quotients', () => {
    expect(sviVariance({ a: 0.04, b: 0.1, rho: 0, m: 0, sigma: 0.1 }, 0).variance).toBeCloseTo(0.05, 15);
    const h = 1e-5;
    expect(at(0.3).slope).toBeCloseTo((at(0.3 + h).variance - at(0.3 - h).variance) / (2 * h), 9);
    expect(at(0.3).curvature).toBeCloseTo((at(0.3 + h).slope - at(0.3 - h).slope) / (2 * h), 9);
  });

  test('error: InvalidInputError', () => {
    for (const change of [{ sigma: 0 }, { b: -1 }, { rho: 1.1 }, { a: -1 }, { m: Number.NaN }]) {
      expect(() => sviVariance({ ...CLEAN, ...change }, 0)).toThrow(InvalidInputError);
    }
  });
});

describe('butterflyMargin and calendarMargin', () => {
  test("default: Vogt's smile has butterfly arbitrage near k = 0.79, a plain one has none", () => {
    const vogt = butterflyMargin(VOGT);
    expect(vogt.margin).toBeLessThan(-0.01);
    expect(vogt.k).toBeGreaterThan(0.6);
    expect(vogt.k).toBeLessThan(1.1);
    expect(butterflyMargin(CLEAN).margin).toBeGreaterThan(0.1);
  });

  test('behavior: a wing steeper than 2 is arbitrage at infinity', () => {
    expect(butterflyMargin({ a: 4, b: 1.5, rho: 0.5, m: 0, sigma: 1 })).toEqual({
      k: Number.POSITIVE_INFINITY,
      margin: -0.25,
    });
  });

  test('behavior: crossing total variances are calendar arbitrage, parallel ones are not', () => {
    expect(calendarMargin(CLEAN, { ...CLEAN, a: CLEAN.a + 0.01 }).margin).toBeCloseTo(0.01, 12);
    expect(calendarMargin({ ...CLEAN, a: CLEAN.a + 0.01 }, CLEAN).margin).toBeCloseTo(-0.01, 12);
    const steeper = { ...CLEAN, b: 0.2 };
    expect(calendarMargin(steeper, { ...CLEAN, a: 0.2 }).margin).toBeLessThan(0);
  });
});

describe('fitWings', () => {
  const y = [-3, -1, 0, 1, 3];
  const even = y.map(() => 1);

  test('behavior: wings steeper than Lee allows stop at each corner of the diamond', () => {
    for (const [c, d] of [
      [2, 0],
      [1, 1],
      [1, -1],
    ] as const) {
      const target = y.map((v) => 0.1 + 3 * (c * Math.sqrt(v * v + 1) + d * v));
      const fit = fitWings(y, target, even, { sigma: 1, least: { left: 0, right: 0 } });
      expect(fit.c).toBeCloseTo(c, 12);
      expect(fit.d).toBeCloseTo(d, 12);
    }
  });

  test('behavior: inside the diamond the three numbers are found exactly', () => {
    const target = y.map((v) => 0.1 + 0.5 * Math.sqrt(v * v + 1) - 0.2 * v);
    const fit = fitWings(y, target, even, { sigma: 1, least: { left: 0, right: 0 } });
    expect([fit.a, fit.c, fit.d].map((v) => Math.round(v * 1e12) / 1e12)).toEqual([0.1, 0.5, -0.2]);
  });
});

describe('fitSvi', () => {
  test('default: it finds the smile that made the quotes', () => {
    const fit = fitSvi({ timeToExpiry: 0.5, quotes: quotesOf(CLEAN, GRID, 0.5) });
    expect(fit.rootMeanSquare).toBeLessThan(1e-8);
    for (const key of ['a', 'b', 'rho', 'm', 'sigma'] as const)
      expect(fit.parameters[key]).toBeCloseTo(CLEAN[key], 5);
    expect(fit.outsideSpread).toBeLessThan(1e-8);
  });

  test('smiles without arbitrage are recovered', () => {
    const smile = fc.record({
      a: fc.double({ min: 0.01, max: 0.2, noNaN: true }),
      b: fc.double({ min: 0.03, max: 0.3, noNaN: true }),
      rho: fc.double({ min: -0.7, max: 0.7, noNaN: true }),
      m: fc.double({ min: -0.2, max: 0.2, noNaN: true }),
      sigma: fc.double({ min: 0.1, max: 0.5, noNaN: true }),
    });
    fc.assert(
      fc.property(smile, (parameters) => {
        fc.pre(butterflyMargin(parameters).margin > 0.01);
        const fit = fitSvi({ timeToExpiry: 1, quotes: quotesOf(parameters, GRID, 1) });
        expect(fit.rootMeanSquare).toBeLessThan(1e-5);
      }),
      { numRuns: runs(15) },
    );
  });

  test("behavior: quotes of Vogt's smile are fitted without its arbitrage", () => {
    const fit = fitSvi({
      timeToExpiry: 1,
      quotes: quotesOf(VOGT, [-1, -0.5, -0.2, 0, 0.2, 0.5, 0.8, 1.1, 1.5], 1),
    });
    expect(fit.butterfly.margin).toBeGreaterThanOrEqual(0);
    expect(fit.rootMeanSquare).toBeLessThan(0.02);
  });

  test('behavior: a wide quote counts for little, one of weight zero for nothing', () => {
    const quotes = quotesOf(CLEAN, GRID, 1, 0.001);
    const off = { logMoneyness: 0.05, bid: 0.1, ask: 0.9 };
    const wide = fitSvi({ timeToExpiry: 1, quotes: [...quotes, off] });
    expect(wide.outsideSpread).toBeLessThan(0.0005);
    const absurd = { logMoneyness: 0.05, bid: 3, ask: 3, weight: 0 };
    const ignored = fitSvi({ timeToExpiry: 1, quotes: [...quotes, absurd] });
    expect(ignored.rootMeanSquare).toBeLessThan(1e-6);
  });

  test('behavior: a flat market gives a flat smile', () => {
    const fit = fitSvi({
      timeToExpiry: 1,
      quotes: GRID.map((k) => ({ logMoneyness: k, bid: 0.2, ask: 0.2 })),
    });
    expect(fit.rootMeanSquare).toBeLessThan(1e-9);
    expect(fit.butterfly.margin).toBeGreaterThan(0);
  });

  test('error: TooFewQuotesError, InvalidInputError', () => {
    const quotes = quotesOf(CLEAN, GRID, 1);
    expect(() => fitSvi({ timeToExpiry: 1, quotes: quotes.slice(0, 4) })).toThrow(TooFewQuotesError);
    expect(() => fitSvi({ timeToExpiry: 0, quotes })).toThrow(InvalidInputError);
    expect(() =>
      fitSvi({ timeToExpiry: 1, quotes: [...quotes, { logMoneyness: Number.NaN, bid: 0.2, ask: 0.2 }] }),
    ).toThrow(InvalidInputError);
    expect(() =>
      fitSvi({ timeToExpiry: 1, quotes: [...quotes, { logMoneyness: 0, bid: 0.3, ask: 0.2 }] }),
    ).toThrow(InvalidInputError);
  });
});
