import { checkObject } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import { FormulaRefusedError } from './errors.ts';
import { examine } from './examine.ts';
import { type FormulaInput, formulaInputs } from './formulaInputs.ts';
import { parseFormula } from './parseFormula.ts';

/** A formula in text, parsed, examined and compiled once. */
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
 * tanh`, `pi`, `e` and the named inputs; at most 1,000 characters. Examined on a fine grid over the inputs' ranges: it must be
 * finite, at least 0, and move with each input as a price does (see `formulaInputs`). Float64; for prices that become
 * money see `formulaBaseValue`.
 *
 * @param options.inputs what the text may name; the inputs of the whole price formula by default.
 * @throws {FormulaRefusedError} when the text is anything else. `evaluate` throws it for a value that is not finite, and
 * InvalidInputError for an input that is missing or not finite.
 * @example compileFormula('2 * freshness').evaluate({ freshness: 0.5 }) // 1
 */
export function compileFormula(
  text: string,
  options: { readonly inputs?: Readonly<Record<string, FormulaInput>> } = {},
): Formula {
  const inputs = options.inputs ?? formulaInputs;
  const { used, evaluate } = parseFormula(text, Object.keys(inputs));
  const reason = examine(
    evaluate,
    used.map((name) => [name, inputs[name]!]),
  );
  if (reason !== undefined) throw new FormulaRefusedError(text, reason);
  return {
    text,
    inputs: used,
    evaluate(given) {
      checkObject('inputs', given);
      const scope = new Map<string, number>();
      for (const name of used) {
        const value: unknown = Object.hasOwn(given, name) ? given[name] : undefined;
        if (typeof value !== 'number' || !Number.isFinite(value)) {
          throw new InvalidInputError({ path: name, observed: value, allowed: 'a finite number' });
        }
        scope.set(name, value);
      }
      const result = evaluate(scope);
      if (!Number.isFinite(result)) {
        throw new FormulaRefusedError(text, `its value is ${result} at ${JSON.stringify([...scope])}`);
      }
      return result;
    },
  };
}
