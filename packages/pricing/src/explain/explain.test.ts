import { fc } from '@fast-check/vitest';
import { runs } from '@phasegate/testing';
import { expect, test } from 'vitest';
import { demandDetail } from '../factors/demandPressure.ts';
import { scarcityDetail } from '../factors/scarcityFactor.ts';
import { freshnessCurve } from '../freshness/freshnessCurve.ts';
import { pricingParameters } from '../parameters/pricingParameters.ts';
import { type Quote, quoteSegment } from '../quote/quoteSegment.ts';
import { toReference } from '../reference/decimal.ts';
import { InvalidInputError } from '../units/errors.ts';
import { parseWad } from '../units/parseWad.ts';
import { type Bps, WAD, type Wad } from '../units/units.ts';
import { explainQuote } from './explainQuote.ts';
import { explanationText } from './explanationText.ts';

const { demand: demandParameters, scarcity: scarcityParameters } = pricingParameters();
const demand = demandDetail({
  consumptionVelocity: parseWad('90'),
  supplyRate: parseWad('15'),
  parameters: demandParameters,
});
const scarcity = scarcityDetail({
  mintRate: parseWad('90'),
  burnRate: parseWad('10'),
  substituteAvailability: parseWad('0.5'),
  parameters: scarcityParameters,
});
function quoteWith(baseValue: Wad, demandFactor: Wad, scarcityFactor: Wad, age = 302_400): Quote {
  return quoteSegment({
    baseValue,
    curve: freshnessCurve({ family: 'linear' }),
    issuedAt: 0,
    windowSeconds: 604_800,
    demand: demandFactor,
    scarcity: scarcityFactor,
    marginBps: 3_000 as Bps,
    now: age,
    quoteLifetimeSeconds: 60,
  });
}
const quote = quoteWith(parseWad('70'), demand.value, scarcity.value);

test('default: factors, clamps that bound and log contributions', () => {
  const explanation = explainQuote(quote, { demand, scarcity });
  expect(explanation.factors).toEqual([
    { name: 'baseValue', value: parseWad('70'), log: Math.log(70) },
    { name: 'freshness', value: 549_996_185_244_525_826n, log: expect.closeTo(-0.597843936698718, 14) },
    { name: 'demand', value: parseWad('3'), log: Math.log(3), bound: 'max', unclamped: parseWad('4') },
    {
      name: 'scarcity',
      value: parseWad('0.5'),
      log: Math.log(0.5),
      bound: 'min',
      unclamped: parseWad('0.16'),
    },
  ]);
  expect(explanation.clamped).toEqual(['demand', 'scarcity']);
  expect(explanation.logHalfSpread).toBeCloseTo(Math.log(1.1764705882352942), 15);
});

test('behavior: as text, one line a factor', () => {
  expect(explanationText(explainQuote(quote, { demand, scarcity }))).toBe(
    [
      'baseValue    70                    +4.2485',
      'freshness    0.549996185244525826  -0.5978',
      'demand       3                     +1.0986  clamped at max, unclamped 4',
      'scarcity     0.5                   -0.6931  clamped at min, unclamped 0.16',
      'price                              +4.0561',
      'half-spread                        +0.1625',
    ].join('\n'),
  );
});

test('behavior: without details no clamp is reported', () => {
  expect(explainQuote(quote).clamped).toEqual([]);
});

function logOf(wad: bigint): number {
  return Math.log(Number(wad) / 1e18);
}

test('the contributions add up to the logarithm of the price, and with the half-spread to that of the ask', () => {
  const factor = fc.bigInt({ min: WAD / 100n, max: 10n * WAD }).map((value) => value as Wad);
  const base = fc.bigInt({ min: WAD, max: 10n ** 24n }).map((value) => value as Wad);
  fc.assert(
    fc.property(base, factor, factor, fc.integer({ min: 0, max: 604_799 }), (b, d, s, age) => {
      const made = quoteWith(b, d, s, age);
      const explanation = explainQuote(made);
      for (const { value, log } of explanation.factors) {
        const error = toReference(value).ln().minus(log).abs().toNumber();
        expect(error).toBeLessThan(5e-16 + Math.abs(log) * 3e-16);
      }
      // The price is at least 1e-5 PAT here, so its own rounding is below 1e-13.
      expect(Math.abs(explanation.logPrice - logOf(made.price))).toBeLessThan(2e-13);
      expect(Math.abs(explanation.logPrice + explanation.logHalfSpread - logOf(made.ask))).toBeLessThan(
        4e-13,
      );
    }),
    { numRuns: runs(200) },
  );
});

test('error: InvalidInputError for the detail of another factor', () => {
  expect(() => explainQuote(quote, { demand: scarcity })).toThrow(InvalidInputError);
});
