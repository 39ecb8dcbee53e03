import { expect, test } from 'vitest';
import { chart } from './chart.ts';
import { readableNumber, readablePat } from './readable.ts';
import { reportPage } from './reportPage.ts';
import { sampleReport } from './sampleReport.test.support.ts';
import { table } from './table.ts';
import { heading, list, paragraph } from './text.ts';

test('default: a page with all its parts, self-contained', async () => {
  const page = await sampleReport();
  expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
  expect(page).toContain('<p class="lead">Consumers paid 12,345,678.00 PAT.</p>');
  expect(page.match(/<svg /g)).toHaveLength(1);
  expect(page).not.toMatch(/<script|\ssrc=|\shref=|NaN|undefined/);
});

test('behavior: every text is escaped, charts included', async () => {
  const nasty = '<script>alert("x")</script>&\'';
  const page = reportPage({
    title: nasty,
    lead: nasty,
    parts: [
      heading(nasty),
      paragraph(nasty, 'bad'),
      list([nasty]),
      table({ columns: [{ title: nasty }, { title: nasty }], rows: [[nasty, nasty]] }),
      await chart({
        title: nasty,
        caption: nasty,
        spec: {
          data: { values: [{ a: nasty, b: 1 }] },
          mark: 'bar',
          encoding: {
            x: { field: 'a', type: 'nominal', title: nasty },
            y: { field: 'b', type: 'quantitative' },
          },
        },
      }),
    ],
  });
  expect(page).not.toMatch(/<script/);
  expect(page).toContain('<h1>&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;&#39;</h1>');
});

test('behavior: a chart is the same text every time', async () => {
  expect(await sampleReport()).toBe(await sampleReport());
});

test.each([
  [0n, '0.00'],
  [1n, '0.00'],
  [-1n, '0.00'],
  [5n * 10n ** 15n, '0.01'],
  [-5n * 10n ** 15n, '-0.01'],
  [10n ** 18n - 1n, '1.00'],
  [1_234_567_891n * 10n ** 15n, '1,234,567.89'],
  [10n ** 33n - 10n ** 16n, '999,999,999,999,999.99'],
  [-(10n ** 33n), '-1.000e+15'],
])('behavior: %d wei read %s', (wei, text) => {
  expect(readablePat(wei)).toBe(text);
});

test.each([
  [0, '0'],
  [0.012345, '0.01235'],
  [-999.96, '-1,000'],
  [1234.5, '1,235'],
  [1e20, '1.000e+20'],
  [Number.POSITIVE_INFINITY, 'unlimited'],
])('behavior: %d reads %s', (value, text) => {
  expect(readableNumber(value)).toBe(text);
});
