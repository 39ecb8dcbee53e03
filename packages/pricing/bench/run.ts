/**
 * `pnpm --filter @phasegate/pricing bench [--json]`: quotes a second of the exact, the fast and the decimal.js path, and
 * trades a second of the streaming statistics. References are measured in the same run, because absolute times drift
 * with the machine. Exits with 1 when a bar is missed.
 */
import { quoteRows } from './quotes.ts';
import { tradeRows } from './trades.ts';

/** One figure, with the bar it must reach or stay below. */
export interface BenchRow {
  readonly name: string;
  readonly observed: number;
  readonly unit: string;
  readonly atLeast?: number;
  readonly atMost?: number;
}

function isMissed({
  observed,
  atLeast = Number.NEGATIVE_INFINITY,
  atMost = Number.POSITIVE_INFINITY,
}: BenchRow): boolean {
  return !(observed >= atLeast && observed <= atMost);
}

const rows: readonly BenchRow[] = [...quoteRows(), ...tradeRows()];
const missed = rows.filter(isMissed);

if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ rows, missed: missed.map((row) => row.name) }, undefined, 2));
} else {
  for (const row of rows) {
    const figure = row.observed.toLocaleString('en', { maximumFractionDigits: row.observed < 1_000 ? 1 : 0 });
    const bar = row.atLeast === undefined ? row.atMost : row.atLeast;
    const side = row.atLeast === undefined ? 'at most' : 'at least';
    const verdict =
      bar === undefined ? '' : `${side} ${bar.toLocaleString('en')}: ${isMissed(row) ? 'MISSED' : 'ok'}`;
    console.log(`${row.name.padEnd(54)}${figure.padStart(12)} ${row.unit.padEnd(14)}${verdict}`.trimEnd());
  }
}
process.exitCode = missed.length === 0 ? 0 : 1;
