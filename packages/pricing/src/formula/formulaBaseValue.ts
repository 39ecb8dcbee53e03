import { checkObject } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import { parseWad } from '../units/parseWad.ts';
import type { Wad } from '../units/units.ts';
import { expressionOf, type Formula } from './formula.ts';

/**
 * The fresh price of a formula as exact money, to quote with in place of base value, demand and scarcity: pass it to
 * `quoteSegment` as `baseValue` with both factors 1.0. Freshness is taken as 1 and `x` as 0, because the contract decays
 * the fresh ask by the market's curve.
 *
 * The float64 value is rounded to the nearest wei: it is an input set by the broker, which both sides then share exactly.
 *
 * @param inputs the formula's inputs but freshness and x.
 * @returns Wad of PAT.
 * @throws {InvalidInputError} when the formula is not one of `compileFormula`, an input is missing or the value is negative or above 3e20 PAT.
 * @throws {FormulaRefusedError} when the value is not finite.
 * @example formatWad(formulaBaseValue(compileFormula('baseValue * demand'), { baseValue: 70, demand: 1.5 })) // '105'
 */
export function formulaBaseValue(formula: Formula, inputs: Readonly<Record<string, number>>): Wad {
  if (expressionOf(formula) === undefined) {
    throw new InvalidInputError({
      path: 'formula',
      observed: formula,
      allowed: 'a formula of compileFormula',
    });
  }
  checkObject('inputs', inputs);
  const value = formula.evaluate({ ...inputs, freshness: 1, x: 0 });
  if (!(value >= 0 && value <= 3e20)) {
    throw new InvalidInputError({ path: 'the formula', observed: value, allowed: 'from 0 to 3e20 PAT' });
  }
  return parseWad(value.toFixed(18));
}
