import { expect, test } from 'vitest';
import { freshnessCurve } from '../freshness/freshnessCurve.ts';
import { quoteSegment } from '../quote/quoteSegment.ts';
import { InvalidInputError } from '../units/errors.ts';
import { parseWad } from '../units/parseWad.ts';
import { type Bps, WAD } from '../units/units.ts';
import { compileFormula } from './compileFormula.ts';
import { FormulaRefusedError } from './errors.ts';
import { formulaBaseValue } from './formulaBaseValue.ts';
import { formulaInputs } from './formulaInputs.ts';

test.each<readonly [string, Record<string, number>, number]>([
  [
    'baseValue * freshness * demand * scarcity',
    { baseValue: 70, freshness: 0.5, demand: 2, scarcity: 1.5 },
    105,
  ],
  ['2 freshness', { freshness: 0.5 }, 1],
  ['1 - 0.9x^2', { x: 0.5 }, 0.775],
  ['max(0.1, 2^(-3x))', { x: 1 / 3 }, 0.5],
  ['x < 0.5 ? 1 : 0.5', { x: 0.5 }, 0.5],
  ['x <= 0.5 ? 1 : 0.5', { x: 0.5 }, 1],
  ['sqrt(demand) + cbrt(8) - abs(-1)', { demand: 4 }, 3],
  ['exp(-x) + expm1(0) + log1p(0) + tanh(0)', { x: 0 }, 1],
  ['log2(8) + log10(100) + log(e) + log(81, 3)', {}, 10],
  ['min(baseValue, 3) * pow(2, 3) * pi / pi', { baseValue: 5 }, 24],
  ['+(baseValue) + -(-1)', { baseValue: 1 }, 2],
])('default: %s', (text, inputs, value) => {
  const formula = compileFormula(text);
  expect(formula.evaluate(inputs)).toBeCloseTo(value, 14);
  expect([...formula.inputs].sort()).toEqual(Object.keys(inputs).sort());
});

test('behavior: the whole formula in raw inputs is examined in all nine of them and accepted', () => {
  const text =
    'baseValue * freshness * ((consumptionVelocity + 10) / (supplyRate + 10)) * ' +
    '(burnRate + 10) / (mintRate + 10) / (1 + 0.5 substituteAvailability) * (2 - x) * demand';
  expect(compileFormula(text).inputs).toHaveLength(9);
});

const hostile: readonly string[] = [
  // Reaching outside by name
  'process',
  'globalThis',
  'require("fs")',
  'import("fs")',
  'this',
  'window',
  'console.log(1)',
  'constructor',
  '__proto__',
  'toString',
  // Prototype access
  'x.constructor',
  'x.constructor.constructor("return process")()',
  'x["constructor"]',
  'x.__proto__',
  '"".constructor',
  '[].constructor',
  'cos.constructor("return 1")()',
  'exp.constructor',
  '{}.constructor',
  '{"__proto__": 1}',
  // The parser's own doors
  'eval("1")',
  'parse("1")',
  'evaluate("1")',
  'compile("1")',
  'parser()',
  'simplify("1")',
  'derivative("x", "x")',
  'createUnit("foo")',
  'config({})',
  'chain(1)',
  'typed()',
  'help(exp)',
  'format(x)',
  'print("$x", {x: 1})',
  'reviver()',
  // Assignment and definition
  'x = 1',
  'f(x) = x',
  'a = 1; a',
  'baseValue = 0',
  'x.y = 1',
  'exp = 1',
  // Sequences, blocks, text, collections, units
  '1; 2',
  '1\n2',
  '"text"',
  '[1, 2, 3]',
  '[1, 2; 3, 4]',
  '{a: 1}',
  '1:1000000000',
  'x[1]',
  '2 cm',
  '2 i',
  'true',
  'null',
  'undefined',
  'NaN',
  'Infinity',
  // Exhaustion
  'ones(100000)',
  'zeros(1e6)',
  'range(1, 1e9)',
  'factorial(1e9)',
  '170!',
  'map([1], f)',
  'sum(1:1e9)',
  'random()',
  `${'('.repeat(400)}x${')'.repeat(400)}`,
  `${'exp('.repeat(40)}x${')'.repeat(40)}`,
  Array.from({ length: 150 }, () => 'x').join('+'),
  'x+'.repeat(600),
  `x${'!'.repeat(500)}`,
  // Operators beyond arithmetic
  'x and 1',
  'not x',
  'x | 1',
  'x mod 2',
  '5 % 2',
  "x'",
  'x == 1 ? 1 : 2',
  'x to cm',
  'exp',
  'exp()',
  'pow(2)',
  'max()',
  'sqrt(1, 2, 3)',
  '1 < 2 < 3',
  'x < 1',
  // Not formulas
  '',
  '   ',
  '#comment',
  '1 +',
  '))((',
  '\u0000',
  'x\u202e',
  'ｘ',
];

test('behavior: the list of hostile inputs is long and has no doubles', () => {
  expect(hostile.length).toBeGreaterThan(90);
  expect(new Set(hostile).size).toBe(hostile.length);
});

test.each(hostile)('error: FormulaRefusedError for %j', (text) => {
  const started = performance.now();
  expect(() => compileFormula(text)).toThrow(FormulaRefusedError);
  expect(performance.now() - started).toBeLessThan(1_000);
});

test.each([undefined, null, 5, {}, [], () => 1, Symbol('x'), { toString: () => 'x' }])(
  'error: FormulaRefusedError for a text that is %s',
  (text) => {
    expect(() => compileFormula(text as string)).toThrow(FormulaRefusedError);
  },
);

test('behavior: hostile inputs leave nothing behind', () => {
  for (const text of hostile) expect(() => compileFormula(text)).toThrow();
  expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  expect(compileFormula('exp(-x)').evaluate({ x: 0 })).toBe(1);
});

test.each([
  ['1 / x', 'Infinity'],
  ['log(x)', '-Infinity'],
  ['sqrt(x - 0.5)', 'NaN'],
  ['(x - 2)^0.5', 'NaN'],
  ['0.5 - x', 'at least 0'],
  ['-baseValue', 'at least 0'],
  ['exp(baseValue)', 'Infinity'],
  ['1 / (x - 0.3) / (x - 0.3)', 'must not rise when x rises'],
  ['1 + x', 'must not rise when x rises'],
  ['1 - freshness', 'must not fall when freshness rises'],
  ['baseValue / demand', 'must not fall when demand rises'],
  ['baseValue * supplyRate', 'must not rise when supplyRate rises'],
  ['1 - 4 * x * (0.9 - x)', 'must not rise when x rises'],
  ['x > 0.998 ? 2 : 1', 'must not rise when x rises'],
])('error: FormulaRefusedError for %s, whose values are not those of a price', (text, reason) => {
  expect(() => compileFormula(text)).toThrow(FormulaRefusedError);
  expect(() => compileFormula(text)).toThrow(reason);
});

test('behavior: every input has a range and a meaning', () => {
  for (const { from, to, meaning } of Object.values(formulaInputs)) {
    expect(to).toBeGreaterThan(from);
    expect(meaning.length).toBeGreaterThan(3);
  }
});

test.each<readonly [unknown]>([
  [{}],
  [{ freshness: Number.NaN }],
  [{ freshness: Number.POSITIVE_INFINITY }],
  [{ freshness: '1' }],
  [Object.create({ freshness: 1 })],
])('error: InvalidInputError for inputs %o', (inputs) => {
  expect(() => compileFormula('2 freshness').evaluate(inputs as Record<string, number>)).toThrow(
    InvalidInputError,
  );
});

test('error: FormulaRefusedError for a value that is infinite outside the examined range', () => {
  expect(() => compileFormula('baseValue * baseValue').evaluate({ baseValue: 1e200 })).toThrow(
    FormulaRefusedError,
  );
});

test('behavior: a formula replaces base value, demand and scarcity of a quote', () => {
  const formula = compileFormula('baseValue * freshness * demand^1.5');
  const baseValue = formulaBaseValue(formula, { baseValue: 70, demand: 4 });
  expect(baseValue).toBe(parseWad('560'));
  const quote = quoteSegment({
    baseValue,
    curve: freshnessCurve({ family: 'formula', text: '1 - 0.9x' }),
    issuedAt: 0,
    windowSeconds: 604_800,
    demand: WAD,
    scarcity: WAD,
    marginBps: 0 as Bps,
    now: 302_400,
    quoteLifetimeSeconds: 60,
  });
  expect(quote.ask).toBe(307_997_863_736_934_462_560n);
});

test('error: InvalidInputError for a fresh price beyond money', () => {
  expect(() => formulaBaseValue(compileFormula('baseValue^3'), { baseValue: 1e7 })).toThrow(
    InvalidInputError,
  );
  expect(() => formulaBaseValue(compileFormula('baseValue'), { baseValue: -1 })).toThrow(InvalidInputError);
});

test.each([
  [{ x: { from: 0, to: Number.POSITIVE_INFINITY, meaning: 'x' } }],
  [{ x: { from: 1, to: 0, meaning: 'x' } }],
  [{ x: { from: 1, to: 1, meaning: 'x' } }],
  [{ x: { from: 0, to: 1, shape: 'up', meaning: 'x' } }],
  [{ x: null }],
  [[]],
])('error: InvalidInputError for inputs described by %j', (inputs) => {
  expect(() => compileFormula('1', { inputs: inputs as never })).toThrow(InvalidInputError);
});
