import { FormulaRefusedError } from './errors.ts';
import { formulaConstants, formulaFunctions } from './formulaFunctions.ts';
import { type Token, tokens } from './tokens.ts';

const LONGEST_TEXT = 1_000;
const MOST_TERMS = 200;
const DEEPEST_NESTING = 32;

/** A text compiled once, and the inputs it names. */
export interface ParsedFormula {
  readonly used: readonly string[];
  /** The value in float64, which may be NaN or infinite; every used input must be in the scope. */
  readonly evaluate: (scope: ReadonlyMap<string, number>) => number;
}

type Value = (scope: ReadonlyMap<string, number>) => number;
type Condition = (scope: ReadonlyMap<string, number>) => boolean;

/**
 * Parses a text by the grammar below, which knows nothing but arithmetic: there is no syntax for assignment, access to
 * properties or text that would have to be kept out.
 *
 * ```
 * value      = sum | comparison '?' value ':' value
 * comparison = sum ('<' | '<=' | '>' | '>=') sum
 * sum        = product (('+' | '-') product)*
 * product    = implicit (('*' | '/') implicit)*
 * implicit   = unary (power)*                  2x, 0.5 (1 + x): where the second begins with a name or a bracket
 * unary      = ('+' | '-') unary | power
 * power      = atom ('^' unary)?               to the right: 2^3^2 is 2^9
 * atom       = number | name | function '(' value (',' value)* ')' | '(' value ')'
 * ```
 *
 * `a / 2x` is refused, because readers disagree on what it divides.
 *
 * @throws {FormulaRefusedError} with the offending part.
 */
export function parseFormula(text: string, inputs: readonly string[]): ParsedFormula {
  if (typeof text !== 'string' || text.trim() === '') throw new FormulaRefusedError(text, 'it is not a text');
  if (text.length > LONGEST_TEXT) {
    throw new FormulaRefusedError(text, `it has ${text.length} characters, at most ${LONGEST_TEXT} are read`);
  }
  const words = tokens(text);
  if ('unknown' in words)
    throw new FormulaRefusedError(text, `${JSON.stringify(words.unknown)} is not arithmetic`);
  return new Parser(text, words, inputs).formula();
}

class Parser {
  readonly #text: string;
  readonly #words: readonly Token[];
  readonly #inputs: readonly string[];
  readonly #used = new Set<string>();
  #position = 0;
  #terms = 0;
  #depth = 0;

  constructor(text: string, words: readonly Token[], inputs: readonly string[]) {
    this.#text = text;
    this.#words = words;
    this.#inputs = inputs;
  }

  formula(): ParsedFormula {
    const evaluate = this.#value();
    if (this.#next.kind !== 'end') this.#refuse(`${this.#next.text} is not expected there`);
    return { used: [...this.#used], evaluate };
  }

  get #next(): Token {
    return this.#words[this.#position]!;
  }

  #refuse(reason: string): never {
    throw new FormulaRefusedError(this.#text, reason);
  }

  /** Takes the next word if it is one of the signs. */
  #take(...signs: readonly string[]): string | undefined {
    const { kind, text } = this.#next;
    if (kind !== 'sign' || !signs.includes(text)) return undefined;
    this.#position += 1;
    return text;
  }

  #expect(sign: string): void {
    if (this.#take(sign) === undefined) this.#refuse(`${sign} is missing before ${this.#next.text}`);
  }

  #nested<T>(parse: () => T): T {
    this.#depth += 1;
    if (this.#depth > DEEPEST_NESTING) this.#refuse(`it nests deeper than ${DEEPEST_NESTING}`);
    const parsed = parse();
    this.#depth -= 1;
    return parsed;
  }

  #term<T>(term: T): T {
    this.#terms += 1;
    if (this.#terms > MOST_TERMS) this.#refuse(`it has more than ${MOST_TERMS} terms`);
    return term;
  }

  #value(): Value {
    const left = this.#sum();
    const sign = this.#take('<', '<=', '>', '>=');
    if (sign === undefined) return left;
    const condition = this.#term(comparison(sign, left, this.#sum()));
    this.#expect('?');
    const then = this.#nested(() => this.#value());
    this.#expect(':');
    const otherwise = this.#nested(() => this.#value());
    return (scope) => (condition(scope) ? then(scope) : otherwise(scope));
  }

  #sum(): Value {
    let sum = this.#product();
    for (let sign = this.#take('+', '-'); sign !== undefined; sign = this.#take('+', '-')) {
      const [left, right] = [sum, this.#product()];
      sum = this.#term(
        sign === '+' ? (scope) => left(scope) + right(scope) : (scope) => left(scope) - right(scope),
      );
    }
    return sum;
  }

  #product(): Value {
    let product = this.#implicit(false);
    for (let sign = this.#take('*', '/'); sign !== undefined; sign = this.#take('*', '/')) {
      const [left, right] = [product, this.#implicit(sign === '/')];
      product = this.#term(
        sign === '*' ? (scope) => left(scope) * right(scope) : (scope) => left(scope) / right(scope),
      );
    }
    return product;
  }

  #implicit(isDivisor: boolean): Value {
    let product = this.#unary();
    while (this.#next.kind === 'name' || this.#next.text === '(') {
      if (isDivisor) this.#refuse(`the divisor before ${this.#next.text} needs brackets or a *`);
      const [left, right] = [product, this.#power()];
      product = this.#term((scope) => left(scope) * right(scope));
    }
    return product;
  }

  #unary(): Value {
    const sign = this.#take('+', '-');
    if (sign === undefined) return this.#power();
    const operand = this.#nested(() => this.#unary());
    return this.#term(sign === '+' ? operand : (scope) => -operand(scope));
  }

  #power(): Value {
    const base = this.#atom();
    if (this.#take('^') === undefined) return base;
    const exponent = this.#nested(() => this.#unary());
    return this.#term((scope) => base(scope) ** exponent(scope));
  }

  #atom(): Value {
    const { kind, text } = this.#next;
    this.#position += kind === 'end' ? 0 : 1;
    if (kind === 'number') return this.#number(text);
    if (kind === 'name') return this.#next.text === '(' ? this.#call(text) : this.#name(text);
    if (text !== '(') this.#refuse(`a number, an input or a bracket is missing before ${text}`);
    const inside = this.#nested(() => this.#value());
    this.#expect(')');
    return inside;
  }

  #number(text: string): Value {
    const value = Number(text);
    if (!Number.isFinite(value)) this.#refuse(`${text} is not a finite number`);
    return this.#term(() => value);
  }

  #name(name: string): Value {
    if (this.#inputs.includes(name)) {
      this.#used.add(name);
      return this.#term((scope) => scope.get(name)!);
    }
    const constant = formulaConstants.get(name);
    if (constant === undefined) this.#refuse(`${name} is not one of its inputs (${this.#inputs.join(', ')})`);
    return this.#term(() => constant);
  }

  #call(name: string): Value {
    const called = formulaFunctions.get(name);
    if (called === undefined) this.#refuse(`only ${[...formulaFunctions.keys()].join(', ')} may be called`);
    const { least, most, call } = called;
    this.#expect('(');
    const given = this.#nested(() => {
      const values = [this.#value()];
      while (this.#take(',') !== undefined) values.push(this.#value());
      return values;
    });
    this.#expect(')');
    if (given.length < least || given.length > most) {
      this.#refuse(
        `${name} takes ${least === most ? least : `${least} to ${most}`} arguments, not ${given.length}`,
      );
    }
    return this.#term((scope) => call(...given.map((value) => value(scope))));
  }
}

function comparison(sign: string, left: Value, right: Value): Condition {
  switch (sign) {
    case '<':
      return (scope) => left(scope) < right(scope);
    case '<=':
      return (scope) => left(scope) <= right(scope);
    case '>':
      return (scope) => left(scope) > right(scope);
    default:
      return (scope) => left(scope) >= right(scope);
  }
}
