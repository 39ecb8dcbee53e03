import { loadedModules } from '@phasegate/testing';
import { expect, test } from 'vitest';

const root = new URL('../', import.meta.url);

test('default: contracts loads of pricing the units and refusals only, and no parser, schema library or oracle', () => {
  const files = loadedModules({ module: '@phasegate/contracts', from: root, root });
  const ours = files.filter((file) => file.startsWith('file:'));
  expect(ours.length).toBeGreaterThan(0);
  expect(ours.filter((file) => !/\/packages\/pricing\/dist\/(units|refusals)\//.test(file))).toEqual([]);
  expect(files.filter((file) => /^(mathjs|zod|decimal\.js|vega)/.test(file))).toEqual([]);
});
