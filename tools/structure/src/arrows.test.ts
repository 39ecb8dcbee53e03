import { expect, test } from 'vitest';
import { arrowsIn, cycleOf, folderCycles, foldersOf, inLayers } from './arrows.ts';
import { type SourceFile, sourceFile } from './sourceFile.ts';

const file = (path: string, ...files: readonly string[]): SourceFile => ({ path, files, packages: [] });

test('default: imports of a text, types, re-exports and side effects among them', () => {
  const text = `import 'node:fs';
import type { A } from '../a.ts';
import {
  b,
} from './b/b.ts';
export * from './c.ts';
import { shown } from './shown.test.support.ts';
/** import { no } from './no.ts'; */
const text = "import { no } from './no.ts'";
export const x = 'from ./no.ts';
export { d } from 'package/entry';
const later = await import('heavy');
`;
  expect(sourceFile('folder/file.ts', text)).toEqual({
    path: 'folder/file.ts',
    files: ['a.ts', 'folder/b/b.ts', 'folder/c.ts'],
    packages: ['node:fs', 'package/entry', 'heavy'],
  });
});

const files = [
  file('index.ts', 'a/one.ts', 'b/two.ts'),
  file('a/one.ts', 'b/two.ts'),
  file('b/two.ts', 'b/inner/three.ts'),
  file('b/inner/three.ts'),
];

test('default: arrows among the neighbours of a folder', () => {
  expect(foldersOf(files)).toEqual(['', 'a', 'b', 'b/inner']);
  expect(arrowsIn('', files)).toEqual(
    new Map([
      ['index.ts', new Set(['a', 'b'])],
      ['a', new Set(['b'])],
      ['b', new Set()],
    ]),
  );
  expect(arrowsIn('b', files).get('two.ts')).toEqual(new Set(['inner']));
});

test('behavior: layers stand below what imports them', () => {
  expect(inLayers(arrowsIn('', files))).toEqual(['b', 'a', 'index.ts']);
});

test('behavior: no cycle where all arrows run one way', () => {
  expect(folderCycles(files)).toEqual([]);
});

test('behavior: a cycle through a file is found from its folder, in any depth', () => {
  expect(folderCycles([...files, file('b/inner/four.ts', 'b/two.ts')])).toEqual([
    'b: inner -> two.ts -> inner',
  ]);
  expect(folderCycles([...files, file('b/four.ts', 'index.ts')])).toEqual([
    'a -> b -> index.ts -> a',
    'b -> index.ts -> b',
  ]);
});

test('behavior: two files of one folder may know each other', () => {
  const pair = [file('a/one.ts', 'a/two.ts'), file('a/two.ts', 'a/one.ts')];
  expect(folderCycles(pair)).toEqual([]);
  expect(cycleOf('one.ts', arrowsIn('a', pair))).toEqual(['one.ts', 'two.ts', 'one.ts']);
});
