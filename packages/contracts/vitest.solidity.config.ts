import { defineProject } from 'vitest/config';

/** A project of its own: it takes minutes, in which the other projects run. */
export default defineProject({
  test: {
    name: 'solidity',
    include: ['test/solidity/solidity.test.ts'],
    globalSetup: ['test/freshCompilation.ts'],
  },
});
