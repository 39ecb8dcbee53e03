import { fc, test as property } from '@fast-check/vitest';
import { runs } from '@phasegate/testing';
import { expect, test } from 'vitest';
import { compileFormula } from '../compileFormula.ts';
import { FormulaRefusedError } from '../errors.ts';
import { formulaInputs } from '../formulaInputs.ts';

/** A bell, a choice and a pair of steps of 100 at a place that no grid meets. */
function spikes(name: string, at: number, width: number): readonly string[] {
  const [from, to] = [at - width / 2, at + width / 2];
  return [
    `(1 + 100 exp(-((${name} - ${at}) * (2 / ${width}))^2))`,
    `(${name} > ${from} ? (${name} < ${to} ? 100 : 1) : 1)`,
    `(1 + 50 * (tanh((${name} - ${from}) * (20 / ${width})) - tanh((${name} - ${to}) * (20 / ${width}))))`,
  ];
}

const WIDTHS = [1e-2, 1e-4, 1e-7] as const;
const alone = WIDTHS.flatMap((width) =>
  spikes('x', 0.123_456_78, width).map((spike) => `${spike} * (2 - x)`),
);
const amongFour = WIDTHS.flatMap((width) =>
  spikes('freshness', 0.712_345_678, width).map(
    (spike) => `baseValue * demand * scarcity * freshness * ${spike}`,
  ),
);

test.each([...alone, ...amongFour])('error: FormulaRefusedError for the spike of %s', (text) => {
  expect(() => compileFormula(text)).toThrow(FormulaRefusedError);
});

test.each([
  // Away from every line along which a choice is looked at, both inputs at once.
  'baseValue * demand * (1 + 100 exp(-(1e3 * (freshness - 0.3456))^2 - (1e3 * (substituteAvailability - 0.6543))^2))',
  'demand * (1 + 5 freshness * substituteAvailability * (1 - freshness)^2 * (1 - substituteAvailability))',
])('error: FormulaRefusedError for a spike in two inputs at once: %s', (text) => {
  expect(() => compileFormula(text)).toThrow(FormulaRefusedError);
});

const legitimate = [
  'baseValue * freshness * demand * scarcity',
  'baseValue * freshness ^ 1.2 * max(demand, scarcity)',
  'baseValue * freshness * max(demand, scarcity)^1.5',
  'baseValue * freshness * sqrt(demand * scarcity)',
  'baseValue * (0.1 + 0.9 freshness) * demand^0.5 * scarcity^0.25',
  'baseValue * freshness * min(demand, 4) * min(scarcity, 3)',
  'baseValue * freshness * burnRate / (burnRate + 10)',
  'baseValue * freshness * (1 + burnRate / (burnRate + mintRate + 10))',
  'baseValue * freshness * (consumptionVelocity + 10) / (supplyRate + 10)',
  'baseValue * freshness * ((burnRate + 10) / (mintRate + 10))^0.5 / (1 + 0.5 substituteAvailability)',
  'baseValue * freshness * (1 + log1p(consumptionVelocity))',
  'baseValue * freshness * (1 + log(demand + 1) / log(2)) * scarcity',
  'baseValue * freshness^2 * (3 - 2 freshness)',
  'baseValue * freshness * (2 - exp(-demand))',
  'baseValue * freshness * (1 + tanh(demand - 1))',
  'baseValue * freshness * 2^(1 - substituteAvailability)',
  'baseValue * max(freshness, 0.1) * cbrt(demand)',
  'baseValue - 0.9 baseValue * (1 - freshness)',
  'baseValue * (demand > 2 ? 1.5 : 1) * freshness',
  'baseValue * (freshness < 0.25 ? 0.25 : freshness)',
  'freshness < 0.5 ? baseValue * 0.5 : baseValue * freshness * (demand >= 1 ? demand : 1)',
  '1 - 0.9x^2',
  'max(0.1, 2^(-3x))',
  'sqrt(1 - 0.9x)',
  'sqrt(1 - x^2)',
  '0.1 + 0.9 (1 - x)^3',
  '0.1 + 0.9 / (1 + exp(10 (x - 0.5)))',
  'x < 0.5 ? 1 : 0.5',
  '1 - 0.9 x^2 * (3 - 2x)',
  'exp(-x) / (1 + x)',
  'pi / e * baseValue^0.99',
  '5',
];

const accepted: number[] = [];
test.each(legitimate)('default: %s is proven', (text) => {
  const started = performance.now();
  expect(compileFormula(text).text).toBe(text);
  accepted.push(performance.now() - started);
  expect(accepted.at(-1)).toBeLessThan(2_000);
});

test.each([
  [
    'x > 0.123456 ? (x < 0.1234561 ? 3 : 1) : 2',
    'must not rise when x rises|not proven not to rise when x rises',
  ],
  ['1 + 0.5 * tanh(1e9 * (0.3 - x)) + 0.25 * tanh(1e9 * (x - 0.3000001))', 'x from 0.3'],
  ['1e-3 + (x - 0.30000001) * (x - 0.30000001) - 1.0e-3001', 'rise'],
  ['1 / (x - 0.3000000001)^2', 'not'],
])('error: FormulaRefusedError for %s names the piece', (text, reason) => {
  expect(() => compileFormula(text)).toThrow(new RegExp(reason));
});

/** Formulas of the kind that are accepted now and then, over three inputs with a shape. */
const { formula } = fc.letrec<{ formula: string; leaf: string }>((tie) => ({
  leaf: fc.constantFrom(
    'freshness',
    'demand',
    'x',
    '(1 - x)',
    '0.5',
    '2',
    '(demand - 1)',
    '(freshness - 0.4)',
  ),
  formula: fc.oneof(
    { maxDepth: 3 },
    tie('leaf'),
    fc
      .tuple(tie('formula'), fc.constantFrom(' + ', ' * ', ' - ', ' / '), tie('formula'))
      .map(([a, sign, b]) => `(${a}${sign}${b})`),
    fc
      .tuple(fc.constantFrom('max', 'min'), tie('formula'), tie('formula'))
      .map(([f, a, b]) => `${f}(${a}, ${b})`),
    fc
      .tuple(fc.constantFrom('abs', 'cbrt', 'exp', 'sqrt', 'tanh', 'log1p', 'expm1'), tie('formula'))
      .map(([f, a]) => `${f}(${a})`),
    fc.tuple(tie('formula'), fc.constantFrom('2', '3', '0.5', '1.5', '(-1)')).map(([a, n]) => `(${a})^${n}`),
    fc.tuple(tie('formula'), tie('formula'), tie('formula')).map(([a, b, c]) => `(${a} < 0.7 ? ${b} : ${c})`),
  ),
}));

const point = fc.record({
  freshness: fc.double({ min: 0, max: 1, noNaN: true }),
  demand: fc.double({ min: 0.01, max: 100, noNaN: true }),
  x: fc.double({ min: 0, max: 1, noNaN: true }),
});

let proven = 0;
property.prop(
  [formula, fc.array(fc.tuple(point, fc.double({ min: 0, max: 1, noNaN: true })), { minLength: 20 })],
  {
    numRuns: runs(1_000),
  },
)(
  'what is accepted is finite, at least 0 and follows its shape at any point',
  (text, points) => {
    let compiled: ReturnType<typeof compileFormula>;
    try {
      compiled = compileFormula(text);
    } catch (error) {
      expect(error).toBeInstanceOf(FormulaRefusedError);
      return;
    }
    if (compiled.inputs.length > 0) proven += 1;
    // What jumps between the lines looked at is not claimed.
    const jumps = text.includes('?') && compiled.inputs.length > 1;
    for (const [inputs, share] of points) {
      const value = compiled.evaluate(inputs);
      expect(value).toBeGreaterThanOrEqual(-1e-9);
      for (const name of compiled.inputs as readonly (keyof typeof inputs)[]) {
        const { to, shape } = formulaInputs[name]!;
        const higher = compiled.evaluate({ ...inputs, [name]: inputs[name] + (to - inputs[name]) * share });
        const change = shape === 'rises' ? value - higher : higher - value;
        if (!jumps)
          expect(change, `${text} at ${JSON.stringify(inputs)} along ${name}`).toBeLessThanOrEqual(
            2e-9 * Math.max(1, value),
          );
      }
    }
  },
  60_000,
);

test('behavior: formulas over inputs were among those accepted', () => {
  expect(proven).toBeGreaterThan(runs(1_000) / 20);
});
