import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['packages/*', 'tools/*', 'examples/*'],
    // Threads crash with Hardhat's native engine.
    pool: 'forks',
    reporters:
      process.env['CI'] === undefined
        ? ['default']
        : ['default', ['json', { outputFile: 'out/vitest.json' }]],
  },
});
