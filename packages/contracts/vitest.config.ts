import { defineProject } from 'vitest/config';

export default defineProject({
  test: {
    name: 'contracts',
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // A project of its own, in the root: it takes minutes, in which the other projects run.
    exclude: ['test/solidity/solidity.test.ts'],
    globalSetup: ['test/freshCompilation.ts'],
    testTimeout: 60_000,
    isolate: false,
  },
});
