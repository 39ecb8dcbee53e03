import { readdirSync, readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import * as risk from './index.ts';

const SOURCE = new URL('.', import.meta.url);

interface Example {
  readonly file: string;
  readonly expression: string;
  readonly shown: string;
}

/** `@example` blocks of the sources that are one expression followed by `// value` on its last line. */
function examples(): readonly Example[] {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !/\.(test|testing)\.ts$/.test(file),
  );
  return files.flatMap((file) => {
    const text = readFileSync(new URL(file.replaceAll('\\', '/'), SOURCE), 'utf8');
    return [...text.matchAll(/@example\n((?: \*.*\n)+?) \*(?:\/|\n)/g)].flatMap((match) => {
      const lines = match[1]!
        .trimEnd()
        .split('\n')
        .map((line) => line.replace(/^ \* ?/, ''));
      const code = lines.filter((line) => !line.startsWith('//')).join('\n');
      const last = /^(.*) \/\/ ('.*'|[^:\n]*?)(?::[^\n]*)?$/s.exec(code);
      return last === null ? [] : [{ file, expression: last[1]!, shown: last[2]!.trim() }];
    });
  });
}

const found = examples().filter(({ shown }) => /^-?[\d'0.n-]+$|^\d|^-\d|^'/.test(shown));

test('behavior: the sources have examples with one value to compare', () => {
  expect(found.length).toBeGreaterThan(20);
});

test.each(found.map((example) => [example.file, example] as const))(
  'default: the example of %s gives its value',
  (_file, { expression, shown }) => {
    // oxlint-disable-next-line typescript/no-implied-eval -- the program is this package's own documentation
    const value: unknown = new Function(...Object.keys(risk), `'use strict'; return (${expression});`)(
      ...Object.values(risk),
    );
    // Long decimals may be cut short; anything else is shown whole.
    const begins = shown.startsWith("'") ? shown : shown.replace(/,.*$/, '');
    const printed = inspect(value);
    expect(begins.length < 12 || begins.startsWith("'") ? printed : printed.slice(0, begins.length)).toBe(
      begins,
    );
  },
);
