import type { FactoryFunctionMap, MathNode } from 'mathjs';
import {
  absDependencies,
  addDependencies,
  cbrtDependencies,
  create,
  divideDependencies,
  eDependencies,
  expDependencies,
  expm1Dependencies,
  largerDependencies,
  largerEqDependencies,
  log1pDependencies,
  log2Dependencies,
  log10Dependencies,
  logDependencies,
  maxDependencies,
  minDependencies,
  multiplyDependencies,
  parseDependencies,
  piDependencies,
  powDependencies,
  smallerDependencies,
  smallerEqDependencies,
  sqrtDependencies,
  subtractDependencies,
  tanhDependencies,
  unaryMinusDependencies,
  unaryPlusDependencies,
} from 'mathjs/number';
import { FormulaRefusedError } from './errors.ts';

const FUNCTIONS = new Set('abs cbrt exp expm1 log log10 log1p log2 max min pow sqrt tanh'.split(' '));
const OPERATORS = new Set(
  'add subtract multiply divide pow unaryMinus unaryPlus smaller smallerEq larger largerEq'.split(' '),
);
const CONSTANTS = new Set(['pi', 'e']);

const LONGEST_TEXT = 1_000;
const MOST_NODES = 200;
const DEEPEST_NESTING = 32;

const FACTORIES = [
  absDependencies,
  addDependencies,
  cbrtDependencies,
  divideDependencies,
  eDependencies,
  expDependencies,
  expm1Dependencies,
  largerDependencies,
  largerEqDependencies,
  log10Dependencies,
  log1pDependencies,
  log2Dependencies,
  logDependencies,
  maxDependencies,
  minDependencies,
  multiplyDependencies,
  parseDependencies,
  piDependencies,
  powDependencies,
  smallerDependencies,
  smallerEqDependencies,
  sqrtDependencies,
  subtractDependencies,
  tanhDependencies,
  unaryMinusDependencies,
  unaryPlusDependencies,
];

let instance: ReturnType<typeof create> | undefined;

/** An instance of its own: the shared one carries imports and settings of others. Made when first needed. */
function math(): ReturnType<typeof create> {
  // The types allow a missing factory; at run time a missing one would fail the first parse.
  instance ??= create(FACTORIES as unknown as FactoryFunctionMap, { predictable: true });
  return instance;
}

/** A text as a checked syntax tree compiled once, and the inputs it names. */
export interface ParsedFormula {
  readonly used: readonly string[];
  /** Throws nothing for any finite inputs; the value may be any number, or a boolean for a bare comparison. */
  readonly evaluate: (scope: ReadonlyMap<string, number>) => unknown;
}

/**
 * Parses a text and refuses everything but arithmetic: the tree is held against a list of allowed nodes before
 * anything is evaluated, so nothing that the parser knows beyond that list (assignment, functions, ranges, matrices,
 * property access, strings, units) is ever run.
 *
 * @throws {FormulaRefusedError} with the offending part.
 */
export function parseFormula(text: string, inputs: readonly string[]): ParsedFormula {
  if (typeof text !== 'string' || text.trim() === '') throw new FormulaRefusedError(text, 'it is not a text');
  if (text.length > LONGEST_TEXT) {
    throw new FormulaRefusedError(text, `it has ${text.length} characters, at most ${LONGEST_TEXT} are read`);
  }
  let tree: MathNode;
  try {
    tree = math().parse(text);
  } catch (error) {
    throw new FormulaRefusedError(text, error instanceof Error ? error.message : 'it does not parse');
  }
  const used = new Set<string>();
  const refuse = (reason: string): never => {
    throw new FormulaRefusedError(text, reason);
  };
  let nodes = 0;
  const check = (node: Tree, depth: number): void => {
    if (++nodes > MOST_NODES) refuse(`it has more than ${MOST_NODES} terms`);
    if (depth > DEEPEST_NESTING) refuse(`it nests deeper than ${DEEPEST_NESTING}`);
    switch (node.type) {
      case 'ConstantNode':
        if (typeof node.value !== 'number' || !Number.isFinite(node.value)) {
          refuse('a constant in it is not a finite number');
        }
        return;
      case 'SymbolNode':
        if (inputs.includes(node.name!)) used.add(node.name!);
        else if (!CONSTANTS.has(node.name!))
          refuse(`${node.name} is not one of its inputs (${inputs.join(', ')})`);
        return;
      case 'OperatorNode':
        if (!OPERATORS.has(node.fn as string)) refuse(`the operator ${node.op} is not allowed`);
        break;
      case 'FunctionNode': {
        const callee = node.fn as Tree;
        if (callee.type !== 'SymbolNode' || !FUNCTIONS.has(callee.name!)) {
          refuse(`only ${[...FUNCTIONS].join(', ')} may be called`);
        }
        if (node.args!.length === 0 || node.args!.length > 8) refuse('a call takes 1 to 8 arguments');
        break;
      }
      case 'ParenthesisNode':
        check(node.content!, depth + 1);
        return;
      case 'ConditionalNode':
        for (const part of [node.condition!, node.trueExpr!, node.falseExpr!]) check(part, depth + 1);
        return;
      default:
        refuse(`${node.type.replace(/Node$/, '')} syntax is not arithmetic`);
    }
    for (const argument of node.args!) check(argument, depth + 1);
  };
  check(tree, 0);
  const code = tree.compile();
  return {
    used: [...used],
    evaluate: (scope) => {
      try {
        return code.evaluate(scope as Map<string, number>) as unknown;
      } catch (error) {
        // A wrong number of arguments shows only when called.
        return refuse(error instanceof Error ? error.message : 'it does not evaluate');
      }
    },
  };
}

/** The fields of the parser's nodes that are looked at. */
interface Tree {
  readonly type: string;
  readonly name?: string;
  readonly value?: unknown;
  readonly op?: string;
  readonly fn?: unknown;
  readonly args?: readonly Tree[];
  readonly content?: Tree;
  readonly condition?: Tree;
  readonly trueExpr?: Tree;
  readonly falseExpr?: Tree;
}
