import { readFileSync } from 'node:fs';
import * as pricing from '@phasegate/pricing';
import * as units from '@phasegate/pricing/units';
import { joinedListings, markdownListings, runListing, typeErrors } from '@phasegate/testing';
import { expect, test } from 'vitest';
import * as derivatives from './index.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const modules = {
  '@phasegate/pricing': pricing,
  '@phasegate/pricing/units': units,
  '@phasegate/derivatives': derivatives,
};

// The listings of a section are one program: later ones go on with what earlier ones made.
test.each(
  readme
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), section] as const)
    .filter(([, section]) => section.includes('// =>')),
)('default: the listings under "%s" give what they say', async (_, section) => {
  const code = joinedListings(markdownListings(section));
  const results = await runListing({ code, modules });
  expect(results.length).toBeGreaterThan(12);
  expect(results.map(({ actual }) => actual)).toEqual(results.map(({ shown }) => shown));
});

test('behavior: no two headings are alike', () => {
  const headings = [...readme.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading);
  expect(headings.filter((heading, i) => headings.indexOf(heading) !== i)).toEqual([]);
});

test('default: the listings compile in a new project', async () => {
  const programs = readme
    .split(/^## /m)
    .slice(1)
    .map((section) => ({
      title: section.slice(0, section.indexOf('\n')),
      code: joinedListings(markdownListings(section)),
    }));
  expect(await typeErrors({ folder: new URL('..', import.meta.url), programs })).toEqual([]);
});
