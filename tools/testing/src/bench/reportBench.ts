import type { BenchRow } from './compare.ts';

/**
 * Prints rows as a table, or with `--json` among the arguments as one document. Sets exit code 1 when a row costs more than
 * its bar; bars are ratios, because times belong to a machine.
 */
export function reportBench(rows: readonly BenchRow[]): void {
  const missed = rows.filter(({ cost, atMost }) => !(cost <= (atMost ?? Number.POSITIVE_INFINITY)));
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify({ rows, missed: missed.map(({ name }) => name) }, undefined, 2));
  } else {
    for (const row of rows) console.log(line(row, missed.includes(row)));
  }
  if (missed.length > 0) process.exitCode = 1;
}

function line({ name, reference, cost, nanoseconds, atMost }: BenchRow, isMissed: boolean): string {
  const time = nanoseconds === undefined ? '' : `${digits(nanoseconds)} ns`;
  const bar = atMost === undefined ? '' : `  at most ${atMost}: ${isMissed ? 'MISSED' : 'ok'}`;
  return `${name.padEnd(50)}${time.padStart(14)}${digits(cost).padStart(10)} x ${reference}${bar}`;
}

function digits(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: value < 1_000 ? 3 : 4 });
}
