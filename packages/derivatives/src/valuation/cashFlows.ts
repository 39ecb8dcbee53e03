import type { InstrumentValue } from './instrumentValue.ts';

/** A certain or expected amount, PAT, in `years` from now. */
export interface CashFlow {
  readonly years: number;
  readonly amount: number;
}

/** `sum amount exp(-rate years)` with its theta and rho; what is due already moves no more. */
export function cashFlows(
  flows: readonly CashFlow[],
  rate: number,
): Pick<InstrumentValue, 'value' | 'theta' | 'rho'> {
  let [value, theta, rho] = [0, 0, 0];
  for (const { years, amount } of flows) {
    const present = amount * Math.exp(-rate * years);
    value += present;
    if (years > 0) theta += rate * present;
    rho -= years * present;
  }
  return { value, theta, rho };
}
