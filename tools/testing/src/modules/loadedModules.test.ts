import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { loadedModules } from './loadedModules.ts';

test('default: what a module imports, required packages among it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'loaded-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'node_modules/old'), { recursive: true });
  writeFileSync(join(folder, 'node_modules/old/index.js'), "require('./part.js');");
  writeFileSync(join(folder, 'node_modules/old/part.js'), '');
  writeFileSync(join(folder, 'entry.mjs'), "import 'node:fs';\nimport 'old';\nimport './own.mjs';");
  writeFileSync(join(folder, 'own.mjs'), '');
  const root = pathToFileURL(`${folder}/`);
  expect(loadedModules({ module: './entry.mjs', from: root, root })).toEqual([
    'entry.mjs',
    'old/index.js',
    'old/part.js',
    'own.mjs',
  ]);
});

test('error: Error for a module that is not there', () => {
  const root = new URL('.', import.meta.url);
  expect(() => loadedModules({ module: './nowhere.mjs', from: root, root })).toThrow('nowhere.mjs');
});
