import { parse, View } from 'vega';
import { compile } from 'vega-lite';
import type { RunParameters } from '../market/parameters.ts';
import type { RunResult } from '../run.ts';
import { type Plot, plots } from './plots.ts';
import type { Summary } from './summary.ts';

/** The run as one HTML file that needs nothing else: plots are inline SVG, no script, no font, no request. */
export async function htmlReport(
  summary: Summary,
  result: RunResult,
  parameters: RunParameters,
): Promise<string> {
  const figures = await Promise.all(plots(result, parameters).map(figure));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Phasegate: a year of the marketplace</title>
<style>
body { font: 15px/1.5 system-ui, sans-serif; color: #1c2430; max-width: 860px; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin-top: 2.2rem }
table { border-collapse: collapse; width: 100% } th, td { padding: .25rem .5rem; border-bottom: 1px solid #e6e9ef }
th { text-align: left; font-weight: 600 } td.n, th.n { text-align: right; font-variant-numeric: tabular-nums }
.verdict { padding: .7rem 1rem; border-radius: 6px; background: ${summary.mismatches === 0 ? '#e5f4ea' : '#fbe4e4'} }
figure { margin: 0 } figcaption { color: #556; font-size: .9rem } svg { max-width: 100%; height: auto }
</style>
</head>
<body>
<h1>A year of the marketplace</h1>
<p>${escape(sourceText(summary))} Arrival times are synthetic: seeded (${summary.feed.seed}) and spread over each session's month.</p>
<p class="verdict"><strong>Reconciliation: ${summary.mismatches} mismatches in ${summary.valuesCompared.toLocaleString('en')} values.</strong>
Every price, split, balance, access right and index bucket was computed again from feed, parameters and clock, and compared with the chain to the wei.</p>
${mismatchList(result)}
<h2>The figures</h2>
${totals(summary)}
<h2>Markets</h2>
${markets(summary)}
${figures.join('\n')}
<h2>What happened</h2>
<ul>${result.log.occurrences.map(({ at, text }) => `<li>${new Date(at * 1000).toISOString().slice(0, 10)}: ${escape(text)}</li>`).join('')}</ul>
<h2>Transactions and gas</h2>
${gas(result)}
</body>
</html>
`;
}

async function figure({ title, caption, spec }: Plot): Promise<string> {
  const view = new View(parse(compile(spec).spec), { renderer: 'none' });
  const svg = await view.toSVG();
  return `<h2>${escape(title)}</h2><figure>${svg}<figcaption>${escape(caption)}</figcaption></figure>`;
}

function totals(summary: Summary): string {
  const { busiestDay: day } = summary;
  const row = (name: string, whole: string | number, best: string | number): string =>
    `<tr><td>${name}</td><td class="n">${whole}</td><td class="n">${best}</td></tr>`;
  return `<table><tr><th></th><th class="n">whole run</th><th class="n">busiest day, ${day.date}</th></tr>
${row('segments registered', summary.segmentsRegistered, '')}
${row('purchases', summary.purchases, day.purchases)}
${row('volume, PAT', round(summary.volumePat), round(day.volumePat))}
${row('broker revenue, PAT', round(summary.brokerRevenuePat), round(day.brokerRevenuePat))}
${row('provider payout, PAT', round(summary.providerPayoutPat), round(day.providerPayoutPat))}
${row('average ASK, PAT', round(summary.averageAskPat), round(day.averageAskPat))}
${row('average BID, PAT', round(summary.averageBidPat), round(day.averageBidPat))}
${row('VWAP of a fresh unit, PAT', round(summary.vwapPat), round(day.vwapPat))}
</table>`;
}

function markets({ markets: rows }: Summary): string {
  const body = rows.map(
    (row) =>
      `<tr><td>${escape(row.name)}</td><td class="n">${row.listed}</td><td class="n">${row.purchases}</td><td class="n">${round(row.volumePat)}</td><td class="n">${round(row.averageAskPat)}</td><td class="n">${round(row.averageBidPat)}</td><td class="n">${round(row.vwapPat)}</td></tr>`,
  );
  return `<table><tr><th>market</th><th class="n">listed</th><th class="n">sold</th><th class="n">volume</th><th class="n">ASK</th><th class="n">BID</th><th class="n">VWAP</th></tr>${body.join('')}</table>`;
}

function gas({ usage }: RunResult): string {
  const body = [...usage].map(
    ([kind, { transactions, gas: used }]) =>
      `<tr><td>${kind}</td><td class="n">${transactions}</td><td class="n">${Math.round(used / transactions).toLocaleString('en')}</td></tr>`,
  );
  return `<table><tr><th>kind</th><th class="n">transactions</th><th class="n">gas each</th></tr>${body.join('')}</table>`;
}

function mismatchList({ mismatches }: RunResult): string {
  if (mismatches.length === 0) return '';
  const items = mismatches
    .slice(0, 50)
    .map(
      ({ item, chain, expected }) =>
        `<li>${escape(item)}: chain ${escape(chain)}, expected ${escape(expected)}</li>`,
    );
  return `<ul>${items.join('')}</ul>`;
}

export function sourceText({ feed }: Pick<Summary, 'feed'>): string {
  const malformed = feed.malformedRows === 0 ? '' : `, ${feed.malformedRows} malformed rows passed over`;
  return feed.path === undefined
    ? `A generated feed of ${feed.rows} sessions (seed ${feed.seed})${malformed}.`
    : `${feed.rows} sessions of ${feed.path}${malformed}.`;
}

export function round(pat: string): string {
  return Number(pat).toLocaleString('en', { maximumFractionDigits: 2 });
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
