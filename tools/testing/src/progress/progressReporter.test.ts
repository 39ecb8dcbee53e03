import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TestModule } from 'vitest/node';
import { ProgressReporter } from './progressReporter.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function module(name: string, durations: readonly number[]): TestModule {
  const tests = durations.map((duration, i) => ({ fullName: `test ${i}`, diagnostic: () => ({ duration }) }));
  const project = { name: 'risk' };
  return {
    project,
    relativeModuleId: name,
    children: { allTests: () => tests.values() },
  } as unknown as TestModule;
}

test('default: every 15 seconds it says how far the run is and what runs', () => {
  const lines: string[] = [];
  const reporter = new ProgressReporter((text) => void lines.push(text));
  const [quick, slow] = [module('quick.test.ts', [1]), module('slow.test.ts', [1])];
  reporter.onTestRunStart([quick, slow]);
  reporter.onTestModuleStart(quick);
  reporter.onTestModuleStart(slow);
  reporter.onTestModuleEnd(quick);
  vi.advanceTimersByTime(30_000);
  reporter.onTestModuleEnd(slow);
  reporter.onTestRunEnd([quick, slow]);
  vi.advanceTimersByTime(60_000);
  expect(lines).toEqual([
    '1 of 2 test files in 15 s; running risk slow.test.ts\n',
    '1 of 2 test files in 30 s; running risk slow.test.ts\n',
  ]);
});

test('behavior: a long run ends with its ten slowest tests, slowest first', () => {
  const lines: string[] = [];
  const reporter = new ProgressReporter((text) => void lines.push(text));
  reporter.onTestRunEnd([
    module('a.test.ts', [100, 5_000]),
    module(
      'b.test.ts',
      Array.from({ length: 30 }, (_, i) => i),
    ),
  ]);
  const rows = lines.join('').trim().split('\n');
  expect(rows).toHaveLength(11);
  expect(rows[1]).toBe('    5.0 s  risk a.test.ts: test 1');
  expect(rows[2]).toBe('    0.1 s  risk a.test.ts: test 0');
});
