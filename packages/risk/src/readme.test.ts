import { readFileSync } from 'node:fs';
import * as units from '@phasegate/pricing/units';
import { joinedListings, markdownListings, runListing, typeErrors } from '@phasegate/testing';
import { expect, test } from 'vitest';
import * as risk from './index.ts';
import * as report from './report/index.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test('default: the listings of the README, one program, give what they say', async () => {
  const code = joinedListings(markdownListings(readme));
  const results = await runListing({
    code,
    modules: {
      '@phasegate/pricing/units': units,
      '@phasegate/risk': risk,
      '@phasegate/risk/report': report,
    },
  });
  expect(results.length).toBeGreaterThan(25);
  expect(results.map(({ actual }) => actual)).toEqual(results.map(({ shown }) => shown));
});

test('behavior: every function of the table of contents is exported', () => {
  const table = readme.slice(readme.indexOf('| you want'), readme.indexOf('## From a request'));
  const names = [...table.matchAll(/`(\w+)`/g)].map((match) => match[1]!);
  expect(names.length).toBeGreaterThan(30);
  expect(names.filter((name) => !(name in risk || name in report))).toEqual([]);
});

test('behavior: no two headings are alike', () => {
  const headings = [...readme.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading);
  expect(headings.filter((heading, i) => headings.indexOf(heading) !== i)).toEqual([]);
});

test('default: the listings, one program, compile in a new project', async () => {
  const code = joinedListings(markdownListings(readme));
  expect(
    await typeErrors({ folder: new URL('..', import.meta.url), programs: [{ title: 'README', code }] }),
  ).toEqual([]);
});
