import { type Bps, InvalidInputError, WAD, type Wad } from '@phasegate/pricing/units';
import { phoneView, runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { worstCaseMargin } from '../series/worstCaseMargin.ts';
import type { Book, BookPosition } from '../stress/book.ts';
import { instrumentValue } from '../stress/book.ts';
import { sp500Returns } from '../valueAtRisk/dailyPrices.testing.ts';
import type { BookPricer } from './bookPricer.ts';
import { riskReport } from './riskReport.ts';
import { riskReportHtml } from './riskReportHtml.ts';

const wad = (amount: bigint): Wad => amount as Wad;

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
    { market: 1, price: wad(100n * PAT), fallbackPrice: wad(95n * PAT), bandBps: 1_000 as Bps },
    { market: 2, price: wad(50n * PAT), fallbackPrice: wad(50n * PAT), bandBps: 1_000 as Bps },
  ],
  positions: [
    { participant: 'broker', market: 1, expiry: 3_600, instrument: collar },
    { participant: 'broker', market: 1, expiry: 3_600, instrument: put },
    {
      participant: 'broker',
      market: 2,
      expiry: 7_200,
      instrument: { kind: 'forward', price: wad(50n * PAT), quantity: -4n },
    },
    { participant: 'other', market: 1, expiry: 3_600, instrument: { ...collar, quantity: -3n } },
  ],
  collateral: { broker: wad(250n * PAT) },
};
const prices = sp500Returns();
const returns = Float64Array.from({ length: 2_000 }, (_, i) => prices[i]!);
const input = { title: 'Desk', participant: 'broker', book, returns, alpha: 0.95 };

test('default: exposures are slopes times prices, contributions add up, stress and margin are those of their modules', () => {
  const report = riskReport(input);
  expect(report.pnl).toHaveLength(1_000);
  // Market 1: 3 collars; a day's move does not reach the put. Market 2: short 4 forwards.
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

/** A book of one position in market 1 at 100 PAT. */
function single(instrument: BookPosition['instrument']): Book {
  return {
    markets: [book.markets[0]!],
    positions: [{ participant: 'broker', market: 1, expiry: 3_600, instrument }],
    collateral: {},
  };
}

test.each([95n, 99n, 100n])(
  'behavior: a put of strike %d written at 100 shows the losses of falls that reach it',
  (strike) => {
    const falls = Float64Array.from({ length: 21 }, (_, i) => -i / 100);
    const short = { kind: 'put', strike: strike * PAT, quantity: -1n } as const;
    const report = riskReport({ ...input, book: single(short), returns: falls, alpha: 0.9 });
    // 21 falls of 0 to 20 %: the 19th loss is of 18 %, the mean of the worst 2.1 of 20, 19 and a tenth of 18 %.
    expect(report.valueAtRisk).toBeCloseTo(Number(strike) - 82, 12);
    expect(report.expectedShortfall).toBeCloseTo(Number(strike) - (80 + 81 + 8.2) / 2.1, 10);
    expect(report.contributions[0]!.component).toBeCloseTo(report.expectedShortfall, 12);
  },
);

test('a book of any instruments profits in any scenario what its values at the two prices differ by', () => {
  const lots = fc.bigInt({ min: -5n, max: 5n });
  const wei = fc.bigInt({ min: 1n, max: 200n * PAT }).map(wad);
  const sorted = fc.tuple(wei, wei).map(([a, b]): [bigint, bigint] => (a < b ? [a, b] : [b, a]));
  const instruments = fc.oneof(
    fc.record({ kind: fc.constant('forward' as const), price: wei, quantity: lots }),
    fc.record({ kind: fc.constant('put' as const), strike: wei, quantity: lots }),
    fc
      .record({ bounds: sorted, quantity: lots })
      .map(({ bounds: [strike, cap], quantity }) => ({ kind: 'call' as const, strike, cap, quantity })),
    fc
      .record({ price: wei, bounds: sorted, quantity: lots })
      .map(({ price, bounds: [floor, cap], quantity }) => ({
        kind: 'collar' as const,
        price,
        floor,
        cap,
        quantity,
      })),
  );
  const change = fc.integer({ min: -16, max: 63 }).map((steps) => steps / 16);
  fc.assert(
    fc.property(instruments, fc.array(change, { minLength: 1, maxLength: 8 }), (instrument, changes) => {
      const { pnl } = riskReport({ ...input, book: single(instrument), returns: Float64Array.from(changes) });
      changes.forEach((step, i) => {
        const price = wad((100n * PAT * BigInt(16 + step * 16)) / 16n);
        const profit = instrumentValue(instrument, price) - instrumentValue(instrument, wad(100n * PAT));
        expect(pnl[i]).toBe(Number(profit) / 1e18);
      });
    }),
    { numRuns: runs(200) },
  );
});

test('behavior: another pricer comes in by its port, and the page names it', async () => {
  const pricer: BookPricer = {
    method: 'a PAT for every rise',
    revalue: (_, price) => (scenario) => (scenario > price ? 1 : 0),
  };
  const report = riskReport({ ...input, book: single(put), returns: Float64Array.of(0.1, -0.1, 0), pricer });
  expect(report.pnl).toEqual([1, 0, 0]);
  expect(await riskReportHtml(report)).toContain('in every scenario: a PAT for every rise.');
});

test('behavior: the page is self-contained, has its plots and figures, and escapes every text', async () => {
  const unused = { gross: wad(0n), net: wad(0n), up: wad(0n), down: wad(0n) };
  const nasty = '<script>alert("x")</script>&\'';
  const report = riskReport({
    ...input,
    title: nasty,
    participant: nasty,
    book: {
      ...book,
      markets: [{ ...book.markets[0]!, market: 7 }],
      positions: [{ participant: nasty, market: 7, expiry: 1, instrument: put }],
      collateral: { [nasty]: wad(0n) },
    },
    scenarios: [
      {
        name: nasty,
        description: nasty,
        demandBps: 5_000 as Bps,
        scarcityBps: 10_000 as Bps,
        freshnessBps: 10_000 as Bps,
        settlement: 'index',
        manipulation: 'none',
        defaulters: 1,
      },
    ],
    exposure: [{ level: 'market', key: nasty, limit: { gross: WAD, net: WAD }, ...unused }],
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

test.each([undefined, null, 'report', [], {}])('error: InvalidInputError for a page of %s', async (wrong) => {
  await expect(riskReportHtml(wrong as never)).rejects.toThrow(InvalidInputError);
});

test('error: InvalidInputError', () => {
  expect(() => riskReport({ ...input, participant: 'nobody' })).toThrow(InvalidInputError);
  expect(() => riskReport({ ...input, returns: Float64Array.of(0.1) })).toThrow(InvalidInputError);
  expect(() => riskReport({ ...input, returns: Float64Array.of(0.1, -1.1) })).toThrow('returns[1]');
  const broken = { method: 'none', revalue: () => () => Number.NaN };
  expect(() => riskReport({ ...input, pricer: broken })).toThrow(InvalidInputError);
  expect(() => riskReport({ ...input, pricer: { method: 'none' } as never })).toThrow('pricer.revalue');
  expect(() => riskReport({ ...input, alpha: 1 })).toThrow(InvalidInputError);
  expect(() => riskReport({ ...input, book: { ...book, markets: [] } })).toThrow(InvalidInputError);
});
