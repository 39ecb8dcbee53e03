import { docExamples, runListing } from '@phasegate/testing';
import { expect, test } from 'vitest';
import * as formula from './formula/index.ts';
import * as pricing from './index.ts';
import { exp2 } from './power/exp2.ts';
import { log2 } from './power/log2.ts';
import * as reference from './reference/index.ts';

const scope = { ...pricing, ...formula, ...reference, exp2, log2 };
const examples = docExamples(new URL('.', import.meta.url));

test('behavior: examples were found', () => {
  expect(examples.length).toBeGreaterThan(60);
});

test.each(examples)('default: the example of $title gives what it says', async ({ code }) => {
  const results = await runListing({ code, scope, results: 'last' });
  expect(results).toHaveLength(1);
  expect(results[0]!.actual).toBe(results[0]!.shown);
});
