import { binary, choice, constant, type Expression, unary } from '../expression/expression.ts';

/** An expression with some of its inputs set to values. */
export function substitute(expression: Expression, values: ReadonlyMap<string, number>): Expression {
  const visit = (part: Expression): Expression => {
    switch (part.kind) {
      case 'constant':
        return part;
      case 'input':
        return values.has(part.name) ? constant(values.get(part.name)!) : part;
      case 'unary':
        return unary(part.operation, visit(part.operand));
      case 'binary':
        return binary(part.operation, visit(part.left), visit(part.right));
      default:
        return choice({
          comparison: part.comparison,
          left: visit(part.left),
          right: visit(part.right),
          ifTrue: visit(part.ifTrue),
          ifFalse: visit(part.ifFalse),
        });
    }
  };
  return visit(expression);
}
