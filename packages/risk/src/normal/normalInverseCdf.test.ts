import { readFileSync } from 'node:fs';
import { InvalidInputError } from '@phasegate/pricing/units';
import { describe, expect, test } from 'vitest';
import { normalInverseCdf } from './normalInverseCdf.ts';

const RELATIVE_BOUND = 1e-15;
const table = JSON.parse(
  readFileSync(new URL('../../reference/normal.generated.json', import.meta.url), 'utf8'),
) as {
  inverse: [number, number][];
};

describe('normalInverseCdf', () => {
  test('default: within 1e-15 relative of 60 digits', () => {
    for (const [p, x] of table.inverse) {
      if (x === 0) expect(normalInverseCdf(p)).toBe(0);
      else expect(Math.abs(normalInverseCdf(p) / x - 1)).toBeLessThan(RELATIVE_BOUND);
    }
  });

  test('behavior: symmetric where 1 - p is exact, limits at 0 and 1, smallest float', () => {
    expect(normalInverseCdf(0.875)).toBe(-normalInverseCdf(0.125));
    expect(normalInverseCdf(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(normalInverseCdf(1)).toBe(Number.POSITIVE_INFINITY);
    expect(normalInverseCdf(Number.MIN_VALUE)).toBeCloseTo(-38.467405617144344, 12);
  });

  test('behavior: strictly increasing across the seams at 1/4 and 3/4', () => {
    for (const seam of [0.25, 0.75]) {
      expect(normalInverseCdf(seam - 1e-12)).toBeLessThan(normalInverseCdf(seam));
      expect(normalInverseCdf(seam)).toBeLessThan(normalInverseCdf(seam + 1e-12));
    }
  });

  test.each([Number.NaN, -1e-300, 1 + 2 ** -52, Number.POSITIVE_INFINITY])(
    'error: InvalidInputError for %s',
    (p) => {
      expect(() => normalInverseCdf(p)).toThrow(InvalidInputError);
    },
  );
});
