/**
 * `pnpm --filter @phasegate/pricing bench [--json]`: quotes a second of the exact, the fast and the decimal.js path, from
 * the same inputs and in one run, because absolute times drift with the machine and only ratios compare.
 * Exits with 1 when a bar is missed.
 */
import { quoteRows } from './quotes.ts';

export interface BenchRow {
  readonly name: string;
  readonly perSecond: number;
  readonly bar?: { readonly minimum: number; readonly observed: number; readonly unit: string };
}

const rows: readonly BenchRow[] = [...quoteRows()];
const missed = rows.filter((row) => row.bar !== undefined && row.bar.observed < row.bar.minimum);

if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ rows, missed: missed.map((row) => row.name) }, undefined, 2));
} else {
  for (const { name, perSecond, bar } of rows) {
    const verdict =
      bar === undefined
        ? ''
        : `${bar.observed.toFixed(1)} ${bar.unit} (bar ${bar.minimum}) ${bar.observed < bar.minimum ? 'MISSED' : 'ok'}`;
    console.log(
      `${name.padEnd(52)}${Math.round(perSecond).toLocaleString('en').padStart(14)} /s  ${verdict}`,
    );
  }
}
process.exitCode = missed.length === 0 ? 0 : 1;
