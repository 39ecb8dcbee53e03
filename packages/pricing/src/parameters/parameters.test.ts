import { fc } from '@fast-check/vitest';
import { runs } from '@phasegate/testing';
import { expect, test } from 'vitest';
import { bigintText } from '../units/bigintText.ts';
import { InvalidInputError } from '../units/errors.ts';
import { parseWad } from '../units/parseWad.ts';
import type { Wad } from '../units/units.ts';
import { InvalidParametersError } from './errors.ts';
import { parameterFile } from './parameterFile.ts';
import { defaultParameters } from './parameterTable.ts';
import { pricingParameters } from './pricingParameters.ts';

function issuesOf(file: unknown): InvalidParametersError['issues'] {
  try {
    pricingParameters(file);
  } catch (error) {
    if (error instanceof InvalidParametersError) return error.issues;
    throw error;
  }
  throw new Error('accepted');
}

const nested = (path: string, value: unknown): unknown =>
  path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
const paths = Object.entries(defaultParameters);

test('default: an empty file gives every default in its unit', () => {
  const parameters = pricingParameters();
  expect(parameters.demand).toEqual({
    halfLifeSeconds: 21_600,
    pseudoCount: parseWad('10'),
    elasticity: parseWad('1'),
    min: parseWad('0.5'),
    max: parseWad('3'),
  });
  expect(parameters.quote).toEqual({ marginBps: 3_000, lifetimeSeconds: 60 });
  expect(parameters.freshness).toEqual({ family: 'linear', end: 0.1 });
  expect(pricingParameters({})).toEqual(parameters);
});

test.each(paths)(
  'behavior: %s has unit and effect, and its default, minimum and maximum are accepted',
  (path, description) => {
    expect(description.unit.length * description.effect.length).toBeGreaterThan(0);
    for (const value of [description.default, description.min, description.max]) {
      const group = pricingParameters(nested(path, value)) as unknown as Record<
        string,
        Record<string, unknown>
      >;
      const [name, key] = path.split('.') as [string, string];
      expect(group[name]![key]).toEqual(description.kind === 'decimal' ? parseWad(String(value)) : value);
    }
  },
);

const wrong = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  -1,
  '-1',
  'NaN',
  '',
  '1e3',
  null,
  {},
  [],
  true,
  -1n,
];
test.each(paths)('error: InvalidParametersError names path, value and limit of %s', (path, description) => {
  for (const value of wrong) {
    const [issue, ...others] = issuesOf(nested(path, value));
    expect(others).toEqual([]);
    expect(issue).toEqual({
      path,
      observed: value,
      limit: expect.stringContaining(`from ${description.min} to ${description.max}`),
    });
  }
});

test.each(paths)('behavior: both sides of the limits of %s', (path, { kind, min, max }) => {
  if (kind === 'integer') {
    expect(issuesOf(nested(path, Number(max) + 1))).toHaveLength(1);
    expect(issuesOf(nested(path, Number(min) - 1))).toHaveLength(1);
    expect(issuesOf(nested(path, Number(min) + 0.5))).toHaveLength(1);
  } else {
    expect(issuesOf(nested(path, `${max}.000000000000000001`))).toHaveLength(1);
  }
});

const decimalOf = (min: string, max: string): fc.Arbitrary<Wad> =>
  fc.bigInt({ min: parseWad(min), max: parseWad(max) }).map((value) => value as Wad);
const groupsOf = fc
  .record(
    Object.fromEntries(
      paths.map(([path, { kind, min, max }]) => [
        path,
        kind === 'decimal'
          ? decimalOf(String(min), String(max))
          : fc.integer({ min: Number(min), max: Number(max) }),
      ]),
    ),
  )
  .map((values) => {
    const groups: Record<string, Record<string, unknown>> = {};
    for (const [path, value] of Object.entries(values)) {
      const [group, name] = path.split('.') as [string, string];
      groups[group] = { ...groups[group], [name]: value };
    }
    return groups;
  });
const curves = fc.oneof(
  fc.record({
    family: fc.constantFrom('linear', 'exponential'),
    end: fc.double({ min: 0.01, max: 1, noNaN: true }),
  }),
  fc.record({
    family: fc.constant('halfLife'),
    halfLife: fc.integer({ min: 60, max: 604_800 }),
    window: fc.constant(604_800),
  }),
  fc.constant({ family: 'formula', text: '1 - 0.5 * x' }),
);

test('parameters are read as what they are: what pricingParameters returned, and the file written of it', () => {
  const families = new Set<string>();
  fc.assert(
    fc.property(groupsOf, curves, (groups, freshness) => {
      families.add(freshness.family);
      const parameters = pricingParameters({ ...groups, freshness });
      expect(parameters).toEqual({ ...groups, freshness });
      expect(pricingParameters(parameters)).toEqual(parameters);
      expect(pricingParameters(JSON.parse(JSON.stringify(parameterFile(parameters))))).toEqual(parameters);
    }),
    { numRuns: runs(200) },
  );
  expect(families.size).toBe(4);
});

test('default: a file in full is plain JSON that a person can edit', () => {
  const file = parameterFile(pricingParameters({ demand: { elasticity: 0.8 } }));
  expect(file['demand']).toEqual({
    halfLifeSeconds: 21_600,
    pseudoCount: '10',
    elasticity: '0.8',
    min: '0.5',
    max: '3',
  });
  expect(file.freshness).toEqual({ family: 'linear', end: 0.1 });
  expect(Object.keys(file).sort()).toEqual([
    'demand',
    'floor',
    'freshness',
    'promotion',
    'quote',
    'scarcity',
  ]);
});

test('behavior: wei written as text for a decimal are refused, not taken for whole units', () => {
  const text = JSON.stringify({ demand: pricingParameters().demand }, bigintText);
  expect(issuesOf(JSON.parse(text)).map(({ path }) => path)).toEqual([
    'demand.pseudoCount',
    'demand.elasticity',
    'demand.min',
    'demand.max',
  ]);
});

test('error: InvalidInputError or InvalidParametersError for what are no parameters', () => {
  expect(() => parameterFile(null as never)).toThrow(InvalidInputError);
  expect(() => parameterFile({ demand: { elasticity: 9 } } as never)).toThrow(InvalidParametersError);
});

test('behavior: a JSON number is taken by its shortest text', () => {
  expect(pricingParameters({ demand: { elasticity: 0.1 } }).demand.elasticity).toBe(parseWad('0.1'));
});

test('behavior: all issues are reported at once, unknown names among them', () => {
  const issues = issuesOf({
    demand: { elasticity: 9, elastcity: 1 },
    quote: { marginBps: 5_001 },
    demands: {},
  });
  expect(issues.map((issue) => issue.path).sort()).toEqual([
    'demand.elastcity',
    'demand.elasticity',
    'demands',
    'quote.marginBps',
  ]);
});

test('behavior: the message reads well', () => {
  expect(() => pricingParameters({ quote: { marginBps: 5_001 } })).toThrow(
    'quote.marginBps must be a whole number from 0 to 5000 basis points of the ask; got 5001',
  );
});

test.each<readonly [unknown]>([
  [{ family: 'cubic' }],
  [{ family: 'linear', end: 0 }],
  [{ family: 'linear', edn: 0.1 }],
  [{ family: 'knots', values: [1, Number.NaN] }],
  [{ family: 'formula', text: '1 + x' }],
  [{ family: 'formula', text: 'import("fs")' }],
  ['linear'],
  [null],
])('error: InvalidParametersError for the curve %o', (freshness) => {
  expect(issuesOf({ freshness })[0]!.path).toMatch(/^freshness/);
});

test.each([null, 5, 'x', [], Number.NaN])('error: InvalidParametersError for a file that is %s', (file) => {
  expect(issuesOf(file)[0]!.path).toBe('the file');
});

test('error: InvalidParametersError for a prototype in the file, which stays untouched', () => {
  const file: unknown = JSON.parse(
    '{"__proto__": {"polluted": 1}, "demand": {"constructor": {"prototype": {"polluted": 1}}}}',
  );
  expect(issuesOf(file).map((issue) => issue.path)).toContain('demand.constructor');
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});
