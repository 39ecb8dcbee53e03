import { checkObject } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import { FormulaRefusedError } from './errors.ts';
import { compileExpression } from './expression/compileExpression.ts';
import type { Expression } from './expression/expression.ts';
import type { FormulaInput } from './formulaInputs.ts';
import type { MathjsParse } from './mathjsTree.ts';
import { parseFormula } from './parseFormula.ts';
import { examine } from './proof/examine.ts';

/** A formula in text, parsed, examined and compiled once. */
export interface Formula {
  readonly text: string;
  /** The inputs the text names. */
  readonly inputs: readonly string[];
  /** The formula's value; every input the text names must be given as a finite number. */
  evaluate(inputs: Readonly<Record<string, number>>): number;
}

/** The arithmetic of every formula compiled here, for those who prove more about it. */
const expressions = new WeakMap<object, Expression>();

/** The arithmetic of a formula; nothing for what was not compiled by {@link formulaOf}. */
export function expressionOf(formula: unknown): Expression | undefined {
  return typeof formula === 'object' && formula !== null ? expressions.get(formula) : undefined;
}

/** Compiles a text by a parser; `compileFormula` says what is accepted. */
export function formulaOf(
  text: string,
  inputs: Readonly<Record<string, FormulaInput>>,
  parse: MathjsParse,
): Formula {
  const { used, expression } = parseFormula(text, Object.keys(inputs), parse);
  const reason = examine(
    expression,
    used.map((name) => [name, inputs[name]!]),
  );
  if (reason !== undefined) throw new FormulaRefusedError(text, reason);
  const evaluate = compileExpression(expression, used);
  const formula: Formula = {
    text,
    inputs: used,
    evaluate(given) {
      checkObject('inputs', given);
      const values = used.map((name) => {
        const value: unknown = Object.hasOwn(given, name) ? given[name] : undefined;
        if (typeof value !== 'number' || !Number.isFinite(value)) {
          throw new InvalidInputError({ path: name, observed: value, allowed: 'a finite number' });
        }
        return value;
      });
      const result = evaluate(values);
      if (!Number.isFinite(result)) {
        const at = used.map((name, i) => `${name} = ${values[i]}`).join(', ');
        throw new FormulaRefusedError(text, `its value is ${result} at ${at}`);
      }
      return result;
    },
  };
  expressions.set(formula, expression);
  return formula;
}
