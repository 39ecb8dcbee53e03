import { readableNumber } from '@phasegate/report';
import type { Mismatch } from '../reconcile/comparison.ts';
import { amount } from '../report/amount.ts';
import { feedText } from '../report/feedText.ts';
import { INDEX_NOTE } from '../report/indexNote.ts';
import type { RiskFigures } from '../report/riskFigures.ts';
import type { Summary } from '../report/summary.ts';

/** The run as lines for a terminal. */
export function textSummary(summary: Summary, mismatches: readonly Mismatch[], reportPath: string): string {
  const { busiestDay: day, factors } = summary;
  const both = (whole: string, best: string): string[] => [whole, best];
  return [
    feedText(summary.feed),
    '',
    columns([
      ['', 'whole run', `busiest day, ${day.date}`],
      ['segments registered', readableNumber(summary.segmentsRegistered), ''],
      ['purchases', ...both(readableNumber(summary.purchases), readableNumber(day.purchases))],
      ['volume, PAT', ...both(amount(summary.volumePat), amount(day.volumePat))],
      ['broker revenue, PAT', ...both(amount(summary.brokerRevenuePat), amount(day.brokerRevenuePat))],
      ['provider payout, PAT', ...both(amount(summary.providerPayoutPat), amount(day.providerPayoutPat))],
      ['average ask, PAT', ...both(amount(summary.averageAskPat), amount(day.averageAskPat))],
      ['average bid, PAT', ...both(amount(summary.averageBidPat), amount(day.averageBidPat))],
      ['VWAP of a fresh unit, PAT', ...both(amount(summary.vwapPat), amount(day.vwapPat))],
    ]),
    '',
    columns([
      ['top markets', 'listed', 'sold', 'volume, PAT', 'ask, PAT', 'bid, PAT', 'VWAP, PAT'],
      ...summary.markets
        .slice(0, 5)
        .map((row) => [
          row.name,
          readableNumber(row.listed),
          readableNumber(row.purchases),
          amount(row.volumePat),
          amount(row.averageAskPat),
          amount(row.averageBidPat),
          amount(row.vwapPat),
        ]),
    ]),
    wrapped(INDEX_NOTE),
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
    ...riskLines(summary.risk),
    `${readableNumber(summary.transactions)} transactions, ${readableNumber(summary.gasUsed)} gas, ${summary.seconds.toFixed(1)} s`,
    `report: ${reportPath}`,
    '',
    ...mismatches
      .slice(0, 10)
      .map(({ item, chain, expected }) => `MISMATCH ${item}: chain ${chain}, expected ${expected}`),
    `values compared: ${readableNumber(summary.valuesCompared)}`,
    `mismatches: ${summary.mismatches}`,
  ].join('\n');
}

function riskLines(risk: RiskFigures): string[] {
  const by = (kind: 'sale' | 'listing'): string =>
    risk.refused
      .filter((row) => row.kind === kind)
      .map(({ level, count }) => `${count} by ${level}`)
      .join(', ');
  const named = (kind: 'sale' | 'listing'): string => (by(kind) === '' ? '' : ` (${by(kind)})`);
  return [
    `spreads widened on ${readableNumber(risk.widenedMarketDays)} of ${readableNumber(risk.marketDays)} days of markets; broker margin moved ${risk.brokerMarginMoves} times, ${risk.segmentsRepriced} segments repriced, ${risk.haltedListings} listings halted`,
    `limits refused ${risk.refusedSales} sales${named('sale')} and ${risk.refusedListings} listings${named('listing')}`,
  ];
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

/** Prose in lines of at most 100 characters. */
function wrapped(prose: string): string {
  return prose.replaceAll(/(.{1,100})(?: |$)/g, '$1\n').trimEnd();
}
