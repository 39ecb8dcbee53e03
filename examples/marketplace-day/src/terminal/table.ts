import type { Mismatch } from '../reconcile/comparison.ts';
import { round, sourceText } from '../report/htmlReport.ts';
import type { Summary } from '../report/summary.ts';

/** The run as lines for a terminal. */
export function textSummary(summary: Summary, mismatches: readonly Mismatch[], reportPath: string): string {
  const { busiestDay: day, factors } = summary;
  const both = (whole: string | number, best: string | number): string[] => [String(whole), String(best)];
  return [
    sourceText(summary),
    'Arrival times are synthetic: seeded and spread over the month of each session.',
    '',
    columns([
      ['', 'whole run', `busiest day, ${day.date}`],
      ['segments registered', String(summary.segmentsRegistered), ''],
      ['purchases', ...both(summary.purchases, day.purchases)],
      ['volume, PAT', ...both(round(summary.volumePat), round(day.volumePat))],
      ['broker revenue, PAT', ...both(round(summary.brokerRevenuePat), round(day.brokerRevenuePat))],
      ['provider payout, PAT', ...both(round(summary.providerPayoutPat), round(day.providerPayoutPat))],
      ['average ASK, PAT', ...both(round(summary.averageAskPat), round(day.averageAskPat))],
      ['average BID, PAT', ...both(round(summary.averageBidPat), round(day.averageBidPat))],
      ['VWAP of a fresh unit, PAT', ...both(round(summary.vwapPat), round(day.vwapPat))],
    ]),
    '',
    columns([
      ['top markets', 'listed', 'sold', 'volume', 'ASK', 'BID', 'VWAP'],
      ...summary.markets
        .slice(0, 5)
        .map((row) => [
          row.name,
          String(row.listed),
          String(row.purchases),
          round(row.volumePat),
          round(row.averageAskPat),
          round(row.averageBidPat),
          round(row.vwapPat),
        ]),
    ]),
    '',
    columns([
      ['factors', 'min', 'mean', 'max'],
      ...Object.entries(factors).map(([name, { min, mean, max }]) => [
        name,
        ...[min, mean, max].map((value) => value.toFixed(3)),
      ]),
    ]),
    '',
    `confidence against revenue: area under the curve ${summary.confidence.areaUnderCurve?.toFixed(3) ?? 'undefined (all ended alike)'}, Brier score ${summary.confidence.brierScore.toFixed(3)}`,
    `${summary.transactions} transactions, ${summary.gasUsed.toLocaleString('en')} gas, ${summary.seconds.toFixed(1)} s`,
    `report: ${reportPath}`,
    '',
    ...mismatches
      .slice(0, 10)
      .map(({ item, chain, expected }) => `MISMATCH ${item}: chain ${chain}, expected ${expected}`),
    `values compared: ${summary.valuesCompared}`,
    `mismatches: ${summary.mismatches}`,
  ].join('\n');
}

/** Left-aligned names, right-aligned figures. */
function columns(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
