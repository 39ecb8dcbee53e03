import { defineConfig } from 'vitest/config';
import { ProgressReporter } from './tools/testing/src/progress/progressReporter.ts';

export default defineConfig({
  test: {
    projects: ['packages/*', 'tools/*', 'examples/*', 'packages/contracts/vitest.solidity.config.ts'],
    // Threads crash with Hardhat's native engine.
    pool: 'forks',
    reporters:
      process.env['CI'] === undefined
        ? ['default', new ProgressReporter()]
        : ['default', new ProgressReporter(), ['json', { outputFile: 'out/vitest.json' }]],
  },
});
