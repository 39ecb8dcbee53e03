import { afterEach, expect, test, vi } from 'vitest';
import { runs } from './runs.ts';

afterEach(() => vi.unstubAllEnvs());

test.each([
  ['20', 5, 100],
  ['0.01', 5, 1],
  ['1', 5, 5],
])('behavior: PHASEGATE_RUNS=%s makes %d runs %d', (times, count, expected) => {
  vi.stubEnv('PHASEGATE_RUNS', times);
  expect(runs(count)).toBe(expected);
});
