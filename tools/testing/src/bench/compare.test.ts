import { afterEach, expect, test, vi } from 'vitest';
import { type BenchRow, compareAll, median, type Timed } from './compare.ts';
import { bigintLoop } from './referenceLoops.ts';
import { reportBench } from './reportBench.ts';

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

// CPU time is what counts; on a busy machine it takes long to pass.
test('default: twice the work costs about twice the reference', { timeout: 60_000 }, () => {
  const twice: Timed = { name: 'twice', run: () => (bigintLoop.run() + bigintLoop.run()) / 2 };
  const [row] = compareAll([{ subject: twice, reference: bigintLoop, atMost: 3 }]);
  expect(row).toMatchObject({ name: 'twice', reference: bigintLoop.name, atMost: 3 });
  expect(row!.cost).toBeGreaterThan(1.5);
  expect(row!.cost).toBeLessThan(2.7);
});

test('default: the median is the middle value', () => {
  expect(median([9, 1, 4])).toBe(4);
});

test.each<[name: string, row: Partial<BenchRow>, exitCode: number | undefined]>([
  ['at its bar', { cost: 2, atMost: 2 }, undefined],
  ['above its bar', { cost: 2.01, atMost: 2 }, 1],
  ['without a number', { cost: Number.NaN, atMost: 2 }, 1],
  ['without a bar', { cost: 1e9 }, undefined],
])('behavior: a row %s ends the process as it should', (_, row, exitCode) => {
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
  reportBench([{ name: 'a', reference: 'b', cost: 1, ...row }]);
  expect(process.exitCode).toBe(exitCode);
});
