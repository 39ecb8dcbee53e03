import {
  type BinaryOperation,
  binaryOperations,
  type Comparison,
  comparisons,
  type UnaryOperation,
  unaryOperations,
} from './operations.ts';

/** Arithmetic over named inputs, as a tree: all that a formula can say. */
export type Expression =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'input'; readonly name: string }
  | { readonly kind: 'unary'; readonly operation: UnaryOperation; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly operation: BinaryOperation;
      readonly left: Expression;
      readonly right: Expression;
    }
  | Choice;

/** `left < right ? ifTrue : ifFalse`, or another comparison. */
export interface Choice {
  readonly kind: 'choice';
  readonly comparison: Comparison;
  readonly left: Expression;
  readonly right: Expression;
  readonly ifTrue: Expression;
  readonly ifFalse: Expression;
}

export const constant = (value: number): Expression => ({ kind: 'constant', value });

/** The operation on an operand; on a constant its value, so that a proof meets the very number that is evaluated. */
export function unary(operation: UnaryOperation, operand: Expression): Expression {
  if (operand.kind === 'constant') return constant(unaryOperations[operation](operand.value));
  return { kind: 'unary', operation, operand };
}

/** The operation on two operands; on constants its value. */
export function binary(operation: BinaryOperation, left: Expression, right: Expression): Expression {
  if (left.kind === 'constant' && right.kind === 'constant') {
    return constant(binaryOperations[operation](left.value, right.value));
  }
  return { kind: 'binary', operation, left, right };
}

/** A choice; between constants the expression that is chosen. */
export function choice(parts: Omit<Choice, 'kind'>): Expression {
  const { comparison, left, right, ifTrue, ifFalse } = parts;
  if (left.kind === 'constant' && right.kind === 'constant') {
    return comparisons[comparison](left.value, right.value) ? ifTrue : ifFalse;
  }
  return { kind: 'choice', ...parts };
}
