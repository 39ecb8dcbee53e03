import { InvalidInputError } from '@phasegate/pricing/units';
import { expect, test } from 'vitest';
import { parseOptions } from './options.ts';
import { settledBook } from './settledBook.ts';
import { settledBookText } from './text.ts';
import { FIRMS, SERIES } from './trades.ts';

const book = settledBook();

test('default: five accounts, twelve series, each of them traded; totals and payments sum to zero, and nothing is left', () => {
  const { accounts, series, payments } = book.statement;
  expect([accounts.length, series.length]).toEqual([FIRMS.length, SERIES.length]);
  expect(new Set(accounts.flatMap(({ lines }) => lines.map(({ seriesId }) => seriesId))).size).toBe(
    SERIES.length,
  );
  expect(accounts.reduce((sum, { total }) => sum + total, 0n)).toBe(0n);
  expect(payments.length).toBeGreaterThan(0);
  expect(book.left).toBe(0n);
});

test('default: what each firm takes out is what it put in, its premiums and its settlement', () => {
  for (const { paidIn, premiums, settlement, paidOut } of book.firms)
    expect(paidOut).toBe(paidIn + premiums + settlement);
});

test('default: the text says who pays whom', () => {
  const text = settledBookText(book);
  for (const { from, to } of book.statement.payments) expect(text).toContain(`${from} pays ${to}`);
  expect(text).toContain('The clearing house holds 0 PAT');
});

test('error: InvalidInputError for an option that there is not', () => {
  expect(parseOptions(['--json'])).toEqual({ json: true, help: false });
  expect(() => parseOptions(['--xml'])).toThrow(InvalidInputError);
});
