import { loadedModules } from '@phasegate/testing';
import { expect, test } from 'vitest';

const root = new URL('../', import.meta.url);

test('default: risk loads hashes and the units, no chart library and no oracle', () => {
  const files = loadedModules({ module: '@phasegate/risk', from: root, root });
  const packages = new Set(
    files.filter((file) => !file.startsWith('dist/')).map((file) => file.replace(/^file:.*\/packages\//, '')),
  );
  const outside = [...packages].map((file) => file.split('/').slice(0, 2).join('/'));
  expect([...new Set(outside)].sort()).toEqual(['@noble/hashes', 'pricing/dist']);
  expect(files.filter((file) => file.includes('/reference/'))).toEqual([]);
});
