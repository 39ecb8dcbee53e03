/** The inputs a text formula may name, with the range over which its values are examined before it is accepted. */
export const formulaInputs: Readonly<
  Record<string, { readonly from: number; readonly to: number; readonly meaning: string }>
> = {
  x: { from: 0, to: 1, meaning: 'age / window' },
  baseValue: { from: 0, to: 1e6, meaning: 'floor price of the market, PAT' },
  freshness: { from: 0, to: 1, meaning: 'freshness multiplier' },
  demand: { from: 0.1, to: 10, meaning: 'demand pressure' },
  scarcity: { from: 0.1, to: 10, meaning: 'scarcity factor' },
  consumptionVelocity: { from: 0, to: 1e6, meaning: 'units consumed per day' },
  supplyRate: { from: 0, to: 1e6, meaning: 'units supplied per day' },
  mintRate: { from: 0, to: 1e6, meaning: 'units minted per window' },
  burnRate: { from: 0, to: 1e6, meaning: 'units burnt per window' },
  substituteAvailability: { from: 0, to: 1, meaning: 'similarity-weighted share of open substitutes' },
};
