import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tools/testing/src/progress/longestFirst.ts';
import { ProgressReporter } from './tools/testing/src/progress/progressReporter.ts';

export default defineConfig({
  test: {
    projects: ['packages/*', 'tools/*', 'examples/*', 'packages/contracts/vitest.solidity.config.ts'],
    // Threads crash with Hardhat's native engine.
    pool: 'forks',
    sequence: { sequencer: LongestFirst },
    reporters:
      process.env['CI'] === undefined
        ? ['default', new ProgressReporter()]
        : ['default', new ProgressReporter(), ['json', { outputFile: 'out/vitest.json' }]],
  },
});
