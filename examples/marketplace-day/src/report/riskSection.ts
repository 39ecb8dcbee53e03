import {
  type Chart,
  type Column,
  type Html,
  list,
  paragraph,
  readableNumber,
  table,
} from '@phasegate/report';
import type { SpreadTerm } from '@phasegate/risk';
import { explainSpread } from '@phasegate/risk';
import { marketName, type RunParameters } from '../market/parameters.ts';
import type { SpreadOfDay } from '../risk/spreadDesk.ts';
import type { RunResult } from '../run.ts';
import { amount } from './amount.ts';
import type { RiskFigures } from './riskFigures.ts';

const TERMS: readonly SpreadTerm['name'][] = [
  'fee',
  'volatility',
  'illiquidity',
  'adverse',
  'exposure',
  'stress',
];
/** Widenings told term by term: the largest. */
const TOLD = 12;

/** When and why spreads widened, and which limits bound. */
export function riskSection(
  risk: RiskFigures,
  { log }: RunResult,
  parameters: RunParameters,
): readonly Html[] {
  return [
    paragraph(
      `Every day each market's spread was set anew from its own trades: volatility of fresh-equivalent mids, depth on offer, moves after trades, use of its limit. It widened on ${readableNumber(risk.widenedMarketDays)} of ${readableNumber(risk.marketDays)} days of markets. The margin of new listings moved ${readableNumber(risk.brokerMarginMoves)} times, ${readableNumber(risk.segmentsRepriced)} open segments were repriced on chain, and ${readableNumber(risk.haltedListings)} listings were held back because a spread was beyond its maximum.`,
    ),
    ...widenings(log.spreads, parameters),
    paragraph(
      `Limits refused ${readableNumber(risk.refusedSales)} sales and ${readableNumber(risk.refusedListings)} listings; a refused trade never reaches the chain.`,
    ),
    ...refusals(risk),
    limitTerms(risk),
  ];
}

/** The margins that the spreads became, by market. */
export function marginPlot({ log }: RunResult, parameters: RunParameters): Chart {
  const values = log.spreads
    .filter((_, i) => Math.floor(i / parameters.markets.length) % 3 === 0)
    .map(({ at, market, marginBps }) => ({
      date: new Date(at * 1_000).toISOString(),
      market: shortName(parameters, market),
      margin: marginBps / 10_000,
    }));
  return {
    title: 'Broker margin by market',
    caption:
      "The widened half-spread as a share of the ask, every third day. It jumps when a market turns volatile or thin and comes down over days; the broker's own margin is the floor.",
    spec: {
      data: { values },
      mark: { type: 'line' },
      encoding: {
        x: { field: 'date', type: 'temporal', title: null },
        y: {
          field: 'margin',
          type: 'quantitative',
          title: 'margin',
          axis: { format: '%' },
          scale: { zero: false },
        },
        color: { field: 'market', type: 'nominal', title: 'window, band' },
      },
    },
  };
}

const columns = (names: readonly string[], ...figures: readonly string[]): readonly Column[] => [
  ...names.map((title) => ({ title })),
  ...figures.map((title) => ({ title, isFigure: true })),
];

function widenings(spreads: readonly SpreadOfDay[], parameters: RunParameters): readonly Html[] {
  const rise = ({ marginBps, before }: SpreadOfDay): number => marginBps - before;
  const told = spreads
    // Before a market's first two trades only the priors speak, and speak alike.
    .filter((spread) => rise(spread) > 0 && spread.widened.state.volatility !== undefined)
    .toSorted((a, b) => rise(b) - rise(a) || a.at - b.at || a.market - b.market)
    .slice(0, TOLD)
    .toSorted((a, b) => a.at - b.at || a.market - b.market);
  if (told.length === 0) return [];
  return [
    table({
      columns: columns(['day', 'market'], 'margin, %', ...TERMS.map((term) => `${term}, bps`)),
      rows: told.map(({ at, market, before, marginBps, widened }) => [
        day(at),
        shortName(parameters, market),
        `${(before / 100).toFixed(1)} to ${(marginBps / 100).toFixed(1)}`,
        ...TERMS.map((name) =>
          (widened.explanation.terms.find((term) => term.name === name)?.bps ?? 0).toFixed(0),
        ),
      ]),
    }),
    list(
      told
        .slice(0, 3)
        .map(
          ({ at, market, widened }) =>
            `${day(at)}, ${shortName(parameters, market)}: ${explainSpread(widened)}`,
        ),
    ),
  ];
}

function refusals({ refused }: RiskFigures): readonly Html[] {
  if (refused.length === 0) return [];
  return [
    table({
      columns: columns(['refused', 'by the limit of the'], 'times', 'PAT'),
      rows: refused.map(({ kind, level, count, pat }) => [kind, level, readableNumber(count), amount(pat)]),
    }),
  ];
}

function limitTerms(risk: RiskFigures): Html {
  return table({
    columns: columns(["what set a market's limit on sales"], 'days of markets'),
    rows: Object.entries(risk.limitTerms).map(([term, days]) => [term, readableNumber(days)]),
  });
}

function shortName({ markets }: RunParameters, market: number): string {
  return marketName(markets[market - 1]!.terms).replace('PURCHASE_INTENT | ', '');
}

function day(unixSeconds: number): string {
  return new Date(unixSeconds * 1_000).toISOString().slice(0, 10);
}
