import { parseWad } from '@phasegate/pricing/units';
import { docExamples, runListing } from '@phasegate/testing';
import { expect, test } from 'vitest';
import * as risk from './index.ts';
import { ceilSquareRoot } from './margin/ceilSquareRoot.ts';

const examples = docExamples(new URL('.', import.meta.url));
// An example with `...`, or of something made before, shows how a call begins: there is nothing to compare.
const MADE_BEFORE = /\.\.\.|\b(terms|book|state|put|widened)\b(?!')/;
const stated = examples.filter(({ code }) => code.includes('// ') && !MADE_BEFORE.test(code));

test('behavior: most examples state a result', () => {
  expect(stated.length).toBeGreaterThan(25);
});

test.each(stated.map(({ title, code }) => [title, code] as const))(
  'default: the example of %s gives its result',
  async (_, code) => {
    const [result] = await runListing({
      code,
      scope: { ...risk, ceilSquareRoot, parseWad },
      results: 'last',
    });
    expect(result?.actual).toBe(result?.shown);
  },
);
