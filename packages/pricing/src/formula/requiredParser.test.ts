import { afterEach, expect, test, vi } from 'vitest';
import { freshnessCurve } from '../freshness/freshnessCurve.ts';
import { InvalidInputError } from '../units/errors.ts';
import { compileFormula } from './compileFormula.ts';
import { FormulaParserMissingError, FormulaRefusedError } from './errors.ts';
import { formulaInputs } from './formulaInputs.ts';

afterEach(() => vi.unstubAllGlobals());

const text = '1 - 0.9 x^2';

test('error: FormulaParserMissingError for a text outside Node; compiled it is the same curve everywhere', () => {
  vi.stubGlobal('process', undefined);
  expect(() => freshnessCurve({ family: 'formula', text })).toThrow(FormulaParserMissingError);
  const compiled = freshnessCurve({ family: 'formula', formula: compileFormula(text) });
  vi.unstubAllGlobals();
  expect(freshnessCurve({ family: 'formula', text }).table).toBe(compiled.table);
});

test('error: FormulaRefusedError for a formula over more than x, or one that rises where it was not looked at', () => {
  const over = (given: string, to: number, shape: 'rises' | 'falls') =>
    freshnessCurve({
      family: 'formula',
      formula: compileFormula(given, {
        inputs: { ...formulaInputs, x: { from: 0, to, shape, meaning: 'x' } },
      }),
    });
  expect(() => over('freshness * (2 - x)', 1, 'falls')).toThrow(FormulaRefusedError);
  expect(() => over('1 + 0.1x', 1, 'rises')).toThrow(FormulaRefusedError);
  expect(() => over('1 - x + x^2', 0.5, 'falls')).toThrow(FormulaRefusedError);
  expect(over('1 - 0.9x', 0.5, 'falls').exact(1)).toBeCloseTo(0.1, 15);
});

test.each([null, {}, 5, { text, inputs: ['x'], evaluate: () => 1 }])(
  'error: InvalidInputError for a formula that is %o',
  (formula) => {
    expect(() => freshnessCurve({ family: 'formula', formula: formula as never })).toThrow(InvalidInputError);
  },
);
