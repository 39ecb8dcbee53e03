import { defineProject } from 'vitest/config';

export default defineProject({
  test: {
    name: 'contracts',
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['test/freshCompilation.ts'],
    testTimeout: 60_000,
    isolate: false,
  },
});
