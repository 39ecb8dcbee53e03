import { loadedModules } from '@phasegate/testing';
import { expect, test } from 'vitest';

const root = new URL('../', import.meta.url);

test('default: contracts loads of pricing the units only, and no parser, schema library or oracle', () => {
  const files = loadedModules({ module: '@phasegate/contracts', from: root, root });
  const ours = files.filter((file) => file.startsWith('file:'));
  expect(ours.length).toBeGreaterThan(0);
  expect(ours.filter((file) => !file.includes('/packages/pricing/dist/units/'))).toEqual([]);
  expect(files.filter((file) => /^(mathjs|zod|decimal\.js|vega)/.test(file))).toEqual([]);
});
