import { settlementStatementText } from '@phasegate/derivatives';
import { formatWad, patText } from '@phasegate/pricing/units';
import type { SettledBook } from './settledBook.ts';

/** The whole story: the statement, and what each firm put in, traded, settled and took out. */
export function settledBookText({ statement, firms, left }: SettledBook): string {
  const rows = [
    ['firm', 'paid in', 'premiums and fees', 'settlement', 'paid out'],
    ...firms.map(({ firm, paidIn, premiums, settlement, paidOut }) => [
      firm,
      ...[paidIn, premiums, settlement, paidOut].map((wei) => formatWad(wei)),
    ]),
  ];
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  const table = rows.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  '),
  );
  return [
    settlementStatementText(statement),
    ...table,
    '',
    `The clearing house holds ${patText(left)} when everybody has left.`,
    '',
  ].join('\n');
}
