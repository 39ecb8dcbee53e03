import { defineConfig } from 'vitest/config';
import { ProgressReporter } from './tools/testing/src/progress/progressReporter.ts';

export default defineConfig({
  test: {
    projects: [
      'packages/*',
      'tools/*',
      'examples/*',
      {
        test: {
          name: 'solidity',
          root: 'packages/contracts',
          include: ['test/solidity/solidity.test.ts'],
          globalSetup: ['test/freshCompilation.ts'],
        },
      },
    ],
    // Threads crash with Hardhat's native engine.
    pool: 'forks',
    reporters:
      process.env['CI'] === undefined
        ? ['default', new ProgressReporter()]
        : ['default', new ProgressReporter(), ['json', { outputFile: 'out/vitest.json' }]],
  },
});
