import { expect, test } from 'vitest';
import { typeErrors } from './typeErrors.ts';

const folder = new URL('../..', import.meta.url);
const errorsOf = (code: string, declared?: string): Promise<readonly string[]> =>
  typeErrors({ folder, programs: [{ title: 'A', code }], ...(declared === undefined ? {} : { declared }) });

test('default: code that imports what the package publishes, and uses what the text declares', async () => {
  const code =
    "import { runs } from '@phasegate/testing';\nconst many: number = runs(base);\nmany;\nexport {};\n";
  expect(await errorsOf(code, 'declare const base: number;')).toEqual([]);
});

test.each([
  [
    'an element that may be missing',
    'const [first] = [1, 2].slice();\nfirst.toFixed();',
    'A, line 2, column 1',
  ],
  ['an implicit any', 'const f = (x) => x;\nf(1);', 'A, line 1, column 12'],
  ['a name nobody publishes', "import { walks } from '@phasegate/testing';\nwalks;", 'A, line 1, column 10'],
  ['an optional field set to nothing', 'const x: { a?: number } = { a: undefined };\nx;', 'A, line 1'],
])('error: %s is told with its place', async (_, code, place) => {
  const [error, ...others] = await errorsOf(code);
  expect(error).toMatch(/: error TS\d+: /);
  expect(error).toContain(place);
  expect(others).toEqual([]);
});

test('behavior: programs do not know each other', async () => {
  const programs = [
    { title: 'A', code: 'const x = 1;\nx;' },
    { title: 'B', code: "const x = 'a';\nx;\ny;" },
  ];
  expect(await typeErrors({ folder, programs })).toEqual([
    expect.stringMatching(/^B, line 3, column 1: .*'y'/),
  ]);
});
