import { defineProject } from 'vitest/config';

export default defineProject({
  test: {
    name: 'contracts',
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // In vitest.solidity.config.ts.
    exclude: ['test/solidity/solidity.test.ts'],
    globalSetup: ['test/freshCompilation.ts'],
    testTimeout: 60_000,
    isolate: false,
  },
});
