import { fc } from '@fast-check/vitest';
import { runs } from '@phasegate/testing';
import { expect, test } from 'vitest';
import { freshnessCurve } from '../freshness/freshnessCurve.ts';
import { packKnots } from '../freshness/freshnessTable.ts';
import { knotsArbitrary } from '../freshness/knots.test.support.ts';
import type { ReferenceDecimal } from '../reference/decimal.ts';
import { exactNumber } from '../reference/exactNumber.test.support.ts';
import { referenceDemand, referenceFreshness, referenceScarcity } from '../reference/referenceFactors.ts';
import { referenceQuote } from '../reference/referenceQuote.ts';
import { MarginTooHighError } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import { type Bps, MAX_WINDOW_SECONDS } from '../units/units.ts';
import { KernelInputError } from './errors.ts';
import { fastDemand, fastDemandError } from './fastDemand.ts';
import { FAST_FRESHNESS_ERROR, fastFreshness } from './fastFreshness.ts';
import { type FastQuotesInput, fastQuoteError, fastQuotes } from './fastQuotes.ts';
import { fastScarcity, fastScarcityError } from './fastScarcity.ts';

const one = (value: number): Float64Array => Float64Array.of(value);
const zero = (): Float64Array => new Float64Array(1);

const demandParameters = { pseudoCount: 10, elasticity: 1, min: 0.5, max: 3 };
const scarcityParameters = { ...demandParameters, substituteWeight: 0.5 };
const inReference = (
  p: typeof scarcityParameters,
): Parameters<typeof referenceScarcity>[0]['parameters'] => ({
  pseudoCount: exactNumber(p.pseudoCount),
  elasticity: exactNumber(p.elasticity),
  min: exactNumber(p.min),
  max: exactNumber(p.max),
  substituteWeight: exactNumber(p.substituteWeight),
});

function quotesInput(change: Partial<Record<keyof FastQuotesInput, number>> = {}): FastQuotesInput {
  const array = (name: keyof FastQuotesInput, value: number): Float64Array => one(change[name] ?? value);
  return {
    curve: freshnessCurve({ family: 'linear' }),
    windowSeconds: 604_800,
    marginBps: 3_000 as Bps,
    demandParameters,
    scarcityParameters,
    baseValue: array('baseValue', 70),
    ageSeconds: array('ageSeconds', 0),
    consumptionVelocity: array('consumptionVelocity', 0),
    supplyRate: array('supplyRate', 0),
    mintRate: array('mintRate', 0),
    burnRate: array('burnRate', 0),
    substituteAvailability: array('substituteAvailability', 0),
    ask: zero(),
    bid: zero(),
  };
}

test('default: worked examples of every kernel', () => {
  const out = zero();
  fastDemand({ consumptionVelocity: one(30), supplyRate: one(10), parameters: demandParameters, out });
  expect(out[0]).toBe(2);
  fastScarcity({
    mintRate: one(10),
    burnRate: one(30),
    substituteAvailability: one(0.5),
    parameters: scarcityParameters,
    out,
  });
  expect(out[0]).toBe(1.6);
  fastFreshness({
    curve: freshnessCurve({ family: 'linear' }),
    windowSeconds: 604_800,
    ageSeconds: one(302_400),
    out,
  });
  expect(out[0]).toBe(0.5499961852445259);
  const quotes = quotesInput();
  fastQuotes(quotes);
  expect([quotes.ask[0], quotes.bid[0]]).toEqual([82.3529411764706, 57.64705882352941]);
});

test('behavior: clamps bind', () => {
  const out = new Float64Array(2);
  fastDemand({
    consumptionVelocity: Float64Array.of(1e9, 0),
    supplyRate: Float64Array.of(0, 1e9),
    parameters: demandParameters,
    out,
  });
  expect([...out]).toEqual([3, 0.5]);
});

const rate = fc.double({ min: 0, max: 1e9, noNaN: true });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const elasticity = fc.oneof(fc.constantFrom(0, 0.5, 1, 2, 8), fc.double({ min: 0, max: 8, noNaN: true }));
const relativeError = (fast: number, reference: ReferenceDecimal): number =>
  exactNumber(fast).minus(reference).div(reference).abs().toNumber();
const wide = { min: 1e-12, max: 1e12 };

test('fast freshness is within its bound of the reference', () => {
  fc.assert(
    fc.property(
      knotsArbitrary,
      fc.integer({ min: 1, max: MAX_WINDOW_SECONDS }),
      fc.maxSafeNat(),
      (knots, windowSeconds, seed) => {
        const age = seed % windowSeconds;
        const out = zero();
        fastFreshness({ curve: packKnots(knots), windowSeconds, ageSeconds: one(age), out });
        const error = relativeError(out[0]!, referenceFreshness(knots, age, windowSeconds));
        expect(error).toBeLessThanOrEqual(FAST_FRESHNESS_ERROR);
      },
    ),
    { numRuns: runs(300) },
  );
});

test('fast demand and scarcity are within their bounds of the reference', () => {
  fc.assert(
    fc.property(rate, rate, share, elasticity, (v, s, a, power) => {
      const parameters = { ...scarcityParameters, ...wide, elasticity: power };
      const out = zero();
      fastDemand({ consumptionVelocity: one(v), supplyRate: one(s), parameters, out });
      const demand = referenceDemand({
        consumptionVelocity: exactNumber(v),
        supplyRate: exactNumber(s),
        parameters: inReference(parameters),
      });
      expect(relativeError(out[0]!, demand)).toBeLessThanOrEqual(fastDemandError(power));
      fastScarcity({ mintRate: one(s), burnRate: one(v), substituteAvailability: one(a), parameters, out });
      const scarcity = referenceScarcity({
        mintRate: exactNumber(s),
        burnRate: exactNumber(v),
        substituteAvailability: exactNumber(a),
        parameters: inReference(parameters),
      });
      expect(relativeError(out[0]!, scarcity)).toBeLessThanOrEqual(fastScarcityError(power));
    }),
    { numRuns: runs(200) },
  );
});

test('fast quotes are within their bound of the reference, all four factors together', () => {
  const inputs = fc.record({
    baseValue: fc.double({ min: 1e-6, max: 1e9, noNaN: true }),
    consumptionVelocity: rate,
    supplyRate: rate,
    mintRate: rate,
    burnRate: rate,
    substituteAvailability: share,
    ageSeconds: fc.integer({ min: 0, max: 604_799 }),
  });
  fc.assert(
    fc.property(inputs, elasticity, fc.integer({ min: 0, max: 5_000 }), (amounts, power, marginBps) => {
      const parameters = { ...scarcityParameters, ...wide, elasticity: power };
      const quotes = {
        ...quotesInput(amounts),
        marginBps: marginBps as Bps,
        demandParameters: parameters,
        scarcityParameters: parameters,
      };
      fastQuotes(quotes);
      const reference = referenceQuote({
        baseValue: exactNumber(amounts.baseValue),
        freshness: referenceFreshness(
          Array.from({ length: 16 }, (_, i) => Math.floor((1 - (0.9 * i) / 15) * 65_535 + 0.5 + 1e-9)),
          amounts.ageSeconds,
          604_800,
        ),
        demand: referenceDemand({
          consumptionVelocity: exactNumber(amounts.consumptionVelocity),
          supplyRate: exactNumber(amounts.supplyRate),
          parameters: inReference(parameters),
        }),
        scarcity: referenceScarcity({
          mintRate: exactNumber(amounts.mintRate),
          burnRate: exactNumber(amounts.burnRate),
          substituteAvailability: exactNumber(amounts.substituteAvailability),
          parameters: inReference(parameters),
        }),
        marginBps,
      });
      const bound = fastQuoteError(power, power);
      expect(relativeError(quotes.ask[0]!, reference.ask)).toBeLessThanOrEqual(bound);
      expect(relativeError(quotes.bid[0]!, reference.bid)).toBeLessThanOrEqual(bound);
    }),
    { numRuns: runs(150) },
  );
});

const elements = [
  'baseValue',
  'ageSeconds',
  'consumptionVelocity',
  'supplyRate',
  'mintRate',
  'burnRate',
  'substituteAvailability',
] as const;
test.each(elements)('error: KernelInputError for a bad element of %s', (name) => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, -1, -Number.MIN_VALUE]) {
    expect(() => fastQuotes(quotesInput({ [name]: value }))).toThrow(KernelInputError);
  }
});

test('error: KernelInputError for an age that is fractional or at the end of the window, an availability above 1', () => {
  expect(() => fastQuotes(quotesInput({ ageSeconds: 604_800 }))).toThrow(KernelInputError);
  expect(() => fastQuotes(quotesInput({ ageSeconds: 0.5 }))).toThrow(KernelInputError);
  expect(() => fastQuotes(quotesInput({ substituteAvailability: 1.01 }))).toThrow(KernelInputError);
  const bad = { out: zero(), parameters: scarcityParameters };
  expect(() => fastDemand({ ...bad, consumptionVelocity: one(Number.NaN), supplyRate: one(1) })).toThrow(
    KernelInputError,
  );
  expect(() =>
    fastScarcity({ ...bad, mintRate: one(1), burnRate: one(-1), substituteAvailability: one(0) }),
  ).toThrow(KernelInputError);
  expect(() =>
    fastFreshness({ curve: 2n ** 256n - 1n, windowSeconds: 10, ageSeconds: one(10), out: zero() }),
  ).toThrow(KernelInputError);
});

test('error: InvalidInputError for lengths that differ, plain arrays and unusable parameters', () => {
  expect(() => fastQuotes({ ...quotesInput(), ask: new Float64Array(2) })).toThrow(InvalidInputError);
  expect(() => fastQuotes({ ...quotesInput(), bid: [0] as unknown as Float64Array })).toThrow(
    InvalidInputError,
  );
  expect(() => fastQuotes({ ...quotesInput(), windowSeconds: 0 })).toThrow(InvalidInputError);
  const wrong = [
    { pseudoCount: 0 },
    { elasticity: 9 },
    { elasticity: Number.NaN },
    { min: 4 },
    { max: Number.POSITIVE_INFINITY },
  ];
  for (const change of wrong) {
    const parameters = { ...demandParameters, ...change };
    expect(() => fastQuotes({ ...quotesInput(), demandParameters: parameters })).toThrow(InvalidInputError);
  }
});

test('error: MarginTooHighError above 5000', () => {
  expect(() => fastQuotes({ ...quotesInput(), marginBps: 5_001 as Bps })).toThrow(MarginTooHighError);
});

test('behavior: nothing in, nothing out', () => {
  const none = new Float64Array(0);
  expect(() =>
    fastDemand({ consumptionVelocity: none, supplyRate: none, parameters: demandParameters, out: none }),
  ).not.toThrow();
});
