import { FormulaRefusedError } from './errors.ts';
import { binary, choice, constant, type Expression, unary } from './expression/expression.ts';
import {
  type BinaryOperation,
  type Comparison,
  comparisons,
  type UnaryOperation,
} from './expression/operations.ts';
import type { MathjsNode, MathjsParse } from './mathjsTree.ts';

const LONGEST_TEXT = 1_000;
const MOST_TERMS = 200;
const DEEPEST_NESTING = 32;

const CONSTANTS: ReadonlyMap<string, number> = new Map([
  ['pi', Math.PI],
  ['e', Math.E],
]);
const OPERATORS: ReadonlyMap<string, BinaryOperation> = new Map([
  ['add', 'add'],
  ['subtract', 'subtract'],
  ['multiply', 'multiply'],
  ['divide', 'divide'],
  ['pow', 'power'],
]);
/** How many arguments a function takes, least and most. */
const FUNCTIONS: ReadonlyMap<string, readonly [least: number, most: number]> = new Map<
  string,
  readonly [number, number]
>([
  ['abs', [1, 1]],
  ['cbrt', [1, 1]],
  ['exp', [1, 1]],
  ['expm1', [1, 1]],
  ['log', [1, 2]],
  ['log10', [1, 1]],
  ['log1p', [1, 1]],
  ['log2', [1, 1]],
  ['max', [1, 8]],
  ['min', [1, 8]],
  ['pow', [2, 2]],
  ['sqrt', [1, 1]],
  ['tanh', [1, 1]],
]);

/** A text as arithmetic over the inputs it names. */
export interface ParsedFormula {
  readonly used: readonly string[];
  readonly expression: Expression;
}

/**
 * Parses a text by mathjs and translates its tree into arithmetic of our own, node by node from a list: nothing that mathjs
 * knows beyond the list (assignment, functions, ranges, matrices, property access, text, units) gets an equivalent, and
 * nothing of mathjs is ever evaluated.
 *
 * Refused although mathjs reads them: `a / 2x` and `1 / 2 x`, which readers divide differently; a comparison anywhere but
 * before a `?`.
 *
 * @throws {FormulaRefusedError} with the offending part.
 */
export function parseFormula(text: string, inputs: readonly string[], parse: MathjsParse): ParsedFormula {
  if (typeof text !== 'string' || text.trim() === '') throw new FormulaRefusedError(text, 'it is not a text');
  if (text.length > LONGEST_TEXT) {
    throw new FormulaRefusedError(text, `it has ${text.length} characters, at most ${LONGEST_TEXT} are read`);
  }
  let tree: MathjsNode;
  try {
    tree = parse(text);
  } catch (error) {
    throw new FormulaRefusedError(text, error instanceof Error ? error.message : 'it does not parse');
  }
  const translator = new Translator(text, inputs);
  return { expression: translator.translate(tree, 0), used: [...translator.used] };
}

class Translator {
  readonly #text: string;
  readonly #inputs: readonly string[];
  readonly used = new Set<string>();
  #terms = 0;

  constructor(text: string, inputs: readonly string[]) {
    this.#text = text;
    this.#inputs = inputs;
  }

  translate(node: MathjsNode, depth: number): Expression {
    this.#terms += 1;
    if (this.#terms > MOST_TERMS) this.#refuse(`it has more than ${MOST_TERMS} terms`);
    if (depth > DEEPEST_NESTING) this.#refuse(`it nests deeper than ${DEEPEST_NESTING}`);
    switch (node.type) {
      case 'ConstantNode':
        return this.#constant(node.value);
      case 'SymbolNode':
        return this.#symbol(node.name!);
      case 'OperatorNode':
        return this.#operator(node, depth);
      case 'FunctionNode':
        return this.#call(node, depth);
      case 'ParenthesisNode':
        return this.translate(node.content!, depth + 1);
      case 'ConditionalNode':
        return this.#choice(node, depth);
      default:
        return this.#refuse(`${node.type.replace(/Node$/, '')} syntax is not arithmetic`);
    }
  }

  #refuse(reason: string): never {
    throw new FormulaRefusedError(this.#text, reason);
  }

  #constant(value: unknown): Expression {
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      this.#refuse('a constant in it is not a finite number');
    }
    return constant(value);
  }

  #symbol(name: string): Expression {
    if (this.#inputs.includes(name)) {
      this.used.add(name);
      return { kind: 'input', name };
    }
    const value = CONSTANTS.get(name);
    if (value === undefined) this.#refuse(`${name} is not one of its inputs (${this.#inputs.join(', ')})`);
    return constant(value);
  }

  #operator(node: MathjsNode, depth: number): Expression {
    const [left, right] = node.args!;
    if (node.fn === 'unaryMinus') return unary('negate', this.translate(left!, depth + 1));
    if (node.fn === 'unaryPlus') return this.translate(left!, depth + 1);
    const operation = OPERATORS.get(String(node.fn));
    if (operation === undefined || node.isPercentage === true)
      this.#refuse(`the operator ${node.op} is not allowed there`);
    const isSplit = (node.fn === 'divide' && isImplied(right!)) || (isImplied(node) && left!.fn === 'divide');
    if (isSplit) this.#refuse('a division beside a product without a sign needs brackets or a *');
    // A sum of many terms is a long tree, not a deep formula.
    return binary(operation, this.translate(left!, depth), this.translate(right!, depth + 1));
  }

  #call(node: MathjsNode, depth: number): Expression {
    const { type, name = '' } = node.fn as MathjsNode;
    const takes = type === 'SymbolNode' ? FUNCTIONS.get(name) : undefined;
    if (takes === undefined) this.#refuse(`only ${[...FUNCTIONS.keys()].join(', ')} may be called`);
    const [least, most] = takes;
    const { length } = node.args!;
    if (length < least || length > most) {
      this.#refuse(
        `${name} takes ${least === most ? least : `${least} to ${most}`} arguments, not ${length}`,
      );
    }
    const operands = node.args!.map((argument) => this.translate(argument, depth + 1));
    const [first, second] = operands as [Expression, Expression];
    if (name === 'pow') return binary('power', first, second);
    if (name === 'max' || name === 'min') return operands.reduce((a, b) => binary(name, a, b));
    const called = unary(name as UnaryOperation, first);
    return length === 2 ? binary('divide', called, unary('log', second)) : called;
  }

  #choice(node: MathjsNode, depth: number): Expression {
    let condition = node.condition!;
    while (condition.type === 'ParenthesisNode') condition = condition.content!;
    if (condition.type !== 'OperatorNode' || !Object.hasOwn(comparisons, String(condition.fn))) {
      this.#refuse('before a ? stands one comparison by <, <=, > or >=');
    }
    const [left, right] = condition.args!.map((side) => this.translate(side, depth + 1));
    return choice({
      comparison: condition.fn as Comparison,
      left: left!,
      right: right!,
      ifTrue: this.translate(node.trueExpr!, depth + 1),
      ifFalse: this.translate(node.falseExpr!, depth + 1),
    });
  }
}

/** Whether a node is a product without a sign, as in `2x`. */
const isImplied = (node: MathjsNode): boolean => node.implicit === true;
