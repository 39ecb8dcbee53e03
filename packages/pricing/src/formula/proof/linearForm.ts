import type { Expression } from '../expression/expression.ts';
import { add, type Interval, multiply, negate, point, reciprocal, ZERO } from './interval.ts';

/** `constant + sum of coefficient x part`: parts are what is not linear itself, inputs among them. */
export interface LinearForm {
  readonly constant: Interval;
  readonly terms: ReadonlyMap<string, Term>;
}

interface Term {
  readonly coefficient: Interval;
  readonly part: Expression;
}

/** An expression as a linear form of its parts; the same part twice is one term, by its text. */
export function linearForm(expression: Expression): LinearForm {
  switch (expression.kind) {
    case 'constant':
      return { constant: point(expression.value), terms: new Map() };
    case 'unary':
      return expression.operation === 'negate'
        ? scaled(linearForm(expression.operand), point(-1))
        : part(expression);
    case 'binary': {
      const { operation, left, right } = expression;
      if (operation === 'add') return sum(linearForm(left), linearForm(right));
      if (operation === 'subtract') return sum(linearForm(left), scaled(linearForm(right), point(-1)));
      if (operation === 'multiply' && left.kind === 'constant')
        return scaled(linearForm(right), point(left.value));
      if (operation === 'multiply' && right.kind === 'constant')
        return scaled(linearForm(left), point(right.value));
      if (operation === 'divide' && right.kind === 'constant' && right.value !== 0) {
        return scaled(linearForm(left), reciprocal(point(right.value)));
      }
      return part(expression);
    }
    default:
      return part(expression);
  }
}

function part(expression: Expression): LinearForm {
  return {
    constant: ZERO,
    terms: new Map([[JSON.stringify(expression), { coefficient: point(1), part: expression }]]),
  };
}

function scaled({ constant, terms }: LinearForm, by: Interval): LinearForm {
  const scale = (number: Interval): Interval =>
    by.lo === -1 && by.hi === -1 ? negate(number) : multiply(number, by);
  return {
    constant: scale(constant),
    terms: new Map([...terms].map(([key, term]) => [key, { ...term, coefficient: scale(term.coefficient) }])),
  };
}

function sum(a: LinearForm, b: LinearForm): LinearForm {
  const terms = new Map(a.terms);
  for (const [key, term] of b.terms) {
    const other = terms.get(key);
    terms.set(
      key,
      other === undefined ? term : { ...term, coefficient: add(other.coefficient, term.coefficient) },
    );
  }
  return { constant: add(a.constant, b.constant), terms };
}
