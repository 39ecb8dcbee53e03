import { expect, test } from 'vitest';
import { runListing } from './runListing.ts';

const modules = { library: { double: (x: number) => 2 * x, PAT: 10n ** 18n } };

test.each([
  ['a number', '21 * 2; // => 42'],
  ['a typed import', "import { double, type Twice } from 'library';\ndouble(21 as number); // => 42"],
  ['several lines', '[\n  1,\n].map(\n  (x) => x + 1,\n); // => [ 2 ]'],
  ['an object in another layout', '({ a: 1n, b: [2] }); // => {a: 1n, b: [2]}'],
  ['an expression of the value', "import { PAT } from 'library';\n2n * PAT; // => 2n * PAT"],
  ['fewer decimals', '2 / 3; // => 0.667'],
  ['an exponent', '1 / 53_700; // => 1.862e-5'],
  ['what is printed but no expression', 'new Map([[1, 2]]); // => Map(1) { 1 => 2 }'],
  ['an explanation', "'a'; // => 'a': the first letter"],
  ['a promise', 'await Promise.resolve(1); // => 1'],
])('behavior: %s agrees', async (_, code) => {
  const results = await runListing({ code, modules });
  expect(results).toHaveLength(1);
  expect(results[0]!.actual).toBe(results[0]!.shown);
});

test.each([
  ['another number', '42; // => 43', '42'],
  ['a rounding down', '2 / 3; // => 0.666', '0.6666666666666666'],
  ['a number without decimals', '1.2; // => 1', '1.2'],
  ['an unquoted string', "'funding'; // => funding", "'funding'"],
  ['bigint and number', '1n; // => 1', '1n'],
])('behavior: %s disagrees', async (_, code, actual) => {
  expect((await runListing({ code }))[0]!.actual).toBe(actual);
});

test('behavior: of an example the comment behind the last expression counts', async () => {
  const code = '// a remark\nconst x = y + 1;\nx // 3: two and one';
  expect(await runListing({ code, scope: { y: 2 }, results: 'last' })).toEqual([{ shown: '3', actual: '3' }]);
});

test.each([
  ['a result behind a declaration', 'const x = 1; // => 1'],
  ['a result without an expression', '// => 1'],
  ['an unknown module', "import { x } from 'elsewhere';"],
  ['an unknown export', "import { triple } from 'library';"],
])('error: SyntaxError for %s', async (_, code) => {
  await expect(runListing({ code, modules })).rejects.toThrow(SyntaxError);
});
