import { expect, test } from 'vitest';
import { UsageError } from './errors.ts';
import { dayText, instant, instantOf, parseAddress, parseInstant, parsePat, pat, span } from './words.ts';

test('default: amounts, times and durations for people', () => {
  expect(pat(1_234_567_500_000_000_000_000_000n)).toBe('1,234,567.5 PAT');
  expect(pat(1n)).toBe('0.000000000000000001 PAT');
  expect(pat(0n)).toBe('0 PAT');
  expect(instant(1_798_761_600)).toBe('2027-01-01 00:00:00 UTC');
  expect(dayText(20_819)).toBe('2027-01-01');
  expect(span(604_800)).toBe('7 days');
  expect(span(86_401)).toBe('86401 seconds');
});

test('default: what people write is read', () => {
  expect(parsePat('amount', '12.5')).toBe(12_500_000_000_000_000_000n);
  expect(parseInstant('until', '2027-01-01')).toBe(1_798_761_600);
  expect(instantOf('1798761600')).toBe(1_798_761_600);
  expect(instantOf('2027-02-30')).toBeUndefined();
  expect(parseAddress('account', '0x70997970c51812dc3a010c7d01b50e0d17dc79c8')).toBe(
    '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
  );
});

test('error: UsageError names the option and what it needs', () => {
  expect(() => parsePat('amount', '1e9x')).toThrow(UsageError);
  expect(() => parsePat('amount', '0.0000000000000000001')).toThrow("--amount is '0.0000000000000000001'");
  expect(() => parseInstant('until', 'soon')).toThrow("--until is 'soon'; a date like 2027-06-30");
  expect(() => parseAddress('account', '0x12')).toThrow("--account is '0x12'; an address is needed");
});
