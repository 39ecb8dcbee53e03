import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { inspect } from 'node:util';
import { runInThisContext } from 'node:vm';
import { expect, test } from 'vitest';
import * as pricing from './index.ts';

/** The README's snippets; what follows `// =>` is the value of the statement before it, as `util.inspect` shows it. */
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const snippets = [...readme.matchAll(/^## (.+)$|^```ts\n([\s\S]*?)^```$/gm)].reduce<
  { readonly heading: string; readonly code: string }[]
>((list, match) => [...list, { heading: match[1] ?? list.at(-1)?.heading ?? '', code: match[2] ?? '' }], []);

/** Statements that start a line and end with `; // => value`, wherever they began. */
function instrument(code: string): string {
  const withoutImports = code.replace(
    /^import \{([\s\S]*?)\} from '@phasegate\/pricing';$/gm,
    (_, names: string) => `const {${names.replace(/\btype \w+,?/g, '')}} = pricing;`,
  );
  const plain = stripTypeScriptTypes(withoutImports);
  const statements: string[] = [];
  let pending: string[] = [];
  for (const line of plain.split('\n')) {
    const shown = /^(.*); \/\/ => (.*)$/.exec(line);
    if (shown === null) {
      pending.push(line);
      if (/^\S.*;$|^\};?$|^$|^\}\);$/.test(line)) {
        statements.push(pending.join('\n'));
        pending = [];
      }
      continue;
    }
    const expression = [...pending, shown[1]!].join('\n');
    pending = [];
    statements.push(`show((\n${expression}\n), ${JSON.stringify(shown[2])});`);
  }
  return [...statements, ...pending].join('\n');
}

test.each(snippets.filter((snippet) => snippet.code !== ''))(
  'default: the snippet under "$heading" shows what it says',
  ({ code }) => {
    const shown: string[] = [];
    const expected: string[] = [];
    const show = (value: unknown, text: string): void => {
      shown.push(inspect(value, { breakLength: Number.POSITIVE_INFINITY, compact: 3, depth: 4 }));
      expected.push(text.trim());
    };
    const run = runInThisContext(`(pricing, show) => {\n${instrument(code)}\n}`) as (
      library: typeof pricing,
      shows: typeof show,
    ) => void;
    run(pricing, show);
    expect(expected.length).toBe(code.split('// =>').length - 1);
    expect(expected.length).toBeGreaterThan(0);
    expect(shown).toEqual(expected);
  },
);
