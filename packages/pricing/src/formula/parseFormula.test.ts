import { fc, test as property } from '@fast-check/vitest';
import { runs } from '@phasegate/testing';
import { all, create, parseDependencies } from 'mathjs/number';
import { expect, test } from 'vitest';
import { FormulaRefusedError } from './errors.ts';
import { compileExpression } from './expression/compileExpression.ts';
import { mathjsParser } from './mathjsTree.ts';
import { parseFormula } from './parseFormula.ts';

// What mathjs itself makes of a text; without tolerances its comparisons are those of float64.
const oracle = create(all!, { predictable: true, relTol: Number.MIN_VALUE, absTol: 0 });
const scope = new Map([
  ['x', 0.3],
  ['demand', 1.7],
  ['y', 2.5],
]);
const inputs = [...scope.keys()];
const parse = mathjsParser({ create, parseDependencies });
const valueOf = (text: string): number =>
  compileExpression(parseFormula(text, inputs, parse).expression, inputs)([...scope.values()]);

/** Formulas in every construct of the grammar, brackets set at random, so that precedence decides. */
const { formula } = fc.letrec<{ formula: string; number: string }>((tie) => ({
  number: fc.oneof(
    fc.integer({ min: 0, max: 30 }).map(String),
    fc.constantFrom('0.5', '.25', '1e1', '2.5e-1', 'x', 'y', 'demand', 'pi', 'e'),
  ),
  formula: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    tie('number'),
    fc
      .tuple(tie('formula'), fc.constantFrom('+', '-', '*', ' / ', '^', ' - -'), tie('number'))
      .map(([a, sign, b]) => `${a}${sign}${b}`),
    fc
      .tuple(fc.constantFrom('2', '0.5', '(x)'), fc.constantFrom('x', ' y', '(demand)'))
      .map(([a, b]) => `${a}${b}`),
    tie('formula').map((a) => `(${a})`),
    tie('formula').map((a) => `-${a}`),
    fc
      .tuple(
        fc.constantFrom('abs', 'cbrt', 'exp', 'expm1', 'log', 'log10', 'log1p', 'log2', 'sqrt', 'tanh'),
        tie('formula'),
      )
      .map(([name, a]) => `${name}(${a})`),
    fc
      .tuple(fc.constantFrom('max', 'min', 'pow'), tie('formula'), tie('formula'))
      .map(([name, a, b]) => `${name}(${a}, ${b})`),
    // The oracle takes a base of 0 for none.
    tie('formula').map((a) => `log(${a}, y)`),
    fc
      .tuple(tie('formula'), fc.constantFrom('<', '<=', '>', '>='), tie('formula'), tie('formula'))
      .map(([a, sign, b, c]) => `(${a} ${sign} ${b} ? ${c} : 7)`),
  ),
}));

let compared = 0;
property.prop([formula], { numRuns: runs(500) })('a formula has the value that mathjs gives it', (text) => {
  let value: number;
  try {
    value = valueOf(text);
  } catch (error) {
    // Too long or nested, a divisor that readers disagree on, or constants that have no value.
    expect((error as FormulaRefusedError).reason).toMatch(
      /at most 1000|more than 200|deeper than 32|brackets/,
    );
    return;
  }
  const expected = oracle.evaluate(text, new Map(scope)) as number;
  // The oracle's max and min pass over NaN; here a formula without a value stays without one.
  if (Number.isNaN(value) && /max|min/.test(text)) return;
  // The roundings of both grow with what cancels in a sum or under a power; a wrong precedence is far beyond them.
  if (Number.isFinite(expected) && Math.abs(expected) > 1e-3 && Math.abs(expected) < 1e9) {
    expect(Math.abs(value / expected - 1), `${text} = ${value}, not ${expected}`).toBeLessThan(1e-6);
    compared += 1;
  }
});

test('behavior: most of those formulas had a value to compare', () => {
  expect(compared).toBeGreaterThan(runs(500) / 4);
});

test.each([
  ['2^3^2', 512],
  ['-2^2', -4],
  ['2^-1', 0.5],
  ['2x^2', 0.18],
  ['3 - 2 - 1', 0],
  ['8 / 4 / 2', 1],
  ['8 / (4x)', 8 / 1.2],
  ['x < 1 ? (x > 0.2 ? 5 : 6) : 7', 5],
  ['(x < 0.1) ? 5 : x < 1 ? 6 : 7', 6],
  [`1${' + 1'.repeat(90)}`, 91],
  ['2 e', 2 * Math.E],
  ['2e1', 20],
])('default: %s', (text, value) => {
  expect(valueOf(text)).toBeCloseTo(value, 14);
});

test.each([
  ['1 / 2x', 'a division beside a product without a sign needs brackets or a *'],
  ['1 / x y', 'a division beside a product without a sign needs brackets or a *'],
  ['sqrt(1, 2)', 'sqrt takes 1 arguments, not 2'],
  ['log(1, 2, 3)', 'log takes 1 to 2 arguments, not 3'],
  ['if(x, 1, 2)', 'only abs, cbrt'],
  ['2 +', 'Unexpected end of expression'],
  ['(1', 'Parenthesis ) expected'],
  ['1 2', 'Unexpected part "2"'],
  ['x & y', 'the operator & is not allowed there'],
  ['1 + 5%', 'the operator / is not allowed there'],
  ['1e999', 'a constant in it is not a finite number'],
  ['true', 'a constant in it is not a finite number'],
  ['z', 'z is not one of its inputs (x, demand, y)'],
  ['x < 1', 'the operator < is not allowed there'],
  ['x ? 1 : 2', 'before a ? stands one comparison'],
  ['x\n+ 1', 'Block syntax is not arithmetic'],
  [`${'-'.repeat(40)}1`, 'it nests deeper than 32'],
])('error: FormulaRefusedError for %j says why', (text, reason) => {
  expect(() => parseFormula(text, inputs, parse)).toThrow(reason);
  expect(() => parseFormula(text, inputs, parse)).toThrow(FormulaRefusedError);
});
