import { expect, test } from 'vitest';
import { bareFields, bareUnits } from './bareUnits.ts';
import { picture, withPicture } from './picture.ts';
import { exportedValues } from './unreadExports.ts';
import { upwardImports } from './upwardImports.ts';
import type { WorkspacePackage } from './workspace.ts';

const workspace = (name: string, ...packages: readonly string[]): WorkspacePackage => ({
  name,
  folder: `packages/${name}`,
  files: [
    { path: 'index.ts', files: ['inner/file.ts'], packages: [] },
    { path: 'inner/file.ts', files: ['deep/x.ts'], packages: packages.map((entry) => `@phasegate/${entry}`) },
    { path: 'deep/x.ts', files: [], packages: ['node:fs'] },
  ],
  entries: ['src/index.ts'],
});

test.each([
  ['pricing', 'pricing/units', true],
  ['risk', 'pricing', false],
  ['risk', 'derivatives', true],
  ['risk', 'report', false],
  ['pricing', 'report', true],
  ['report', 'pricing/units', true],
  ['market', 'derivatives', false],
  ['market', 'contracts', true],
  ['contracts', 'pricing/units', false],
  ['contracts', 'pricing/refusals', false],
  ['contracts', 'pricing', true],
  ['contracts', 'market', true],
  ['derivatives', 'testing', true],
  ['example-marketplace-day', 'contracts/local-chain', false],
  ['example-marketplace-day', 'testing', true],
])('behavior: %s imports %s: refused is %s', (name, entry, isRefused) => {
  expect(upwardImports([workspace(name, entry)])).toEqual(
    isRefused ? [`packages/${name}/src/inner/file.ts imports @phasegate/${entry}`] : [],
  );
});

test.each([
  ['readonly loss: bigint;', ['readonly loss: bigint']],
  ['room: bigint;', []],
  ['readonly feeBps?: number;', ['feeBps?: number']],
  ['readonly at: number;', ['at: number']],
  ['readonly loss: Wad; readonly feeBps: Bps; readonly weight: number; readonly cap: bigint | number;', []],
])('behavior: an exported type with %s has the bare fields %o', (field, bare) => {
  expect(bareFields(`export interface Line {\n  readonly a: Wad;\n  ${field}\n}\n`)).toEqual(bare);
  expect(bareFields(`export type Line =\n  | { readonly a: Wad }\n  | { ${field} };\n`)).toEqual(bare);
  expect(bareFields(`interface Line {\n  ${field}\n}\n`)).toEqual([]);
});

test('behavior: bare fields are found in what the entries of risk publish, and nowhere else', () => {
  const texts: Readonly<Record<string, string>> = {
    'packages/risk/src/index.ts': "export * from './series/index.ts';",
    'packages/risk/src/series/index.ts': "export { type Leg } from './leg.ts';",
    'packages/risk/src/series/leg.ts': 'export interface Leg {\n  readonly strike: bigint;\n}',
  };
  expect(bareUnits([workspace('risk'), workspace('pricing')], (file) => texts[file]!)).toEqual([
    'packages/risk/src/series/leg.ts has readonly strike: bigint',
  ]);
});

test('default: exported values, renamed and passed on, without types', () => {
  const texts: Readonly<Record<string, string>> = {
    'src/index.ts':
      "export { a, type B, c as d } from './x.ts';\nexport * from './all.ts';\nexport type { T } from './x.ts';",
    'src/all.ts':
      'export function f(): void {}\nexport interface I {}\nexport const k = 1;\nexport class E extends Error {}',
  };
  expect(exportedValues('src/index.ts', (file) => texts[file]!)).toEqual(['a', 'd', 'f', 'k', 'E']);
});

test('default: the picture takes its place in the document and is the same again', () => {
  const drawn = picture([workspace('risk', 'pricing'), workspace('pricing')]);
  expect(drawn).toContain('\npricing\nrisk     <- pricing\n');
  expect(drawn).toContain('\npackages/risk\n  deep\n  inner  <- deep\n');
  const begin = drawn.split('\n')[0]!;
  const end = drawn.split('\n').at(-1)!;
  const document = withPicture(`before\n${begin}\nold\n${end}\nafter`, drawn);
  expect(document).toBe(`before\n${drawn}\nafter`);
  expect(withPicture(document, drawn)).toBe(document);
});

test('error: Error for a document without a place for the picture', () => {
  expect(() => withPicture('nothing', 'drawn')).toThrow('no place');
});
