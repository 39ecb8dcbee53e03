import { expect, test } from 'vitest';
import { FormulaRefusedError } from '../formula/errors.ts';
import { InvalidCurveError } from '../refusals/invalidCurveError.ts';
import { InvalidInputError } from '../units/errors.ts';
import { freshnessCurve } from './freshnessCurve.ts';
import type { FreshnessSpec } from './freshnessFamily.ts';
import { unpackKnots } from './freshnessTable.ts';

const DAY = 86_400;
const families: readonly (readonly [FreshnessSpec, number, number])[] = [
  // spec, value at x = 0.5 worked by hand, bound of the table's relative deviation
  [{ family: 'linear' }, 0.55, 1e-4],
  [{ family: 'linear', end: 1 }, 1, 0],
  [{ family: 'exponential' }, Math.sqrt(0.1), 0.004],
  [{ family: 'halfLife', halfLife: 7 * DAY, window: 7 * DAY }, Math.SQRT1_2, 0.001],
  [{ family: 'halfLife', halfLife: DAY, window: 7 * DAY }, 0.1, 0.04],
  [{ family: 'logistic', midpoint: 0.5, steepness: 10 }, 0.55, 0.03],
  [{ family: 'knots', values: [1, 0.8, 0.2] }, 0.8, 0.02],
  [{ family: 'formula', text: '1 - 0.9 x^2' }, 0.775, 0.01],
];

test.each(families)('default: %o', (spec, half, bound) => {
  const curve = freshnessCurve(spec);
  expect(curve.exact(0)).toBe(1);
  expect(curve.exact(0.5)).toBeCloseTo(half, 14);
  const knots = unpackKnots(curve.table);
  knots.forEach((knot, i) =>
    expect(Math.abs(knot - curve.exact(i / 15) * 65_535)).toBeLessThanOrEqual(0.5 + 1e-9),
  );
  expect(curve.maxDeviation).toBeLessThanOrEqual(bound);
});

test.each(['linear', 'exponential'] as const)('behavior: %s ends at 0.1 unless told otherwise', (family) => {
  expect(freshnessCurve({ family }).exact(1)).toBeCloseTo(0.1, 15);
  expect(freshnessCurve({ family, end: 0.25 }).exact(1)).toBeCloseTo(0.25, 15);
  expect(unpackKnots(freshnessCurve({ family }).table)[15]).toBe(6_554);
});

test('behavior: a value half-way between two knots goes up', () => {
  // 65535 (1 - 0.9 / 3) = 45874.5 and 65535 x 0.1 = 6553.5.
  const knots = unpackKnots(freshnessCurve({ family: 'linear' }).table);
  expect([knots[5], knots[10], knots[15]]).toEqual([45_875, 26_214, 6_554]);
});

test('behavior: logistic runs from 1 to its end however lopsided', () => {
  for (const midpoint of [0, 0.2, 0.9, 1]) {
    const curve = freshnessCurve({ family: 'logistic', midpoint, steepness: 20, end: 0.3 });
    expect(curve.exact(0)).toBe(1);
    expect(curve.exact(1)).toBe(0.3);
  }
});

test('behavior: 16 knots are the table itself', () => {
  const values = Array.from({ length: 16 }, (_, i) => (65_535 - 1_000 * i) / 65_535);
  const curve = freshnessCurve({ family: 'knots', values });
  expect(unpackKnots(curve.table)).toEqual(values.map((value) => Math.round(value * 65_535)));
  expect(curve.maxDeviation).toBeLessThan(1e-14);
});

test('behavior: knots are copied, a later change of the array changes nothing', () => {
  const values = [1, 0.5];
  const curve = freshnessCurve({ family: 'knots', values });
  values[1] = 9;
  expect(curve.exact(1)).toBe(0.5);
});

test.each<readonly [string, unknown]>([
  ['no object', null],
  ['unknown family', { family: 'cubic' }],
  ['rising knots', { family: 'knots', values: [1, 0.5, 0.6] }],
  ['knots starting below 1', { family: 'knots', values: [0.9, 0.5] }],
  ['knots ending at 0', { family: 'knots', values: [1, 0] }],
  ['knots ending within rounding of 0', { family: 'knots', values: [1, 1e-6] }],
  ['one knot', { family: 'knots', values: [1] }],
  ['no knots', { family: 'knots', values: [] }],
  ['NaN knot', { family: 'knots', values: [1, Number.NaN] }],
  ['negative knot', { family: 'knots', values: [1, -0.5] }],
  ['formula not 1 at 0', { family: 'formula', text: '0.9 - 0.1x' }],
  ['formula reaching 0', { family: 'formula', text: '1 - x' }],
  ['logistic far outside', { family: 'logistic', midpoint: 2, steepness: 900 }],
])('error: InvalidCurveError for %s', (_, spec) => {
  expect(() => freshnessCurve(spec as FreshnessSpec)).toThrow(InvalidCurveError);
});

test.each<readonly [string, unknown]>([
  ['rising formula', { family: 'formula', text: '1 + x' }],
  ['humped formula', { family: 'formula', text: '1 - 0.5 x * (1 - x)' }],
  ['formula below 0', { family: 'formula', text: '1 - 2x' }],
  ['infinite formula', { family: 'formula', text: '1 / x' }],
  ['formula in another name', { family: 'formula', text: '1 - 0.1 y' }],
  ['no text', { family: 'formula' }],
])('error: FormulaRefusedError for %s', (_, spec) => {
  expect(() => freshnessCurve(spec as FreshnessSpec)).toThrow(FormulaRefusedError);
});

test.each<readonly [string, unknown]>([
  ['end 0', { family: 'linear', end: 0 }],
  ['end below half a knot', { family: 'linear', end: 7e-6 }],
  ['end above 1', { family: 'exponential', end: 1.01 }],
  ['end NaN', { family: 'linear', end: Number.NaN }],
  ['half-life 0', { family: 'halfLife', halfLife: 0, window: DAY }],
  ['half-life infinite', { family: 'halfLife', halfLife: Number.POSITIVE_INFINITY, window: DAY }],
  ['window 0', { family: 'halfLife', halfLife: 1, window: 0 }],
  ['steepness 0', { family: 'logistic', midpoint: 0.5, steepness: 0 }],
  ['steepness negative', { family: 'logistic', midpoint: 0.5, steepness: -1 }],
  ['midpoint missing', { family: 'logistic', steepness: 1 }],
])('error: InvalidInputError for %s', (_, spec) => {
  expect(() => freshnessCurve(spec as FreshnessSpec)).toThrow(InvalidInputError);
});

test.each([-0.01, 1.01, Number.NaN])('error: InvalidInputError for exact(%d)', (x) => {
  expect(() => freshnessCurve({ family: 'linear' }).exact(x)).toThrow(InvalidInputError);
});
