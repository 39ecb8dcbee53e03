import { InvalidInputError } from '@phasegate/pricing/units';
import { phoneView } from '@phasegate/testing';
import { expect, test } from 'vitest';
import { worstCaseMargin } from '../series/worstCaseMargin.ts';
import type { Book } from '../stress/book.ts';
import { instrumentDelta } from '../stress/book.ts';
import { sp500Returns } from '../valueAtRisk/dailyPrices.testing.ts';
import { riskReport } from './riskReport.ts';
import { riskReportHtml } from './riskReportHtml.ts';

const PAT = 10n ** 18n;
const collar = {
  kind: 'collar',
  price: 100n * PAT,
  floor: 70n * PAT,
  cap: 130n * PAT,
  quantity: 3n,
} as const;
const put = { kind: 'put', strike: 90n * PAT, quantity: -2n } as const;
const book: Book = {
  markets: [
    { market: 1, price: 100n * PAT, fallbackPrice: 95n * PAT, bandBps: 1_000 },
    { market: 2, price: 50n * PAT, fallbackPrice: 50n * PAT, bandBps: 1_000 },
  ],
  positions: [
    { participant: 'broker', market: 1, expiry: 3_600, instrument: collar },
    { participant: 'broker', market: 1, expiry: 3_600, instrument: put },
    {
      participant: 'broker',
      market: 2,
      expiry: 7_200,
      instrument: { kind: 'forward', price: 50n * PAT, quantity: -4n },
    },
    { participant: 'other', market: 1, expiry: 3_600, instrument: { ...collar, quantity: -3n } },
  ],
  collateral: { broker: 250n * PAT },
};
const prices = sp500Returns();
const returns = Float64Array.from({ length: 2_000 }, (_, i) => prices[i]!);
const input = { title: 'Desk', participant: 'broker', book, returns, alpha: 0.95 };

test('default: exposures are slopes times prices, contributions add up, stress and margin are those of their modules', () => {
  const report = riskReport(input);
  // Market 1: 3 collars; the put is out of the money. Market 2: short 4 forwards.
  expect(report.contributions.map((c) => c.exposure)).toEqual([300, -200]);
  expect(report.pnl).toHaveLength(1_000);
  expect(report.pnl[0]).toBeCloseTo(300 * prices[0]! - 200 * prices[1]!, 12);
  expect(report.contributions.reduce((sum, c) => sum + c.component, 0)).toBeCloseTo(
    report.expectedShortfall,
    10,
  );
  expect(report.expectedShortfall).toBeGreaterThan(report.valueAtRisk);
  expect(report.margins).toHaveLength(1);
  expect(report.margins[0]!.worstCase).toBe(worstCaseMargin([collar, put]));
  // Demand halves: collar 70 - 100, put 40, forward +25.
  expect(report.stress[0]).toMatchObject({
    name: 'demandCollapse',
    profit: (-90n - 80n + 100n) * PAT,
    shortfall: 0n,
  });
});

test('behavior: slopes at, below and above kinks', () => {
  const call = { kind: 'call', strike: 10n, cap: 20n, quantity: 5n } as const;
  expect([9n, 10n, 19n, 20n].map((price) => instrumentDelta(call, price))).toEqual([0n, 5n, 5n, 0n]);
  const short = { kind: 'put', strike: 10n, quantity: 5n } as const;
  expect([9n, 10n].map((price) => instrumentDelta(short, price))).toEqual([-5n, 0n]);
  const swap = { kind: 'collar', price: 15n, floor: 10n, cap: 20n, quantity: 5n } as const;
  expect([9n, 10n, 20n].map((price) => instrumentDelta(swap, price))).toEqual([0n, 5n, 0n]);
});

test('behavior: the page is self-contained, has its plots and figures, and escapes every text', async () => {
  const nasty = '<script>alert("x")</script>&\'';
  const report = riskReport({
    ...input,
    title: nasty,
    participant: nasty,
    book: {
      ...book,
      markets: [{ ...book.markets[0]!, market: 7 }],
      positions: [{ participant: nasty, market: 7, expiry: 1, instrument: put }],
      collateral: { [nasty]: 0n },
    },
    scenarios: [
      {
        name: nasty,
        description: nasty,
        demandBps: 5_000,
        scarcityBps: 10_000,
        freshnessBps: 10_000,
        settlement: 'index',
        manipulation: 'none',
        defaulters: 1,
      },
    ],
    exposure: [
      { level: 'market', key: nasty, limit: { gross: PAT, net: PAT }, gross: 0n, net: 0n, up: 0n, down: 0n },
    ],
  });
  const html = await riskReportHtml(report);
  expect(html).not.toMatch(/<script/);
  expect(html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;&#39;');
  expect(html).not.toMatch(/NaN|Infinity|undefined|\ssrc=|\shref=|url\(/);
});

test('behavior: a full report reads: findings, headings, marks, one plot for each part; and fits a phone', {
  timeout: 60_000,
}, async () => {
  const report = riskReport(input);
  const html = await riskReportHtml(report);
  for (const heading of ['Value at risk', 'Where the shortfall comes from', 'Stress', 'Worst-case margin']) {
    expect(html).toContain(`<h2>${heading}</h2>`);
  }
  expect(html.match(/<svg/g)).toHaveLength(4);
  expect(html.slice(0, 4_000)).toContain(
    'In 95 % of 1,000 historical scenarios the book of broker loses no more than',
  );
  expect(html.slice(0, 4_000)).toContain('Most of that comes from market 1.');
  expect(html).toContain(
    'demandSpike, means a loss of 310.00 PAT; 60.00 PAT of it is not covered by collateral.',
  );
  expect(html).toContain('demandCollapse');
  expect(html).toContain('market 1, expiry 1970-01-01T01:00Z');
  // Every tag that opens closes.
  const opened = [...html.matchAll(/<(h1|h2|p|table|tr|td|th|svg|text|b|body|html)[ >]/g)].length;
  const closed = [...html.matchAll(/<\/(h1|h2|p|table|tr|td|th|svg|text|b|body|html)>/g)].length;
  expect(opened).toBe(closed);
  const { scrollWidth, smallestLetters, messages } = await phoneView(html);
  expect(scrollWidth).toBeLessThanOrEqual(390);
  expect(smallestLetters).toBeGreaterThan(9);
  expect(messages).toEqual([]);
});

test('error: InvalidInputError', () => {
  expect(() => riskReport({ ...input, participant: 'nobody' })).toThrow(InvalidInputError);
  expect(() => riskReport({ ...input, returns: Float64Array.of(0.1) })).toThrow(InvalidInputError);
  expect(() => riskReport({ ...input, alpha: 1 })).toThrow(InvalidInputError);
  expect(() => riskReport({ ...input, book: { ...book, markets: [] } })).toThrow(InvalidInputError);
});
