import { chart } from './chart.ts';
import { readableNumber, readablePat } from './readable.ts';
import { reportPage } from './reportPage.ts';
import { table } from './table.ts';
import { heading, list, paragraph } from './text.ts';

const LONG = 'PURCHASE_INTENT | 7D | 0.85-1.00';

/** A report with every part and the widest contents: ten series, a table of seven columns, a word that can't be broken. */
export async function sampleReport(): Promise<string> {
  const values = Array.from({ length: 200 }, (_, i) => ({
    date: new Date(1.75e12 + i * 8.64e7).toISOString(),
    value: 100 + (i % 10) * 50 + (i % 7),
    series: `${LONG} ${i % 10}`,
  }));
  return reportPage({
    title: 'A year',
    lead: `Consumers paid ${readablePat(12_345_678n * 10n ** 18n)} PAT.`,
    parts: [
      paragraph('All values agree.', 'good'),
      heading('Figures'),
      table({
        columns: ['market', 'listed', 'sold', 'volume', 'ASK', 'BID', 'VWAP'].map((title, i) => ({
          title,
          isFigure: i > 0,
        })),
        rows: [[LONG, '12,330', '12,000', '1,234,567.89', '123.45', '98.76', '456.78']],
      }),
      table({
        columns: [{ title: 'name' }, { title: 'value', isFigure: true }],
        rows: [['x'.repeat(120), readableNumber(1e9)]],
      }),
      await chart({
        title: 'Prices',
        caption: 'One line a market.',
        spec: {
          data: { values },
          mark: 'line',
          encoding: {
            x: { field: 'date', type: 'temporal', title: null },
            y: { field: 'value', type: 'quantitative', title: 'PAT per unit' },
            color: { field: 'series', type: 'nominal', title: null },
          },
        },
      }),
      list(['2025-02-14: opened']),
    ],
  });
}
