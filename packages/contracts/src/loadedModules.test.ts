import { loadedModules } from '@phasegate/testing';
import { expect, test } from 'vitest';

const from = new URL('../', import.meta.url);

test('default: the bindings load units of pricing and nothing else of ours, no parser, schema or decimal', () => {
  const loaded = loadedModules({ module: '@phasegate/contracts', from, root: new URL('../../', from) });
  expect(loaded).toContain('packages/contracts/dist/index.js');
  const foreign = loaded.filter((file) => /^packages\/(?!contracts\/)/.test(file));
  expect(foreign).toContain('packages/pricing/dist/units/index.js');
  expect(foreign.filter((file) => !file.startsWith('packages/pricing/dist/units/'))).toEqual([]);
  expect(loaded.filter((file) => /^(mathjs|zod|decimal\.js)\//.test(file))).toEqual([]);
});
