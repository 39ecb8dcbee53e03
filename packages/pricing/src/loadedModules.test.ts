import { loadedModules } from '@phasegate/testing';
import { expect, test } from 'vitest';

const root = new URL('../', import.meta.url);
const loaded = (module: string): readonly string[] => loadedModules({ module, from: root, root });
const isOwn = (file: string): boolean => file.startsWith('dist/');

test('default: units loads nothing but units', () => {
  expect(loaded('@phasegate/pricing/units')).toEqual(
    'bigintText checks errors formatWad index integerRoot mulDiv parseWad patText timeText units'
      .split(' ')
      .map((name) => `dist/units/${name}.js`),
  );
});

test('default: refusals loads itself and units, nothing else', () => {
  const files = loaded('@phasegate/pricing/refusals');
  expect(files.filter((file) => !/^dist\/(refusals|units)\//.test(file))).toEqual([]);
  expect(files).toContain('dist/refusals/spotRefusals.js');
});

test('default: pricing loads no package beside itself, and no oracle', () => {
  const files = loaded('@phasegate/pricing');
  expect(files.filter((file) => !isOwn(file))).toEqual([]);
  expect(files.filter((file) => file.startsWith('dist/reference/'))).toEqual([]);
  expect(files).toContain('dist/quote/quoteSegment.js');
});

test('default: formula loads mathjs, and of its packages nothing that evaluates for a quote', () => {
  const files = loaded('@phasegate/pricing/formula');
  expect(files.some((file) => file.startsWith('mathjs/'))).toBe(true);
  expect(files.filter((file) => file.startsWith('dist/quote/'))).toEqual([]);
});

test('default: reference loads decimal.js', () => {
  expect(loaded('@phasegate/pricing/reference').filter((file) => !isOwn(file))).toEqual([
    'decimal.js/decimal.mjs',
  ]);
});
