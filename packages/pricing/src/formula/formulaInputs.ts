import { checkNumber, checkObject, checkOneOf } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';

/** An input a text formula may name: where it is examined, and which way the value may go when it rises. */
export interface FormulaInput {
  readonly from: number;
  readonly to: number;
  /** `rises`: the value never falls when the input rises; `falls`: it never rises. Absent: any. */
  readonly shape?: 'rises' | 'falls';
  readonly meaning: string;
}

/** The inputs of the whole price formula. An older segment is never dearer, a demanded one never cheaper. */
export const formulaInputs: Readonly<Record<string, FormulaInput>> = {
  x: { from: 0, to: 1, shape: 'falls', meaning: 'age / window' },
  baseValue: { from: 0, to: 1e6, shape: 'rises', meaning: 'floor price of the market, PAT' },
  freshness: { from: 0, to: 1, shape: 'rises', meaning: 'freshness multiplier' },
  demand: { from: 0.01, to: 100, shape: 'rises', meaning: 'demand pressure' },
  scarcity: { from: 0.01, to: 100, shape: 'rises', meaning: 'scarcity factor' },
  consumptionVelocity: { from: 0, to: 1e6, shape: 'rises', meaning: 'units consumed per day' },
  supplyRate: { from: 0, to: 1e6, shape: 'falls', meaning: 'units supplied per day' },
  mintRate: { from: 0, to: 1e6, shape: 'falls', meaning: 'units minted over the window' },
  burnRate: { from: 0, to: 1e6, shape: 'rises', meaning: 'units burnt over the window' },
  substituteAvailability: {
    from: 0,
    to: 1,
    shape: 'falls',
    meaning: 'similarity-weighted share of open substitutes, 0 to 1',
  },
};

/** @throws {InvalidInputError} unless every input has a range of finite numbers, and a shape that is known or none. */
export function checkFormulaInputs(inputs: Readonly<Record<string, FormulaInput>>): void {
  checkObject('inputs', inputs);
  for (const [name, input] of Object.entries(inputs)) {
    checkObject(`inputs.${name}`, input);
    const { from, to, shape } = input;
    checkNumber(`inputs.${name}.from`, from, -Number.MAX_VALUE, Number.MAX_VALUE);
    checkNumber(`inputs.${name}.to`, to, -Number.MAX_VALUE, Number.MAX_VALUE);
    if (to <= from) {
      throw new InvalidInputError({
        path: `inputs.${name}.to`,
        observed: to,
        allowed: `above from, ${from}`,
      });
    }
    if (shape !== undefined) checkOneOf(`inputs.${name}.shape`, shape, ['rises', 'falls']);
  }
}
