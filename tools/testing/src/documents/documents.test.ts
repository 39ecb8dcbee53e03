import { expect, test } from 'vitest';
import { runs } from '../runs.ts';
import { docExamples } from './docExamples.ts';
import { joinedListings } from './joinedListings.ts';
import { markdownListings } from './markdownListings.ts';
import { runListing } from './runListing.ts';

test('default: listings of Markdown with their headings', () => {
  const markdown = '# A\n```ts\n1;\n```\ntext\n## B\n```sh\nls\n```\n```ts\n2;\n3;\n```\n';
  expect(markdownListings(markdown)).toEqual([
    { heading: 'A', code: '1;\n' },
    { heading: 'B', code: '2;\n3;\n' },
  ]);
});

test('default: the examples of this package run', async () => {
  const examples = docExamples(new URL('..', import.meta.url));
  expect(examples.map(({ title }) => title)).toEqual([
    'documents/joinedListings.ts joinedListings',
    'runs.ts runs',
  ]);
  for (const { code } of examples) {
    const results = await runListing({
      code,
      scope: { joinedListings, runs: (n: number) => runs(n) },
      results: 'last',
    });
    expect(results.map(({ actual }) => actual)).toEqual(results.map(({ shown }) => shown));
    expect(results).toHaveLength(1);
  }
});
