import { InvalidInputError } from '../units/errors.ts';
import { FormulaRefusedError } from './errors.ts';
import { formulaInputs } from './formulaInputs.ts';
import { parseFormula } from './parseFormula.ts';

/** A formula in text, parsed and checked once. */
export interface Formula {
  readonly text: string;
  /** The inputs the text names. */
  readonly inputs: readonly string[];
  /** The formula's value; every input the text names must be given as a finite number. */
  evaluate(inputs: Readonly<Record<string, number>>): number;
}

/**
 * Compiles a formula written by quant staff, `baseValue * freshness ^ 1.2 * max(demand, scarcity)` for instance.
 *
 * Arithmetic only: `+ - * / ^`, comparisons with `a ? b : c`, `abs cbrt exp expm1 log log10 log1p log2 max min pow sqrt
 * tanh`, `pi`, `e` and the named inputs. The result must be a finite number wherever it is evaluated.
 *
 * @param text at most 1,000 characters.
 * @param options.inputs names the text may use; by default those of the whole price formula (see `formulaInputs`).
 * @throws FormulaRefusedError when the text is anything else.
 * @example compileFormula('2 * freshness').evaluate({ freshness: 0.5 }) // 1
 */
export function compileFormula(text: string, options: { readonly inputs?: readonly string[] } = {}): Formula {
  const parsed = parseFormula(text, options.inputs ?? Object.keys(formulaInputs));
  return {
    text,
    inputs: parsed.used,
    evaluate(inputs) {
      const scope = new Map<string, number>();
      for (const name of parsed.used) {
        const value: unknown = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
        if (typeof value !== 'number' || !Number.isFinite(value)) {
          throw new InvalidInputError({ path: name, observed: value, allowed: 'a finite number' });
        }
        scope.set(name, value);
      }
      const result = parsed.evaluate(scope);
      if (typeof result !== 'number' || !Number.isFinite(result)) {
        throw new FormulaRefusedError(text, `its value at ${JSON.stringify(inputs)} is ${String(result)}`);
      }
      return result;
    },
  };
}
