import { defineProject } from 'vitest/config';

export default defineProject({
  // American options on the finest grids, and PHASEGATE_RUNS, take longer than the default 5 s on a busy machine.
  test: { name: 'derivatives', include: ['src/**/*.test.ts'], testTimeout: 120_000 },
});
