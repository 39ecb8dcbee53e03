import { globSync, readFileSync } from 'node:fs';
import * as pricing from '@phasegate/pricing';
import { expect, test } from 'vitest';
import * as derivatives from './index.ts';
import { logMoneyness } from './valuation/black/logMoneyness.ts';

const scope = { ...pricing, ...derivatives, logMoneyness };
const examples = ['counterparty', 'integer', 'normal', 'valuation'].flatMap((topic) =>
  globSync(new URL(`${topic}/**/*.ts`, import.meta.url).pathname).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/@example (.*) \/\/ (.*)/g)].map(
      (match) => [match[1]!, match[2]!] as const,
    ),
  ),
);

test('there is an example for every public function of these topics', () => {
  expect(examples.length).toBeGreaterThan(30);
});

test.each(examples)('the documented example gives its number: %s', (call, shown) => {
  // The only code it can run is this package's own documentation.
  // oxlint-disable-next-line typescript/no-implied-eval, typescript/no-unsafe-call
  const result: unknown = new Function(...Object.keys(scope), `return ${call}`)(...Object.values(scope));
  if (typeof result === 'number') expect(Math.abs(result / Number(shown) - 1)).toBeLessThan(1e-8);
  else if (typeof result === 'bigint') expect(`${result}n`).toBe(shown);
  else expect(written(result)).toBe(shown);
});

/** A value as one writes it in a comment. */
function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(String).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).map(
    ([key, v]) => `${key}: ${String(v)}${typeof v === 'bigint' ? 'n' : ''}`,
  );
  return `{ ${entries.join(', ')} }`;
}
