import { create, parseDependencies } from 'mathjs/number';
import { checkFields } from '../units/checks.ts';
import { type Formula, formulaOf } from './formula.ts';
import { checkFormulaInputs, type FormulaInput, formulaInputs } from './formulaInputs.ts';
import { type MathjsParse, mathjsParser } from './mathjsTree.ts';

let parser: MathjsParse | undefined;

/**
 * Compiles a formula written by quant staff, `baseValue * freshness ^ 1.2 * max(demand, scarcity)` for instance.
 *
 * Arithmetic only: `+ - * / ^`, comparisons with `a ? b : c`, `abs cbrt exp expm1 log log10 log1p log2 max min pow sqrt
 * tanh`, `pi`, `e` and the named inputs; at most 1,000 characters. mathjs parses the text; interval arithmetic over its tree
 * proves that it is finite, at least 0, and moves with each input as a price does (see `formulaInputs`), everywhere in the
 * inputs' ranges and within 1e-9 of a value above 1, else within 1e-9. Where it chooses, both sides are proven everywhere,
 * and what jumps between them along each input with the others low, middle and high. What can't be proven is refused, with
 * the piece where the proof ended. Float64; for prices that become money see `formulaBaseValue`.
 *
 * @param options.inputs what the text may name; the inputs of the whole price formula by default.
 * @throws {InvalidInputError} unless every input has a range of finite numbers, and a shape that is known or none.
 * @throws {FormulaRefusedError} when the text is anything else. `evaluate` throws it for a value that is not finite, and
 * InvalidInputError for an input that is missing or not finite.
 * @example compileFormula('2 * freshness').evaluate({ freshness: 0.5 }) // 1
 */
export function compileFormula(
  text: string,
  options: { readonly inputs?: Readonly<Record<string, FormulaInput>> } = {},
): Formula {
  checkFields('options', options, ['inputs']);
  const inputs = options.inputs ?? formulaInputs;
  checkFormulaInputs(inputs);
  parser ??= mathjsParser({ create, parseDependencies });
  return formulaOf(text, inputs, parser);
}
