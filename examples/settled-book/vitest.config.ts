import { defineProject } from 'vitest/config';

export default defineProject({ test: { name: 'settled-book', include: ['src/**/*.test.ts'] } });
