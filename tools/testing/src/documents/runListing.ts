import { stripTypeScriptTypes } from 'node:module';
import { type Comment, type Expression, type ImportDeclaration, type Program, parse } from 'acorn';
import { shownAs } from './shownAs.ts';
import { statedText } from './statedText.ts';

/** Code of a document and what it may use. */
export interface Listing {
  readonly code: string;
  /** What `import` finds, by specifier. */
  readonly modules?: Readonly<Record<string, object>>;
  /** Names that are there without an import. */
  readonly scope?: Readonly<Record<string, unknown>>;
  /**
   * Which comments state a result: in Markdown those that begin with `=>`; in an `@example` every comment behind the
   * last expression. Default `marked`.
   */
  readonly results?: 'marked' | 'last';
}

/** What a listing says a value is, and what it is: equal texts when they agree. */
export interface StatedResult {
  readonly shown: string;
  readonly actual: string;
}

type Check = (shown: string, actual: unknown, expected: (() => unknown) | undefined) => void;

/**
 * Runs TypeScript out of a document and compares every result that it states: `expression; // => value`. A value is
 * stated as `util.inspect` prints it, or as an expression of an equal value (`30n * PAT`), or, for a number, rounded to
 * fewer decimals; an explanation may follow behind a colon.
 *
 * @throws {SyntaxError} if the code does not parse, or a result is stated behind anything but an expression.
 * @throws whatever the code throws.
 */
export async function runListing(listing: Listing): Promise<readonly StatedResult[]> {
  const code = stripTypeScriptTypes(listing.code);
  const comments: Comment[] = [];
  const program = parse(code, {
    ecmaVersion: 'latest',
    sourceType: 'module',
    allowAwaitOutsideFunction: true,
    onComment: comments,
  });
  const isMarked = (listing.results ?? 'marked') === 'marked';
  const stated = comments.filter(({ value, start }) =>
    isMarked ? value.trimStart().startsWith('=>') : start >= (program.body.at(-1)?.end ?? 0),
  );
  const results: StatedResult[] = [];
  const check: Check = (shown, actual, expected) =>
    results.push({ shown, actual: shownAs(actual, shown, expected) });
  const scope = { ...listing.scope, ...imported(program, listing.modules ?? {}), check };
  // The code is this repository's own documentation.
  const AsyncFunction = (async () => undefined).constructor as FunctionConstructor;
  const run = new AsyncFunction(
    ...Object.keys(scope),
    `'use strict';\n${withChecks(code, program, stated)}`,
  ) as (...values: readonly unknown[]) => Promise<void>;
  await run(...Object.values(scope));
  return results;
}

/** The code without its imports, every expression with a stated result turned into a call of `check`. */
function withChecks(code: string, program: Program, stated: readonly Comment[]): string {
  const pending = new Set(stated);
  const statements = program.body.map((statement, i) => {
    if (statement.type === 'ImportDeclaration') return '';
    const next = program.body[i + 1]?.start ?? code.length;
    const comment = stated.find(({ start }) => start >= statement.end && start < next);
    if (comment === undefined) return code.slice(statement.start, statement.end);
    if (statement.type !== 'ExpressionStatement') {
      throw new SyntaxError(`a result is stated behind a ${statement.type}; state it behind an expression`);
    }
    pending.delete(comment);
    return checkCall(code, statement.expression, comment);
  });
  const [unused] = pending;
  if (unused !== undefined)
    throw new SyntaxError(`no expression stands before the result ${unused.value.trim()}`);
  return statements.join('\n');
}

function checkCall(code: string, { start, end }: Expression, comment: Comment): string {
  const { text, expression } = statedText(comment.value.replace(/^\s*=>/, ''));
  const expected = expression === undefined ? 'undefined' : `() => (${expression})`;
  return `check(${JSON.stringify(text)}, (${code.slice(start, end)}), ${expected});`;
}

function imported(program: Program, modules: Readonly<Record<string, object>>): Record<string, unknown> {
  const declarations = program.body.filter(
    (node): node is ImportDeclaration => node.type === 'ImportDeclaration',
  );
  return Object.fromEntries(
    declarations.flatMap(({ specifiers, source }) => {
      const library = modules[String(source.value)] as Readonly<Record<string, unknown>> | undefined;
      if (library === undefined)
        throw new SyntaxError(`the listing imports ${String(source.value)}, which it was not given`);
      return specifiers.map((specifier) => {
        if (specifier.type !== 'ImportSpecifier') return [specifier.local.name, library];
        const name =
          specifier.imported.type === 'Identifier'
            ? specifier.imported.name
            : String(specifier.imported.value);
        if (!(name in library)) throw new SyntaxError(`${String(source.value)} does not export ${name}`);
        return [specifier.local.name, library[name]];
      });
    }),
  );
}
