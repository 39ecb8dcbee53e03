/**
 * The fields of both factors' parameters, and of their groups in a parameter file: one object may serve both factors, and a
 * group is handed in as it is.
 */
export const FACTOR_FIELDS: readonly string[] = [
  'pseudoCount',
  'elasticity',
  'substituteWeight',
  'min',
  'max',
  'halfLifeSeconds',
  'expiredWeight',
];
