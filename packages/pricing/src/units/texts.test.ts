import { expect, test } from 'vitest';
import { InvalidInputError } from './errors.ts';
import { patText } from './patText.ts';
import { timeText } from './timeText.ts';

test('default: amounts with their unit, to the wei', () => {
  expect(patText(10n ** 20n)).toBe('100 PAT');
  expect(patText(1n)).toBe('0.000000000000000001 PAT');
  expect(patText(0n)).toBe('0 PAT');
  expect(patText(-5n * 10n ** 17n)).toBe('-0.5 PAT');
});

test('default: times of numbers and of the chain', () => {
  expect(timeText(1_767_225_600)).toBe('2026-01-01T00:00:00Z');
  expect(timeText(1_767_225_601n)).toBe('2026-01-01T00:00:01Z');
  expect(timeText(0)).toBe('1970-01-01T00:00:00Z');
});

test('behavior: what no calendar reaches stays a number', () => {
  expect(timeText(2n ** 256n - 1n)).toBe(String(2n ** 256n - 1n));
  expect(timeText(-1)).toBe('-1');
  expect(timeText(Number.NaN)).toBe('NaN');
});

test('error: InvalidInputError for what is neither', () => {
  expect(() => timeText('2026' as unknown as number)).toThrow(InvalidInputError);
  expect(() => patText(1 as unknown as bigint)).toThrow(InvalidInputError);
});
