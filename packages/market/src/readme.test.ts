import { readFileSync } from 'node:fs';
import * as pricing from '@phasegate/pricing';
import * as units from '@phasegate/pricing/units';
import { markdownListings, runListing, typeErrors } from '@phasegate/testing';
import { expect, test } from 'vitest';
import * as market from './index.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test('default: the listing of the README gives what it says', async () => {
  const [listing] = markdownListings(readme);
  const modules = {
    '@phasegate/market': market,
    '@phasegate/pricing': pricing,
    '@phasegate/pricing/units': units,
  };
  const results = await runListing({ code: listing!.code, modules });
  expect(results.length).toBeGreaterThan(0);
  expect(results.map(({ actual }) => actual)).toEqual(results.map(({ shown }) => shown));
});

test('default: the listing compiles in a new project', async () => {
  const programs = markdownListings(readme).map(({ heading, code }) => ({ title: heading, code }));
  expect(await typeErrors({ folder: new URL('..', import.meta.url), programs })).toEqual([]);
});
