/**
 * `pnpm --filter @phasegate/pricing bench [--json]`: quotes of the exact, the fast and the decimal.js path, trades of the
 * streaming statistics, the formula, and what importing costs. Exits with 1 when a bar is missed.
 */
import { compareAll, importCost, reportBench } from '@phasegate/testing';
import { quoteComparisons } from './quotes.ts';
import { heapRow, tradeComparisons } from './trades.ts';

const from = new URL('.', import.meta.url);

reportBench([
  ...compareAll([...quoteComparisons(), ...tradeComparisons()]),
  heapRow(),
  importCost({ module: '@phasegate/pricing', from, atMost: 4 }),
  importCost({ module: '@phasegate/pricing/units', from, atMost: 1.6 }),
]);
