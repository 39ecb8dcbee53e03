import { expect, test } from 'vitest';
import { mulDivDown, mulDivUp } from './mulDiv.ts';

test('default: the two sides of an exact and an inexact quotient', () => {
  expect(mulDivDown(7n, 3n, 2n)).toBe(10n);
  expect(mulDivUp(7n, 3n, 2n)).toBe(11n);
  expect(mulDivUp(4n, 3n, 2n)).toBe(6n);
});
