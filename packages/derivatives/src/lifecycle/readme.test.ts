import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import * as pricing from '@phasegate/pricing';
import { expect, test } from 'vitest';
import * as derivatives from '../index.ts';

const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const SECTION = README.slice(README.indexOf('## Lifecycles'));
const END = SECTION.indexOf('\n## ');
const BLOCKS = [...(END < 0 ? SECTION : SECTION.slice(0, END)).matchAll(/```ts\n(.*?)```/gs)].map(
  (match) => match[1]!,
);
const MODULES: Readonly<Record<string, object>> = {
  '@phasegate/derivatives': derivatives,
  '@phasegate/pricing': pricing,
};

/** Imports become destructuring, and `expression // => value` becomes an assertion. */
function toScript(block: string): string {
  return block
    .replace(
      /^import \{(.*?)\} from '(.*?)';$/gms,
      (_, names: string, from: string) => `const {${names}} = modules['${from}'];`,
    )
    .replace(
      /^(?!\s)(.*?);? \/\/ => (.*)$/gm,
      (_, expression: string, value: string) => `check(${expression}, ${value});`,
    );
}

test('the snippets of the Lifecycles section run and give the results shown', () => {
  let checks = 0;
  function check(observed: unknown, shown: unknown): void {
    expect(observed).toEqual(shown);
    checks += 1;
  }
  const script = stripTypeScriptTypes(BLOCKS.map(toScript).join('\n'));
  const shown = BLOCKS.join('\n').split('// =>').length - 1;
  // The README is ours; running it is the point of this test.
  // oxlint-disable-next-line typescript/no-implied-eval, no-new-func
  new Function('modules', 'check', script)(MODULES, check);
  expect(checks).toBe(shown);
  expect(checks).toBeGreaterThan(15);
});
