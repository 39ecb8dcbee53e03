import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import * as risk from './index.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

/**
 * All snippets as one program: imports become lookups, and a statement followed by `// => text` becomes a check that
 * the value of its expression prints as the text.
 */
function program(): { code: string; checks: number } {
  const blocks = [...readme.matchAll(/```ts\n(.*?)```/gs)].map((match) => match[1]!);
  let checks = 0;
  const lines: string[] = [];
  for (const line of blocks.join('\n').split('\n')) {
    const shown = /^(.*?\S);? \/\/ => (.*)$/.exec(line);
    if (shown === null) {
      lines.push(line);
      continue;
    }
    checks += 1;
    const [, end, text] = shown as unknown as [string, string, string];
    // The expression starts at the last line in the first column that is not a closing bracket.
    let start = lines.length;
    if (/^[\s)\]}]/.test(end)) {
      do start -= 1;
      while (/^[\s)\]}]/.test(lines[start]!));
    }
    const expression = [...lines.splice(start), end].join('\n');
    lines.push(`check(${expression}\n, ${JSON.stringify(text)});`);
  }
  const code = lines
    .join('\n')
    .replaceAll(/^import \{(.*?)\} from '@phasegate\/risk';$/gms, 'const {$1} = risk;');
  return { code: stripTypeScriptTypes(code), checks };
}

test('default: every snippet of the README runs and shows what it says', () => {
  const { code, checks } = program();
  const seen: [shown: string, actual: string][] = [];
  const check = (value: unknown, shown: string): void => {
    seen.push([shown, inspect(value, { depth: null, breakLength: Number.POSITIVE_INFINITY, compact: true })]);
  };
  // oxlint-disable-next-line typescript/no-implied-eval -- the program is this package's own README
  new Function('risk', 'check', `'use strict';\n${code}`)(risk, check);
  expect(seen.map(([, actual]) => actual)).toEqual(seen.map(([shown]) => shown));
  expect(seen).toHaveLength(checks);
  expect(checks).toBeGreaterThan(25);
});

test('behavior: every function of the table of contents is exported', () => {
  const table = readme.slice(readme.indexOf('| you want'), readme.indexOf('## From a request'));
  const names = [...table.matchAll(/`(\w+)`/g)].map((match) => match[1]!);
  expect(names.length).toBeGreaterThan(30);
  expect(names.filter((name) => !(name in risk))).toEqual([]);
});
