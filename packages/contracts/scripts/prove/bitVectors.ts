/**
 * Wide enough for everything that the compiler writes about 256-bit numbers: a sum or difference of products of two of them,
 * with its sign.
 */
const WIDTH = 520;
const SORT = `(_ BitVec ${WIDTH})`;

/** An S-expression: an atom or a list. */
type Term = string | readonly Term[];

/** Operators of integers and their counterparts on signed bit vectors. */
const OPERATORS: Readonly<Record<string, string>> = {
  '+': 'bvadd',
  '*': 'bvmul',
  '<': 'bvslt',
  '<=': 'bvsle',
  '>': 'bvsgt',
  '>=': 'bvsge',
};

const KEPT: ReadonlySet<string> = new Set(['set-option', 'set-logic', 'check-sat', 'get-value']);

/** Whether a query has bit operations between integers, on which the solver's theories of both don't meet. */
export function usesBitOperations(query: string): boolean {
  return /\(bv(and|or|xor|shl|lshr)\b/.test(query);
}

/**
 * The same query with every integer as a bit vector of 520 bits, so that masks and shifts are decided by one theory.
 *
 * It is implied by the integers' in the direction that matters: values of the EVM's types lie within 256 bits, a model of
 * them in integers is therefore one in bit vectors too, and `unsat` of the translation is `unsat` of the execution. Products of
 * more than two numbers could pass 520 bits and are refused, as is whatever the translation doesn't know.
 *
 * @throws {Error} on anything that it doesn't know.
 */
export function toBitVectors(query: string): string {
  return parse(query)
    .map((command) => {
      if (!Array.isArray(command)) throw new Error(`not a command: ${String(command)}`);
      const [head] = command;
      if (head === 'assert') return print(['assert', term(command[1])]);
      if (typeof head === 'string' && KEPT.has(head)) return print(command);
      if (typeof head === 'string' && head.startsWith('declare-')) return print(sorts(command));
      throw new Error(`unknown command: ${print(command).slice(0, 80)}`);
    })
    .join('\n');
}

/** The values of a model as the compiler reads them: numbers, not bits. */
export function withNumbers(answer: string): string {
  return answer.replace(/#x([0-9a-f]+)/g, (_, digits: string) => {
    const value = BigInt.asIntN(WIDTH, BigInt(`0x${digits}`));
    return value < 0n ? `(- ${-value})` : String(value);
  });
}

const sorts = (declaration: Term): Term =>
  Array.isArray(declaration) ? declaration.map(sorts) : declaration === 'Int' ? SORT : declaration;

function term(given: Term): Term {
  if (typeof given === 'string') return /^\d+$/.test(given) ? constant(BigInt(given)) : given;
  const [head, ...rest] = given as readonly [Term, ...Term[]];
  if (typeof head !== 'string') {
    if (!Array.isArray(head)) throw new Error('an empty list');
    const bits = bitsOf(head);
    if (bits !== undefined) return [['_', 'extract', String(bits - 1), '0'], term(rest[0]!)];
    if (head[0] === 'as' || head[0] === '_') return [sorts(head), ...rest.map(term)];
    throw new Error(`unknown head: ${print(head)}`);
  }
  if (head === '-') return rest.length === 1 ? ['bvneg', term(rest[0]!)] : ['bvsub', ...rest.map(term)];
  if (head === '*' && rest.filter((factor) => !isConstant(factor)).length > 2) {
    throw new Error(`a product of more than two numbers: ${print(given).slice(0, 80)}`);
  }
  if (head === 'bv2nat') {
    return [['_', 'zero_extend', String(WIDTH - widthOf(rest[0]!))], term(rest[0]!)];
  }
  if (head === 'let' || head === 'forall' || head === 'exists' || head === 'div' || head === 'mod') {
    throw new Error(`unknown operator: ${head}`);
  }
  const operator = Object.hasOwn(OPERATORS, head) ? OPERATORS[head]! : head;
  return [operator, ...rest.map(term)];
}

/** Bits of a conversion `(_ int2bv N)`. */
function bitsOf(head: Term): number | undefined {
  const isConversion = Array.isArray(head) && head[0] === '_' && head[1] === 'int2bv';
  return isConversion ? Number(head[2]) : undefined;
}

/** Bits of an operation: those of any number converted for it. */
function widthOf(operation: Term): number {
  const open: Term[] = [operation];
  for (let given = open.pop(); given !== undefined; given = open.pop()) {
    const bits = bitsOf(given);
    if (bits !== undefined) return bits;
    if (Array.isArray(given)) open.push(...given);
  }
  throw new Error(`bits of unknown width: ${print(operation).slice(0, 80)}`);
}

const isConstant = (given: Term): boolean => typeof given === 'string' && /^\d+$/.test(given);

const constant = (value: bigint): Term => ['_', `bv${value}`, String(WIDTH)];

const print = (given: Term): string =>
  typeof given === 'string' ? given : `(${given.map(print).join(' ')})`;

function parse(text: string): readonly Term[] {
  const open: Term[][] = [[]];
  for (const [token] of text.matchAll(/;[^\n]*|\|[^|]*\||"[^"]*"|[()]|[^\s()|";]+/g)) {
    if (token.startsWith(';')) continue;
    if (token === '(') open.push([]);
    else if (token === ')') {
      const list = open.pop()!;
      open.at(-1)!.push(list);
    } else open.at(-1)!.push(token);
  }
  if (open.length !== 1) throw new Error('parentheses that do not match');
  return open[0]!;
}
