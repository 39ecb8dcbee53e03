import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Measurement } from './measurement.ts';

const SNAPSHOT = join(import.meta.dirname, '..', '..', 'snapshots', 'gas.json');

/** Bars of the specification's gas table, by row. Rows without one are shown for information. */
const BARS: Measurement = {
  'buySegment, first in its access word': 105_000,
  'buySegment, in a warm access word': 88_000,
  'batch of 20 per segment, many markets': 30_000,
  'batch of 20 per segment, one market': 25_000,
  'withdraw earnings': 55_000,
  'class check by a contract, first in a transaction': 7_500,
  'class check by a contract, marginal, cold': 7_500,
  'class check by a contract, marginal, warm': 2_600,
  'access check by a contract, marginal, cold': 7_500,
  'access check by a contract, marginal, warm': 2_600,
  'Black-76 price on chain, dearest of the grid': 3_500,
  'worst-case margin of 16 legs': 100_000,
  'open a covered call through a matcher, repeated': 130_000,
  'open a covered call through a signed quote, first-ever': 260_000,
  'open a covered call through a signed quote, both in another book': 200_000,
  'open a covered call through a signed quote, repeated': 200_000,
  'settle and withdraw one account': 85_000,
  'stream: create with funding': 160_000,
  'stream: redeem a voucher': 70_000,
};

/** One row of the table, in EVM gas. */
export interface GasRow {
  readonly operation: string;
  readonly gas: number;
  readonly bar?: number;
  /** What the committed snapshot says; absent for a new row. */
  readonly snapshot?: number;
}

/** Measurements beside their bars and the committed snapshot. A bar or snapshot without its row is a row of NaN gas. */
export async function gasTable(measured: Measurement): Promise<readonly GasRow[]> {
  const text = await readFile(SNAPSHOT, 'utf8').catch(() => '{}');
  const snapshot = JSON.parse(text) as Measurement;
  const operations = new Set([...Object.keys(measured), ...Object.keys(BARS), ...Object.keys(snapshot)]);
  return [...operations].map((operation) => ({
    operation,
    gas: measured[operation] ?? Number.NaN,
    ...(operation in BARS ? { bar: BARS[operation]! } : {}),
    ...(operation in snapshot ? { snapshot: snapshot[operation]! } : {}),
  }));
}

/** What is wrong with a table: rows above their bar, and rows that are not as the snapshot says. */
export function gasFaults(rows: readonly GasRow[]): readonly string[] {
  return rows.flatMap(({ operation, gas, bar, snapshot }) => [
    ...(bar === undefined || gas <= bar ? [] : [`${operation}: ${gas} is above its bar of ${bar}`]),
    ...(gas === snapshot
      ? []
      : [`${operation}: ${gas} is not the snapshot's ${snapshot ?? 'nothing'}; write it with --update`]),
  ]);
}

/** Writes the measurements as the snapshot. */
export async function updateGasSnapshot(measured: Measurement): Promise<void> {
  await writeFile(SNAPSHOT, `${JSON.stringify(measured, undefined, 2)}\n`);
}

/** The table as text. */
export function formatGasTable(rows: readonly GasRow[]): string {
  const lines = rows.map(({ operation, gas, bar }) => `${operation.padEnd(66)}${column(gas)}${column(bar)}`);
  return [
    `${'EVM gas, in-process chain'.padEnd(66)}${'gas'.padStart(10)}${'bar'.padStart(10)}`,
    ...lines,
  ].join('\n');
}

function column(value: number | undefined): string {
  return (value === undefined ? '' : value.toLocaleString('en-US', { maximumFractionDigits: 1 })).padStart(
    10,
  );
}
