import { readFileSync } from 'node:fs';
import * as pricing from '@phasegate/pricing';
import { expect, test } from 'vitest';
import * as derivatives from './index.ts';

// Lifecycles have a test of their own, beside them.
const [readme] = readFileSync(new URL('../README.md', import.meta.url), 'utf8').split('\n## Lifecycles') as [
  string,
];

/** The snippets as one program that hands every shown expression to `results`, and the results as they are shown. */
function program(): { code: string; shown: string[] } {
  const shown: string[] = [];
  const lines = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].flatMap((match) => match[1]!.split('\n'));
  const statements: string[] = [];
  let open = '';
  for (const line of lines) {
    const [text, result] = line.split(/\s*\/\/ => /) as [string, string | undefined];
    open += `${text}\n`;
    const depth = open.split(/[([{]/).length - open.split(/[)\]}]/).length;
    if (depth !== 0 || !text.endsWith(';')) continue;
    const statement = open.trim().slice(0, -1).replaceAll(' as const', '');
    statements.push(result === undefined ? imports(statement) : `results.push(${statement})`);
    if (result !== undefined) shown.push(result);
    open = '';
  }
  return { code: statements.join(';\n'), shown };
}

/** `import { a } from 'b'` as a lookup in the packages the test was given. */
function imports(statement: string): string {
  return statement.replace(/^import (\{[^}]*\}) from ('[^']*')$/, 'const $1 = packages[$2]');
}

test('every result of the valuation half of the README is what the code gives', () => {
  const { code, shown } = program();
  expect(shown.length).toBeGreaterThan(12);
  const results: unknown[] = [];
  // The only code it can run is this repository's README.
  // oxlint-disable-next-line typescript/no-implied-eval, typescript/no-unsafe-call
  new Function('packages', 'results', code)(
    { '@phasegate/pricing': pricing, '@phasegate/derivatives': derivatives },
    results,
  );
  expect(results.length).toBe(shown.length);
  for (const [i, text] of shown.entries()) {
    const decimals = /^-?\d+(?:\.(\d+))?$/.exec(text);
    if (decimals !== null) expect((results[i] as number).toFixed((decimals[1] ?? '').length)).toBe(text);
    else expect(typeof results[i] === 'bigint' ? `${results[i]}n` : String(results[i])).toBe(text);
  }
});
