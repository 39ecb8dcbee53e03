/**
 * What a parameter takes; everything else is wrong. An `object` has members that must be there, a `record` may be empty,
 * `options` may also be left out, and what is
 * `fixed` is the programmer's own constant and stays as it is.
 */
export type Kind =
  | 'object'
  | 'record'
  | 'options'
  | 'map'
  | 'list'
  | 'iterable'
  | 'number'
  | 'bigint'
  | 'text'
  | 'flag'
  | 'fixed';

/** A parameter: its kind, and a value it accepts where the other parameters' checks come after its own. */
export type Parameter = Kind | { readonly kind: Kind; readonly valid?: unknown; readonly optional?: true };

/** Wrong arguments of one call, ready for a test's name. */
export interface WrongCall {
  /** `black76, argument 0: null` */
  readonly title: string;
  readonly call: () => unknown;
}

const NEVER = [null, 5n, true] as const;
const WRONG: Record<Kind, readonly unknown[]> = {
  object: [...NEVER, undefined, 'text', 5, {}, []],
  record: [...NEVER, undefined, 'text', 5, []],
  options: [...NEVER, 'text', 5, []],
  map: [...NEVER, undefined, 'text', 5, {}, []],
  list: [...NEVER, undefined, 'text', 5, {}, [null], [undefined]],
  iterable: [...NEVER, undefined, 'text', 5, {}],
  number: [...NEVER, undefined, 'text', '0.975', Number.NaN, {}, []],
  bigint: [null, true, undefined, 'text', '5', 5, {}, []],
  text: [...NEVER, undefined, 5, {}, []],
  flag: [null, 5n, undefined, 'text', 5, {}, []],
  fixed: [],
};

/**
 * Every call of a package's functions with one argument of a wrong kind, the others as the table says. Functions that are
 * members of an exported object are named `object.member`. Classes are left out.
 *
 * @throws {Error} an exported function has no row, or a row no function: a new export can't be forgotten.
 */
export function wrongCalls(
  exported: Readonly<Record<string, unknown>>,
  table: Readonly<Record<string, readonly Parameter[]>>,
): readonly WrongCall[] {
  const functions = functionsOf(exported);
  const missing = [...functions.keys()].filter((name) => !(name in table));
  const stale = Object.keys(table).filter((name) => !functions.has(name));
  if (missing.length + stale.length > 0) {
    throw new Error(
      `without a row: ${missing.join(', ') || 'none'}; without a function: ${stale.join(', ') || 'none'}`,
    );
  }
  return [...functions].flatMap(([name, f]) => {
    const parameters = table[name]!;
    return parameters.flatMap((parameter, position) =>
      wrongFor(parameter).map((given) => {
        const values = parameters.map((other, i) => (i === position ? given : validOf(other)));
        return { title: `${name}, argument ${position}: ${textOf(given)}`, call: () => f(...values) };
      }),
    );
  });
}

type AnyFunction = (...values: readonly unknown[]) => unknown;

function functionsOf(exported: Readonly<Record<string, unknown>>): Map<string, AnyFunction> {
  const functions = new Map<string, AnyFunction>();
  for (const [name, value] of Object.entries(exported)) {
    if (isFunction(value)) functions.set(name, value);
    else if (typeof value === 'object' && value !== null) {
      for (const [member, inner] of Object.entries(value)) {
        if (isFunction(inner)) functions.set(`${name}.${member}`, inner);
      }
    }
  }
  return functions;
}

function isFunction(value: unknown): value is AnyFunction {
  return typeof value === 'function' && !/^class\b/.test(Function.prototype.toString.call(value));
}

function textOf(given: unknown): string {
  return typeof given === 'bigint' ? `${given}n` : (JSON.stringify(given) ?? 'undefined');
}

function wrongFor(parameter: Parameter): readonly unknown[] {
  if (typeof parameter === 'string') return WRONG[parameter];
  const wrong = WRONG[parameter.kind];
  return parameter.optional === true ? wrong.filter((given) => given !== undefined) : wrong;
}

function validOf(parameter: Parameter): unknown {
  return typeof parameter === 'string' ? undefined : parameter.valid;
}
