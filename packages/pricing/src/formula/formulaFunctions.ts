/** A function that a formula may call: float64 in and out, with the number of arguments it takes. */
export interface FormulaFunction {
  readonly least: number;
  readonly most: number;
  readonly call: (...values: number[]) => number;
}

const ofOne = (call: (value: number) => number): FormulaFunction => ({ least: 1, most: 1, call });

/** What a formula may call. Nothing here can reach beyond its arguments. */
export const formulaFunctions: ReadonlyMap<string, FormulaFunction> = new Map([
  ['abs', ofOne(Math.abs)],
  ['cbrt', ofOne(Math.cbrt)],
  ['exp', ofOne(Math.exp)],
  ['expm1', ofOne(Math.expm1)],
  [
    'log',
    {
      least: 1,
      most: 2,
      call: (x, base) => (base === undefined ? Math.log(x) : Math.log(x) / Math.log(base)),
    },
  ],
  ['log10', ofOne(Math.log10)],
  ['log1p', ofOne(Math.log1p)],
  ['log2', ofOne(Math.log2)],
  ['max', { least: 1, most: 8, call: Math.max }],
  ['min', { least: 1, most: 8, call: Math.min }],
  ['pow', { least: 2, most: 2, call: (base, exponent) => base ** exponent }],
  ['sqrt', ofOne(Math.sqrt)],
  ['tanh', ofOne(Math.tanh)],
]);

/** The constants a formula may name. */
export const formulaConstants: ReadonlyMap<string, number> = new Map([
  ['pi', Math.PI],
  ['e', Math.E],
]);
