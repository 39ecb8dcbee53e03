import { readFileSync } from 'node:fs';
import { markdownListings, runListing, typeErrors } from '@phasegate/testing';
import { expect, test } from 'vitest';
import * as formula from './formula/index.ts';
import * as pricing from './index.ts';

const modules = { '@phasegate/pricing': pricing, '@phasegate/pricing/formula': formula };
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test.each(markdownListings(readme))(
  'default: the listing under "$heading" gives what it says',
  async ({ code }) => {
    const results = await runListing({ code, modules });
    expect(results.length).toBeGreaterThan(0);
    expect(results.map(({ actual }) => actual)).toEqual(results.map(({ shown }) => shown));
  },
);

test('default: the listings compile in a new project', async () => {
  const programs = markdownListings(readme).map(({ heading, code }) => ({ title: heading, code }));
  expect(await typeErrors({ folder: new URL('..', import.meta.url), programs })).toEqual([]);
});
