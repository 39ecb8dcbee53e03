import { expect, test } from 'vitest';
import { runs } from '../runs.ts';
import { docExamples } from './docExamples.ts';
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
  expect(examples.map(({ title }) => title)).toEqual(['runs.ts runs']);
  const results = await runListing({
    code: examples[0]!.code,
    scope: { runs: (n: number) => runs(n) },
    results: 'last',
  });
  expect(results).toHaveLength(1);
});
