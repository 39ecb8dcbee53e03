import { readFileSync } from 'node:fs';
import { InvalidInputError } from '@phasegate/pricing/units';
import { describe, expect, test } from 'vitest';
import { exactDecimal, normalCdfDecimal } from '../reference/decimalNormal.ts';
import { normalCdf } from './normalCdf.ts';

/** The bar, down to x = -37. */
const RELATIVE_BOUND = 1e-15;
const table = JSON.parse(
  readFileSync(new URL('../../reference/normal.generated.json', import.meta.url), 'utf8'),
) as {
  cdf: [number, number][];
};

describe('normalCdf', () => {
  test('default: within 1e-15 relative of 60 digits from -37 to 8', () => {
    expect(table.cdf.length).toBeGreaterThan(400);
    for (const [x, value] of table.cdf)
      expect(Math.abs(normalCdf(x) / value - 1)).toBeLessThan(RELATIVE_BOUND);
  });

  test('behavior: a sample of the committed table is recomputed in 60 digits', () => {
    for (const [x, value] of table.cdf.filter((_, i) => i % 40 === 0)) {
      expect(normalCdfDecimal(x).toNumber()).toBe(value);
    }
  });

  test('behavior: known value, limits and underflow', () => {
    expect(normalCdf(-1.96)).toBe(0.024997895148220435);
    expect(normalCdf(0)).toBe(0.5);
    expect(normalCdf(Number.NEGATIVE_INFINITY)).toBe(0);
    expect(normalCdf(Number.POSITIVE_INFINITY)).toBe(1);
    expect(normalCdf(-39)).toBe(0);
  });

  test('behavior: both tails sum to one, and the function does not fall along a fine grid', () => {
    let previous = 0;
    for (let x = -9; x <= 9; x += 1 / 512) {
      const value = normalCdf(x);
      expect(value).toBeGreaterThanOrEqual(previous * (1 - 4e-16));
      expect(value + normalCdf(-x)).toBeCloseTo(1, 15);
      previous = value;
    }
  });

  test('behavior: numbers convert exactly into the reference, not by their shortest text', () => {
    expect(exactDecimal(0.1).toString()).toBe('0.1000000000000000055511151231257827021181583404541015625');
  });

  test.each([Number.NaN, undefined, '1', 1n])('error: InvalidInputError for %s', (x) => {
    expect(() => normalCdf(x as number)).toThrow(InvalidInputError);
  });
});
