import { compileExpression } from '../expression/compileExpression.ts';
import type { Expression } from '../expression/expression.ts';
import type { FormulaInput } from '../formulaInputs.ts';
import { lines } from './lines.ts';
import { prove, SLACK } from './prove.ts';
import { substitute } from './substitute.ts';

/** Points of a line at which a value is looked at before anything is proven: they give the plainer reason. */
const POINTS = 64;
/** Pieces of a proof in one input; in more each costs more, so there are fewer: a few hundred milliseconds at most. */
const MOST_PIECES = 20_000;

/**
 * The reason to refuse a formula, or `undefined` when it is proven to have a finite value of at least 0 that follows every
 * input's shape, wherever its inputs lie in their ranges (within {@link SLACK}). Proven, not sampled: a spike between any two
 * points is found. Where the formula chooses (`a < b ? c : d`), both sides are proven everywhere; what jumps between them is
 * proven along the lines of {@link lines}.
 *
 * @param inputs those that the expression names.
 */
export function examine(
  expression: Expression,
  inputs: readonly (readonly [string, FormulaInput])[],
): string | undefined {
  if (inputs.length === 0) return valueReason(compileExpression(expression, [])([]), '');
  return (
    reasonAlongLines(expression, inputs) ??
    prove(expression, inputs, MOST_PIECES / inputs.length ** 2) ??
    (inputs.length > 1 && hasChoice(expression) ? jumpReason(expression, inputs) : undefined)
  );
}

/** A reason that shows at one of a few points. */
function reasonAlongLines(
  expression: Expression,
  inputs: readonly (readonly [string, FormulaInput])[],
): string | undefined {
  for (const { name, input, others } of lines(inputs)) {
    const evaluate = compileExpression(substitute(expression, others), [name]);
    let previous: number | undefined;
    for (let i = 0; i <= POINTS; i++) {
      const x = input.from + ((input.to - input.from) * i) / POINTS;
      const at = ` at ${[...others, [name, x]].map(([other, value]) => `${other} = ${value}`).join(', ')}`;
      const value = evaluate([x]);
      const reason = valueReason(value, at) ?? shapeReason(input, name, previous, value, at);
      if (reason !== undefined) return reason;
      previous = value;
    }
  }
  return undefined;
}

function valueReason(value: number, at: string): string | undefined {
  if (Number.isFinite(value) && value >= 0) return undefined;
  return `its value is ${value}${at}, not a finite number of at least 0`;
}

function shapeReason(
  { shape }: FormulaInput,
  name: string,
  previous: number | undefined,
  value: number,
  at: string,
): string | undefined {
  if (shape === undefined || previous === undefined) return undefined;
  const change = shape === 'rises' ? previous - value : value - previous;
  if (change <= SLACK * Math.max(previous, value)) return undefined;
  const [does, must] = shape === 'rises' ? ['falls', 'not fall'] : ['rises', 'not rise'];
  return `it ${does} from ${previous} to ${value}${at} and must ${must} when ${name} rises`;
}

/** A reason in what jumps where the formula chooses. */
function jumpReason(
  expression: Expression,
  inputs: readonly (readonly [string, FormulaInput])[],
): string | undefined {
  const all = lines(inputs);
  for (const { name, input, others } of all) {
    const reason = prove(substitute(expression, others), [[name, input]], MOST_PIECES / all.length);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function hasChoice(expression: Expression): boolean {
  switch (expression.kind) {
    case 'choice':
      return true;
    case 'unary':
      return hasChoice(expression.operand);
    case 'binary':
      return hasChoice(expression.left) || hasChoice(expression.right);
    default:
      return false;
  }
}
