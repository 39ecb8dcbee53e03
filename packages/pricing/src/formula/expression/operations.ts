export type UnaryOperation =
  | 'abs'
  | 'cbrt'
  | 'exp'
  | 'expm1'
  | 'log'
  | 'log10'
  | 'log1p'
  | 'log2'
  | 'negate'
  | 'sqrt'
  | 'tanh';
export type BinaryOperation = 'add' | 'divide' | 'max' | 'min' | 'multiply' | 'power' | 'subtract';
export type Comparison = 'larger' | 'largerEq' | 'smaller' | 'smallerEq';

/** Operations of one operand: float64 in and out. Nothing here can reach beyond its operand. */
export const unaryOperations: Readonly<Record<UnaryOperation, (x: number) => number>> = {
  abs: Math.abs,
  cbrt: Math.cbrt,
  exp: Math.exp,
  expm1: Math.expm1,
  log: Math.log,
  log10: Math.log10,
  log1p: Math.log1p,
  log2: Math.log2,
  negate: (x) => -x,
  sqrt: Math.sqrt,
  tanh: Math.tanh,
};

/** Operations of two operands. */
export const binaryOperations: Readonly<Record<BinaryOperation, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  divide: (a, b) => a / b,
  max: (a, b) => Math.max(a, b),
  min: (a, b) => Math.min(a, b),
  multiply: (a, b) => a * b,
  power: (a, b) => a ** b,
  subtract: (a, b) => a - b,
};

/** What decides between two expressions. */
export const comparisons: Readonly<Record<Comparison, (a: number, b: number) => boolean>> = {
  larger: (a, b) => a > b,
  largerEq: (a, b) => a >= b,
  smaller: (a, b) => a < b,
  smallerEq: (a, b) => a <= b,
};
