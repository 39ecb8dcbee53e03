import { escapeHtml } from './escapeHtml.ts';
import { barPlot, histogram, lossPlot, readable, readablePat } from './plots.ts';
import type { RiskReport } from './riskReport.ts';

const STYLE = `
body{font:15px/1.5 system-ui,sans-serif;color:#1c2430;max-width:720px;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2.2rem}
table{border-collapse:collapse;width:100%}th,td{padding:.3rem .6rem;border-bottom:1px solid #d8dee6;text-align:right}
th:first-child,td:first-child{text-align:left}
svg{width:100%;height:auto;font-size:12px}svg text{fill:#3a4656}
.gain{fill:#2f7d5b}.loss{fill:#b3423a}.bin{fill:#8aa4c2}.axis{stroke:#6b7787}.mark{stroke:#b3423a;stroke-width:2}
.line{fill:none;stroke:#b3423a;stroke-width:2}.note{color:#5a6675}`;

/**
 * A risk report as one self-contained HTML page: no scripts, no links, plots as inline SVG, every text escaped.
 * Amounts in PAT, losses positive except where a column says profit.
 *
 * @param report from `riskReport`
 * @example see the package README: "A report"
 */
export function riskReportHtml(report: RiskReport): string {
  const title = escapeHtml(report.title);
  const level = `${Number((report.alpha * 100).toFixed(4))} %`;
  const body = [
    `<h1>${title}</h1>`,
    `<p>Book of <b>${escapeHtml(report.participant)}</b>, ${report.pnl.length} historical scenarios.</p>`,
    '<h2>Value at risk</h2>',
    table(
      ['', 'PAT'],
      [
        [`Value at risk, ${level}`, readable(report.valueAtRisk)],
        [`Expected shortfall, ${level}`, readable(report.expectedShortfall)],
      ],
    ),
    histogram('Profit in each scenario, PAT', report.pnl, [
      { name: `ES ${readable(report.expectedShortfall)}`, at: -report.expectedShortfall },
      { name: `VaR ${readable(report.valueAtRisk)}`, at: -report.valueAtRisk },
    ]),
    '<p class="note">Profit in each historical scenario; the lines are the losses above.</p>',
    '<h2>Where the shortfall comes from</h2>',
    barPlot(
      'Expected shortfall by market, PAT',
      report.contributions.map(({ market, component }) => ({
        name: market,
        value: component,
        shown: readable(component),
      })),
      (component) => component > 0,
    ),
    '<p class="note">Parts of the expected shortfall in PAT; they add up to it. Negative parts hedge.</p>',
    '<h2>Stress</h2>',
    barPlot(
      'Profit in each stress scenario, PAT',
      report.stress.map(({ name, profit }) => ({
        name,
        value: Number(profit) / 1e18,
        shown: readablePat(profit),
      })),
      (profit) => profit < 0,
    ),
    table(
      ['Scenario', 'Profit', 'Uncovered'],
      report.stress.map(({ name, description, profit, shortfall }) => [
        `${name}: ${description}`,
        readablePat(profit),
        readablePat(shortfall),
      ]),
    ),
    ...marginSection(report),
    ...exposureSection(report),
  ];
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>` +
    `<meta name="viewport" content="width=device-width"><style>${STYLE}</style></head>` +
    `<body>${body.join('\n')}</body></html>`
  );
}

function marginSection({ margins }: RiskReport): readonly string[] {
  if (margins.length === 0) return [];
  return [
    '<h2>Worst-case margin</h2>',
    ...margins.map(({ market, expiry, worstCase, profile }) => {
      const name = `${market}, expiry ${utc(expiry)}`;
      return (
        `<p><b>${escapeHtml(name)}</b>: ${readablePat(worstCase)} PAT</p>` +
        lossPlot(`Loss at settlement of ${name}, PAT`, profile)
      );
    }),
    '<p class="note">Loss against settlement price; the highest point is the margin.</p>',
  ];
}

/** Unix seconds as a UTC time, as far as dates reach. */
function utc(seconds: number): string {
  return seconds > 8.64e12 ? String(seconds) : `${new Date(seconds * 1_000).toISOString().slice(0, 16)}Z`;
}

function exposureSection({ exposure }: RiskReport): readonly string[] {
  if (exposure.length === 0) return [];
  return [
    '<h2>Exposure and limits</h2>',
    table(
      ['Node', 'Gross', 'Gross limit', 'Net', 'Net limit'],
      exposure.map(({ level, key, gross, net, limit }) => [
        `${level} ${key}`,
        readablePat(gross),
        readablePat(limit.gross),
        readablePat(net),
        readablePat(limit.net),
      ]),
    ),
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return `<table>${tableRow(head, 'th')}${rows.map((row) => tableRow(row, 'td')).join('')}</table>`;
}

function tableRow(cells: readonly string[], tag: 'th' | 'td'): string {
  return `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`;
}
