import { binary, constant, type Expression, unary } from '../expression/expression.ts';

/** A factor of a product; an inverted one stands below the line. */
interface Factor {
  readonly expression: Expression;
  readonly isInverted: boolean;
}

/** Factors that share inputs. */
interface Group {
  readonly inputs: ReadonlySet<string>;
  readonly factors: readonly Factor[];
}

/**
 * The same real number with every product so ordered that factors which share an input stand together: `a b / (b + 10)`
 * becomes `a (b / (b + 10))`. What is shown of a factor in `b` alone then holds whatever `a` is, and the box need not be
 * cut along `a`.
 */
export function separate(expression: Expression): Expression {
  switch (expression.kind) {
    case 'unary':
      if (expression.operation === 'negate') return separateProduct(expression);
      return unary(expression.operation, separate(expression.operand));
    case 'binary':
      if (expression.operation === 'multiply' || expression.operation === 'divide') {
        return separateProduct(expression);
      }
      return binary(expression.operation, separate(expression.left), separate(expression.right));
    case 'choice': {
      const [left, right] = [separate(expression.left), separate(expression.right)];
      const [ifTrue, ifFalse] = [separate(expression.ifTrue), separate(expression.ifFalse)];
      return { ...expression, left, right, ifTrue, ifFalse };
    }
    default:
      return expression;
  }
}

function separateProduct(expression: Expression): Expression {
  const groups = factorsOf(expression, false).reduce(grouped, []);
  return groups.map(({ factors }) => productOf(factors)).reduce((a, b) => binary('multiply', a, b));
}

function factorsOf(expression: Expression, isInverted: boolean): readonly Factor[] {
  if (expression.kind === 'unary' && expression.operation === 'negate') {
    return [{ expression: constant(-1), isInverted: false }, ...factorsOf(expression.operand, isInverted)];
  }
  if (expression.kind === 'binary' && expression.operation === 'multiply') {
    return [...factorsOf(expression.left, isInverted), ...factorsOf(expression.right, isInverted)];
  }
  if (expression.kind === 'binary' && expression.operation === 'divide') {
    return [...factorsOf(expression.left, isInverted), ...factorsOf(expression.right, !isInverted)];
  }
  return [{ expression: separate(expression), isInverted }];
}

/** The groups with one more factor, which joins all that it shares an input with. */
function grouped(groups: readonly Group[], factor: Factor): readonly Group[] {
  const inputs = inputsOf(factor.expression);
  const joined = groups.filter((group) => [...inputs].some((name) => group.inputs.has(name)));
  return [
    ...groups.filter((group) => !joined.includes(group)),
    {
      inputs: new Set([...inputs, ...joined.flatMap((group) => [...group.inputs])]),
      factors: [...joined.flatMap((group) => group.factors), factor],
    },
  ];
}

function productOf(factors: readonly Factor[]): Expression {
  const product = (isInverted: boolean): Expression | undefined => {
    const [first, ...rest] = factors.filter((factor) => factor.isInverted === isInverted);
    return rest.reduce<Expression | undefined>(
      (all, { expression }) => binary('multiply', all!, expression),
      first?.expression,
    );
  };
  const [above = constant(1), below] = [product(false), product(true)];
  return below === undefined ? above : binary('divide', above, below);
}

/** The inputs that an expression names. */
function inputsOf(expression: Expression): ReadonlySet<string> {
  switch (expression.kind) {
    case 'constant':
      return new Set();
    case 'input':
      return new Set([expression.name]);
    case 'unary':
      return inputsOf(expression.operand);
    case 'binary':
      return new Set([expression.left, expression.right].flatMap((part) => [...inputsOf(part)]));
    default:
      return new Set(
        [expression.left, expression.right, expression.ifTrue, expression.ifFalse].flatMap((part) => [
          ...inputsOf(part),
        ]),
      );
  }
}
