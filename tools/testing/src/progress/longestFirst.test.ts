import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LONG } from './longestFirst.ts';

const TESTS = join(import.meta.dirname, '..', '..', '..', '..', 'packages', 'contracts', 'test');

test.each(LONG)('behavior: the long file %s is there', (file) => {
  expect(existsSync(join(TESTS, file))).toBe(true);
});
