export { compileFormula } from './compileFormula.ts';
export { FormulaRefusedError } from './errors.ts';
export type { Formula } from './formula.ts';
export { formulaBaseValue } from './formulaBaseValue.ts';
export { type FormulaInput, formulaInputs } from './formulaInputs.ts';
