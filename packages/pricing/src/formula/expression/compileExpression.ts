import type { Expression } from './expression.ts';
import { binaryOperations, comparisons, unaryOperations } from './operations.ts';

/**
 * An expression as one function of its inputs' values, in float64: closures over the tree, made once.
 *
 * @param names the inputs, in the order in which the function takes their values; every one in the tree is among them.
 * @returns a function whose value may be NaN or infinite.
 */
export function compileExpression(
  expression: Expression,
  names: readonly string[],
): (values: readonly number[]) => number {
  const compile = (part: Expression): ((values: readonly number[]) => number) => {
    switch (part.kind) {
      case 'constant': {
        const { value } = part;
        return () => value;
      }
      case 'input': {
        const index = names.indexOf(part.name);
        return (values) => values[index]!;
      }
      case 'unary': {
        const call = unaryOperations[part.operation];
        const operand = compile(part.operand);
        return (values) => call(operand(values));
      }
      case 'binary': {
        const call = binaryOperations[part.operation];
        const [left, right] = [compile(part.left), compile(part.right)];
        return (values) => call(left(values), right(values));
      }
      default: {
        const holds = comparisons[part.comparison];
        const [left, right] = [compile(part.left), compile(part.right)];
        const [ifTrue, ifFalse] = [compile(part.ifTrue), compile(part.ifFalse)];
        return (values) => (holds(left(values), right(values)) ? ifTrue(values) : ifFalse(values));
      }
    }
  };
  return compile(expression);
}
