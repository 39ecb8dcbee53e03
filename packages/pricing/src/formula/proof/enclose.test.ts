import { fc, test as property } from '@fast-check/vitest';
import { runs } from '@phasegate/testing';
import { create, parseDependencies } from 'mathjs/number';
import { expect, test } from 'vitest';
import { compileExpression } from '../expression/compileExpression.ts';
import { mathjsParser } from '../mathjsTree.ts';
import { parseFormula } from '../parseFormula.ts';
import { encloser } from './enclose.ts';
import { separate } from './separate.ts';

const names = ['a', 'b'];
const parse = mathjsParser({ create, parseDependencies });
const expressionOf = (text: string) => parseFormula(text, names, parse).expression;

/** Every operation, parts that occur twice among them. */
const { formula } = fc.letrec<{ formula: string; leaf: string }>((tie) => ({
  leaf: fc.constantFrom('a', 'b', '2', '0.5', '(a + 1)', '(b - 0.3)', 'a / (a + b + 1)', '(a b)'),
  formula: fc.oneof(
    { maxDepth: 3 },
    tie('leaf'),
    fc
      .tuple(tie('formula'), fc.constantFrom('+', '*', '-', '/'), tie('formula'))
      .map(([a, sign, b]) => `((${a}) ${sign} (${b}))`),
    fc
      .tuple(
        fc.constantFrom('abs', 'cbrt', 'exp', 'expm1', 'log', 'log10', 'log1p', 'log2', 'sqrt', 'tanh', '-'),
        tie('formula'),
      )
      .map(([name, a]) => `${name}(${a})`),
    fc
      .tuple(tie('formula'), fc.constantFrom('2', '3', '-1', '-2', '0.5', '1.7', '(b + 1)'))
      .map(([a, n]) => `(${a})^(${n})`),
    tie('formula').map((a) => `2^(${a})`),
    fc
      .tuple(fc.constantFrom('max', 'min'), tie('formula'), tie('formula'))
      .map(([f, a, b]) => `${f}(${a}, ${b})`),
    fc.tuple(tie('formula'), tie('formula')).map(([a, b]) => `(a < 0.4 ? ${a} : ${b})`),
  ),
}));
const side = fc
  .tuple(fc.double({ min: -2, max: 3, noNaN: true }), fc.double({ min: 1e-3, max: 1, noNaN: true }))
  .map(([lo, width]) => ({ lo: Math.abs(lo) < 1e-9 ? 0 : lo, hi: lo + width }));
const share = fc.integer({ min: 0, max: 1e6 }).map((millionths) => millionths / 1e6);

const counted = { values: 0, slopes: 0, tight: 0 };
property.prop(
  [formula, side, side, fc.array(fc.tuple(share, share, share), { minLength: 10, maxLength: 10 })],
  {
    numRuns: runs(2_000),
  },
)(
  'every value, and every slope between two points, lies in what encloses it',
  (text, a, b, shares) => {
    const expression = expressionOf(text);
    const evaluate = compileExpression(expression, names);
    const encloseWritten = encloser(expression, names);
    for (const enclosed of [expression, separate(expression)]) {
      const { box } = encloser(enclosed, names)([a, b]);
      // Another order of operations underflows elsewhere; a proof asks the order as written for what is defined.
      if (!box.isDefined || !encloseWritten([a, b]).box.isDefined) continue;
      const slack = 1e-9 * Math.max(1, Math.abs(box.value.lo), Math.abs(box.value.hi));
      for (const [first, second, other] of shares) {
        const [x, x2, y] = [
          a.lo + (a.hi - a.lo) * first,
          a.lo + (a.hi - a.lo) * second,
          b.lo + (b.hi - b.lo) * other,
        ];
        const [value, value2] = [evaluate([x, y]), evaluate([x2, y])];
        expect(value, `${text} at ${x}, ${y}`).toBeGreaterThanOrEqual(box.value.lo - slack);
        expect(value, `${text} at ${x}, ${y}`).toBeLessThanOrEqual(box.value.hi + slack);
        counted.values += 1;
        if (box.jumps || Math.abs(x2 - x) < 1e-3 || !(slack < 1e-6)) continue;
        const slope = (value2 - value) / (x2 - x);
        const { lo, hi } = box.slopes[0]!;
        expect(slope, `${text} from ${x} to ${x2} at ${y}`).toBeGreaterThanOrEqual(lo - slack * 1e3);
        expect(slope, `${text} from ${x} to ${x2} at ${y}`).toBeLessThanOrEqual(hi + slack * 1e3);
        counted.slopes += 1;
        if (hi - lo < 10) counted.tight += 1;
      }
    }
  },
  60_000,
);

test('behavior: those were values, slopes, and bounds worth the name', () => {
  expect(counted.values).toBeGreaterThan(runs(2_000) * 4);
  expect(counted.slopes).toBeGreaterThan(runs(2_000));
  expect(counted.tight).toBeGreaterThan(runs(2_000) / 2);
});

test.each([
  ['a / (a + 10)', [0, 1e6], [0, 0.1]],
  ['a - a', [0, 1], [0, 0]],
  ['exp(a) / (1 + exp(a))', [-1, 1], [0, 1.5]],
  ['a * (1 - a)', [0, 0.25], [0.5, 1]],
])('default: the slope of %s over %j', (text, [lo, hi], [least, most]) => {
  const [slope] = encloser(
    expressionOf(text),
    names,
  )([
    { lo: lo!, hi: hi! },
    { lo: 0, hi: 1 },
  ]).box.slopes;
  expect(slope!.lo).toBeGreaterThanOrEqual(least! - 1e-12);
  expect(slope!.hi).toBeLessThanOrEqual(most! * (1 + 1e-12) + 1e-12);
});
