import { formatWad, type Wad } from '@phasegate/pricing/units';
import {
  type Column,
  chart,
  type Html,
  heading,
  list,
  paragraph,
  readableNumber,
  reportPage,
  table,
} from '@phasegate/report';
import { day } from '../calendar/day.ts';
import type { RunParameters } from '../market/parameters.ts';
import type { Mismatch } from '../reconcile/comparison.ts';
import type { RunResult } from '../run.ts';
import { amount } from './amount.ts';
import { feedText } from './feedText.ts';
import { INDEX_NOTE } from './indexNote.ts';
import { plots } from './plots.ts';
import { marginPlot, riskSection } from './riskSection.ts';
import { story } from './story.ts';
import type { Summary, TradingFigures } from './summary.ts';

/** The run as one HTML file that needs nothing else. */
export async function htmlReport(
  summary: Summary,
  result: RunResult,
  parameters: RunParameters,
): Promise<string> {
  return reportPage({
    title: 'A year of the marketplace',
    lead: story(summary, result),
    parts: [
      ...verdict(summary, result),
      heading('The figures'),
      totals(summary),
      heading('Markets'),
      markets(summary),
      paragraph(INDEX_NOTE, 'note'),
      ...(await Promise.all(plots(result, parameters).map(chart))),
      heading('Risk'),
      ...riskSection(summary.risk, result, parameters),
      await chart(marginPlot(result, parameters)),
      heading('What happened'),
      list(result.log.occurrences.map(({ at, text }) => `${day(at)}: ${text}`)),
      heading('Transactions and gas'),
      gas(result),
      paragraph(feedText(summary.feed), 'note'),
    ],
  });
}

function verdict(summary: Summary, { mismatches }: RunResult): readonly Html[] {
  const text = `Reconciliation: ${summary.mismatches} mismatches in ${readableNumber(summary.valuesCompared)} values. Every price, split, balance, access right and index bucket was computed again from feed, parameters and clock, and compared with the chain to the wei.`;
  if (mismatches.length === 0) return [paragraph(text, 'good')];
  return [paragraph(text, 'bad'), list(mismatches.slice(0, 50).map(mismatchText))];
}

/** A disagreement; amounts in PAT with all their decimals, since one wei may be what is wrong. */
function mismatchText({ item, chain, expected }: Mismatch): string {
  const isAmount = /ask|earnings|PAT|liabilities|price/.test(item);
  const shown = (value: string): string =>
    isAmount && /^\d+$/.test(value) ? `${formatWad(BigInt(value) as Wad)} PAT` : value;
  return `${item}: chain ${shown(chain)}, expected ${shown(expected)}`;
}

const columns = (name: string, ...figures: readonly string[]): readonly Column[] => [
  { title: name },
  ...figures.map((title) => ({ title, isFigure: true })),
];

function totals(summary: Summary): Html {
  const row = (name: string, of: (figures: TradingFigures) => string): readonly string[] => [
    name,
    of(summary),
    of(summary.busiestDay),
  ];
  return table({
    columns: columns('', 'whole run', `busiest day, ${summary.busiestDay.date}`),
    rows: [
      ['segments registered', readableNumber(summary.segmentsRegistered), ''],
      row('purchases', ({ purchases }) => readableNumber(purchases)),
      row('volume, PAT', ({ volumePat }) => amount(volumePat)),
      row('broker revenue, PAT', ({ brokerRevenuePat }) => amount(brokerRevenuePat)),
      row('provider payout, PAT', ({ providerPayoutPat }) => amount(providerPayoutPat)),
      row('average ask, PAT', ({ averageAskPat }) => amount(averageAskPat)),
      row('average bid, PAT', ({ averageBidPat }) => amount(averageBidPat)),
      row('VWAP of a fresh unit, PAT', ({ vwapPat }) => amount(vwapPat)),
    ],
  });
}

function markets({ markets: rows }: Summary): Html {
  return table({
    columns: columns('market', 'listed', 'sold', 'volume, PAT', 'ask, PAT', 'bid, PAT', 'VWAP, PAT'),
    rows: rows.map((row) => [
      row.name,
      readableNumber(row.listed),
      readableNumber(row.purchases),
      ...[row.volumePat, row.averageAskPat, row.averageBidPat, row.vwapPat].map(amount),
    ]),
  });
}

function gas({ usage }: RunResult): Html {
  return table({
    columns: columns('kind', 'transactions', 'gas each'),
    rows: [...usage].map(([kind, { transactions, gas: used }]) => [
      kind,
      readableNumber(transactions),
      readableNumber(Math.round(used / transactions)),
    ]),
  });
}
