import { defineProject } from 'vitest/config';

export default defineProject({
  test: { name: 'marketplace-day', include: ['src/**/*.test.ts'], testTimeout: 240_000 },
});
