import { fc } from '@fast-check/vitest';
import { runs } from '@phasegate/testing';
import { expect, test } from 'vitest';
import { toReference } from '../reference/decimal.ts';
import { referenceDemand, referenceScarcity } from '../reference/referenceFactors.ts';
import { InvalidInputError } from '../units/errors.ts';
import { parseWad } from '../units/parseWad.ts';
import { MAX_WAD, WAD, type Wad } from '../units/units.ts';
import { type DemandParameters, demandPressure } from './demandPressure.ts';
import { UndefinedRatioError } from './errors.ts';
import { type ScarcityParameters, scarcityFactor } from './scarcityFactor.ts';

const wad = parseWad;
const demandParameters: DemandParameters = {
  pseudoCount: wad('10'),
  elasticity: WAD,
  min: wad('0.5'),
  max: wad('3'),
};
const scarcityParameters: ScarcityParameters = { ...demandParameters, substituteWeight: wad('0.5') };
const demand = (v: string, s: string, parameters: Partial<DemandParameters> = {}): Wad =>
  demandPressure({
    consumptionVelocity: wad(v),
    supplyRate: wad(s),
    parameters: { ...demandParameters, ...parameters },
  });
const scarcity = (n: string, b: string, a: string, parameters: Partial<ScarcityParameters> = {}): Wad =>
  scarcityFactor({
    mintRate: wad(n),
    burnRate: wad(b),
    substituteAvailability: wad(a),
    parameters: { ...scarcityParameters, ...parameters },
  });

test('default: worked examples', () => {
  expect(demand('30', '10')).toBe(wad('2'));
  expect(scarcity('10', '30', '0.5')).toBe(wad('1.6'));
});

test('behavior: a cold start is neutral, at any elasticity', () => {
  for (const elasticity of ['0', '0.3', '0.5', '1', '1.7', '8']) {
    expect(demand('0', '0', { elasticity: wad(elasticity) })).toBe(WAD);
    expect(scarcity('0', '0', '0', { elasticity: wad(elasticity) })).toBe(WAD);
  }
});

test('behavior: clamps bind from their own value on', () => {
  expect(demand('80', '20')).toBe(wad('3'));
  expect(demand('79.999999999999999999', '20')).toBe(wad('3'));
  expect(demand('79.99', '20')).toBe(wad('2.999666666666666667'));
  expect(demand('0', '1000')).toBe(wad('0.5'));
  expect(scarcity('1000', '0', '1')).toBe(wad('0.5'));
  expect(scarcity('0', '1000', '0')).toBe(wad('3'));
});

test('behavior: substitutes divide by 1 + sigma A', () => {
  expect(scarcity('0', '0', '1', { substituteWeight: wad('1') })).toBe(wad('0.5'));
  expect(scarcity('0', '0', '1', { substituteWeight: wad('0') })).toBe(WAD);
  expect(scarcity('0', '0', '0.000000000000000001')).toBe(WAD);
});

test('behavior: extreme rates stay in the clamps', () => {
  const extreme = { consumptionVelocity: MAX_WAD, supplyRate: MAX_WAD, parameters: demandParameters };
  expect(demandPressure(extreme)).toBe(WAD);
  expect(demandPressure({ ...extreme, supplyRate: 0n as Wad })).toBe(wad('3'));
});

const rate = fc.bigInt({ min: 0n, max: 10n ** 24n }).map((value) => value as Wad);
const elasticity = fc.constantFrom('0', '0.5', '0.8', '1', '1.25', '2').map(wad);
const wide = { min: 1n as Wad, max: wad('1000000') };

test('the exact factors are the reference rounded up, within 1 wei and the stated 2^-99', () => {
  fc.assert(
    fc.property(rate, rate, fc.bigInt({ min: 0n, max: WAD }), elasticity, (v, s, a, power) => {
      const parameters = { ...scarcityParameters, ...wide, elasticity: power };
      const inReference = {
        pseudoCount: toReference(parameters.pseudoCount),
        elasticity: toReference(power),
        min: toReference(wide.min),
        max: toReference(wide.max),
        substituteWeight: toReference(parameters.substituteWeight),
      };
      const pairs = [
        [
          demandPressure({ consumptionVelocity: v, supplyRate: s, parameters }),
          referenceDemand({
            consumptionVelocity: toReference(v),
            supplyRate: toReference(s),
            parameters: inReference,
          }),
        ],
        [
          scarcityFactor({ mintRate: s, burnRate: v, substituteAvailability: a as Wad, parameters }),
          referenceScarcity({
            mintRate: toReference(s),
            burnRate: toReference(v),
            substituteAvailability: toReference(a),
            parameters: inReference,
          }),
        ],
      ] as const;
      for (const [exact, reference] of pairs) {
        const excess = toReference(exact).minus(reference);
        const slack = reference.times('1e-36');
        expect(excess.gte(slack.neg())).toBe(true);
        expect(excess.lt(reference.times('1.6e-30').plus('1e-18').plus(slack))).toBe(true);
      }
    }),
    { numRuns: runs(150) },
  );
});

test('demand rises with consumption and falls with supply; scarcity rises with burning and falls with minting', () => {
  fc.assert(
    fc.property(rate, rate, rate, elasticity, (v, s, step, power) => {
      const d = (x: bigint, y: bigint): Wad =>
        demandPressure({
          consumptionVelocity: x as Wad,
          supplyRate: y as Wad,
          parameters: { ...demandParameters, ...wide, elasticity: power },
        });
      const f = (n: bigint, b: bigint): Wad =>
        scarcityFactor({
          mintRate: n as Wad,
          burnRate: b as Wad,
          substituteAvailability: 0n as Wad,
          parameters: { ...scarcityParameters, ...wide, elasticity: power },
        });
      expect(d(v + step, s) >= d(v, s) && d(v, s + step) <= d(v, s)).toBe(true);
      expect(f(s, v + step) >= f(s, v) && f(s + step, v) <= f(s, v)).toBe(true);
    }),
    { numRuns: runs(100) },
  );
});

test('error: UndefinedRatioError when nothing was supplied and nothing is assumed', () => {
  expect(() => demand('5', '0', { pseudoCount: 0n as Wad })).toThrow(UndefinedRatioError);
  expect(() => scarcity('0', '5', '0', { pseudoCount: 0n as Wad })).toThrow(UndefinedRatioError);
});

test.each<readonly [string, object]>([
  ['negative pseudo-count', { pseudoCount: -1n }],
  ['float elasticity', { elasticity: 1 }],
  ['elasticity above 8', { elasticity: 8n * WAD + 1n }],
  ['min above max', { min: wad('4') }],
  ['missing max', { max: undefined }],
  ['float weight', { substituteWeight: 0.5 }],
])('error: InvalidInputError for parameters with a %s', (name, wrong) => {
  if (!name.endsWith('weight')) expect(() => demand('1', '1', wrong)).toThrow(InvalidInputError);
  expect(() => scarcity('1', '1', '0', wrong)).toThrow(InvalidInputError);
});

test.each([-1n, 1.5, Number.NaN, undefined, MAX_WAD + 1n])(
  'error: InvalidInputError for a rate of %s',
  (value) => {
    const bad = value as unknown as Wad;
    const good = WAD;
    expect(() =>
      demandPressure({ consumptionVelocity: bad, supplyRate: good, parameters: demandParameters }),
    ).toThrow(InvalidInputError);
    expect(() =>
      demandPressure({ consumptionVelocity: good, supplyRate: bad, parameters: demandParameters }),
    ).toThrow(InvalidInputError);
    for (const wrong of [{ mintRate: bad }, { burnRate: bad }, { substituteAvailability: bad }]) {
      const input = {
        mintRate: good,
        burnRate: good,
        substituteAvailability: good,
        parameters: scarcityParameters,
      };
      expect(() => scarcityFactor({ ...input, ...wrong })).toThrow(InvalidInputError);
    }
  },
);

test('error: InvalidInputError for availability above 1', () => {
  expect(() => scarcity('1', '1', '1.000000000000000001')).toThrow(InvalidInputError);
});
