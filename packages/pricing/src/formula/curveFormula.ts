import { InvalidInputError } from '../units/errors.ts';
import { FormulaRefusedError } from './errors.ts';
import { expressionOf, type Formula, formulaOf } from './formula.ts';
import type { FormulaInput } from './formulaInputs.ts';
import { examine } from './proof/examine.ts';
import { requiredParser } from './requiredParser.ts';

/** A curve is over x alone and never rises. */
const CURVE_INPUTS: Readonly<Record<string, FormulaInput>> = {
  x: { from: 0, to: 1, shape: 'falls', meaning: 'age / window' },
};

/**
 * The function of `x = age / window` in [0, 1] that a formula describes: proven finite, at least 0 and never rising, with
 * the formula whatever ranges it was compiled for.
 *
 * @param given a compiled formula, or a text, for which Node loads the parser on demand.
 * @throws {FormulaRefusedError} when it names anything but x, or the proof fails.
 * @throws {FormulaParserMissingError} for a text outside Node.
 * @throws {InvalidInputError} when a formula is not one of `compileFormula`.
 */
export function curveFormula(
  given: { readonly text: string } | { readonly formula: Formula },
): (x: number) => number {
  const isCompiled = 'formula' in given;
  const formula = isCompiled
    ? given.formula
    : formulaOf(given.text, CURVE_INPUTS, requiredParser(given.text));
  const expression = expressionOf(formula);
  if (expression === undefined) {
    throw new InvalidInputError({
      path: 'formula',
      observed: formula,
      allowed: 'a formula of compileFormula',
    });
  }
  if (isCompiled) {
    const other = formula.inputs.find((name) => name !== 'x');
    const reason =
      other === undefined
        ? examine(expression, formula.inputs.length === 0 ? [] : Object.entries(CURVE_INPUTS))
        : `${other} is not one of a curve's inputs (x)`;
    if (reason !== undefined) throw new FormulaRefusedError(formula.text, reason);
  }
  return (x) => formula.evaluate({ x });
}
