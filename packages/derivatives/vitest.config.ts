import { defineProject } from 'vitest/config';

export default defineProject({ test: { name: 'derivatives', include: ['src/**/*.test.ts'] } });
