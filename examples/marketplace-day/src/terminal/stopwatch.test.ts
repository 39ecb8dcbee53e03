import { expect, test } from 'vitest';
import { stopwatch } from './stopwatch.ts';

test('default: parts add up to the whole, in the order in which they ran', async () => {
  const watch = stopwatch();
  expect(await watch.time('second part', () => 7)).toBe(7);
  await watch.time('third part', async () => new Promise((resolve) => setTimeout(resolve, 150)));
  await watch.time('third part', async () => new Promise((resolve) => setTimeout(resolve, 150)));
  const rows = watch.report().trim().split('\n');
  expect(rows.map((row) => row.slice(0, 26).trim())).toEqual([
    'starting',
    'second part',
    'third part',
    'the rest',
    'in all',
  ]);
  const seconds = rows.map((row) => Number(/([\d.]+) s$/.exec(row)![1]));
  expect(seconds[2]).toBeGreaterThanOrEqual(0.3);
  expect(Math.abs(seconds.slice(0, 4).reduce((sum, part) => sum + part, 0) - seconds[4]!)).toBeLessThan(0.25);
});

test('behavior: a part that fails counts, and its error passes', async () => {
  const watch = stopwatch();
  await expect(watch.time('broken', () => Promise.reject(new Error('as it came')))).rejects.toThrow(
    'as it came',
  );
  expect(watch.report()).toContain('broken');
});
