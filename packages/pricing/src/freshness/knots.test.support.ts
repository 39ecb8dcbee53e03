import { fc } from '@fast-check/vitest';

/** Valid tables of any shape. */
export const knotsArbitrary: fc.Arbitrary<readonly number[]> = fc
  .array(fc.integer({ min: 1, max: 65_535 }), { minLength: 15, maxLength: 15 })
  .map((tail) => [65_535, ...tail.toSorted((a, b) => b - a)]);
