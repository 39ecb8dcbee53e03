import { readFileSync } from 'node:fs';
import { docExamples, markdownListings, runListing, typeErrors } from '@phasegate/testing';
import { expect, test } from 'vitest';
import * as report from './index.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const examples = docExamples(new URL('.', import.meta.url));

test.each(markdownListings(readme))(
  'default: the listing under "$heading" gives what it says',
  async ({ code }) => {
    const results = await runListing({ code, modules: { '@phasegate/report': report } });
    expect(results.length).toBeGreaterThan(0);
    expect(results.map(({ actual }) => actual)).toEqual(results.map(({ shown }) => shown));
  },
);

test('default: the listings compile in a new project', async () => {
  const programs = markdownListings(readme).map(({ heading, code }) => ({ title: heading, code }));
  expect(await typeErrors({ folder: new URL('..', import.meta.url), programs })).toEqual([]);
});

test.each(examples)('default: the example of $title gives what it says', async ({ code }) => {
  const results = await runListing({ code, scope: { ...report }, results: 'last' });
  expect(results).toHaveLength(1);
  expect(results[0]!.actual).toBe(results[0]!.shown);
});

test('default: the exported names', () => {
  expect(Object.keys(report).sort()).toMatchSnapshot();
});
