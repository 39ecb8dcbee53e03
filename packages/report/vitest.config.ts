import { defineProject } from 'vitest/config';

// The browser takes fifteen seconds to unpack the first time.
export default defineProject({
  test: { name: 'report', include: ['src/**/*.test.ts'], testTimeout: 120_000 },
});
