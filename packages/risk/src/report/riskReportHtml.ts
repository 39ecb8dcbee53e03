import { checkList, checkObject } from '@phasegate/pricing/units';
import {
  type Column,
  chart,
  type Html,
  heading,
  readableNumber,
  readablePat,
  reportPage,
  table,
} from '@phasegate/report';
import { contributionChart, lossChart, profitChart, stressChart } from './riskCharts.ts';
import { riskFindings } from './riskFindings.ts';
import type { MarginLine, RiskReport } from './riskReport.ts';

/**
 * A risk report as one self-contained HTML page: what was found in words, then figures and charts. No scripts, no links,
 * every text escaped. Amounts in PAT, losses positive except where a column says profit.
 *
 * @param report from `riskReport`
 * @throws {InvalidInputError} (rejects with it) anything but a report
 * @example see the package README: "A report"
 */
export async function riskReportHtml(report: RiskReport): Promise<string> {
  checkObject('report', report);
  checkList('report.pnl', report.pnl);
  const level = `${Number((report.alpha * 100).toFixed(4))} %`;
  return reportPage({
    title: report.title,
    lead: riskFindings(report),
    parts: [
      heading('Value at risk'),
      table({
        columns: columns('', 'PAT'),
        rows: [
          [`Value at risk, ${level}`, readableNumber(report.valueAtRisk)],
          [`Expected shortfall, ${level}`, readableNumber(report.expectedShortfall)],
        ],
      }),
      await chart(profitChart(report)),
      await chart(contributionChart(report)),
      await chart(stressChart(report)),
      table({
        columns: columns('scenario', 'profit, PAT', 'uncovered, PAT'),
        rows: report.stress.map(({ name, description, profit, shortfall }) => [
          `${name}: ${description}`,
          readablePat(profit),
          readablePat(shortfall),
        ]),
      }),
      ...(await marginParts(report)),
      ...exposureParts(report),
    ],
  });
}

function columns(name: string, ...figures: readonly string[]): readonly Column[] {
  return [{ title: name }, ...figures.map((title) => ({ title, isFigure: true }))];
}

async function marginParts({ margins }: RiskReport): Promise<readonly Html[]> {
  if (margins.length === 0) return [];
  return [
    heading('Worst-case margin'),
    table({
      columns: columns('market and expiry', 'margin, PAT'),
      rows: margins.map((margin) => [nameOf(margin), readablePat(margin.worstCase)]),
    }),
    ...(await Promise.all(
      margins.map((margin) => chart(lossChart(margin, `Loss at settlement of ${nameOf(margin)}`))),
    )),
  ];
}

/** A market and its expiry in UTC, as far as dates reach. */
function nameOf({ market, expiry }: MarginLine): string {
  const time = expiry > 8.64e12 ? String(expiry) : `${new Date(expiry * 1_000).toISOString().slice(0, 16)}Z`;
  return `market ${market}, expiry ${time}`;
}

function exposureParts({ exposure }: RiskReport): readonly Html[] {
  if (exposure.length === 0) return [];
  return [
    heading('Exposure and limits'),
    table({
      columns: columns('node', 'gross, PAT', 'gross limit, PAT', 'net, PAT', 'net limit, PAT'),
      rows: exposure.map(({ level, key, gross, net, limit }) => [
        `${level} ${key}`,
        readablePat(gross),
        readablePat(limit.gross),
        readablePat(net),
        readablePat(limit.net),
      ]),
    }),
  ];
}
