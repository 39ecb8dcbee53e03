import { inspect } from 'node:util';

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
 * Every call of a package's functions with one argument of a wrong kind, the others as the table says; and where the table has
 * a valid object, with one of its members of a wrong kind. Functions that are
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
      [...wrongFor(parameter), ...wrongMembers(parameter)].map((given) => {
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
  return inspect(given, { breakLength: Number.POSITIVE_INFINITY, depth: 1 });
}

function wrongFor(parameter: Parameter): readonly unknown[] {
  if (typeof parameter === 'string') return WRONG[parameter];
  const wrong = WRONG[parameter.kind];
  return parameter.optional === true ? wrong.filter((given) => given !== undefined) : wrong;
}

/** The valid object with each of its members in turn replaced by what that member's own kind is not. */
function wrongMembers(parameter: Parameter): readonly unknown[] {
  const valid = validOf(parameter);
  if (!isPlainObject(valid)) return [];
  return Object.entries(valid).flatMap(([member, value]) =>
    WRONG[kindOfValue(value)].map((given) => ({ ...valid, [member]: given })),
  );
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** What a member takes, from a value it accepts; `null` may stand for anything. */
function kindOfValue(value: unknown): Kind {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'bigint') return 'bigint';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return 'flag';
  if (Array.isArray(value)) return 'list';
  return isPlainObject(value) ? 'object' : 'fixed';
}

function validOf(parameter: Parameter): unknown {
  return typeof parameter === 'string' ? undefined : parameter.valid;
}
