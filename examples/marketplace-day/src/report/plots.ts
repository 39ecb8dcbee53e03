import { type Chart, COLOURS } from '@phasegate/report';
import type { RunParameters } from '../market/parameters.ts';
import { marketName } from '../market/parameters.ts';
import type { RunResult } from '../run.ts';
import { toNumber, tradingFigures } from './summary.ts';

/** What is drawn of a run. */
export function plots(result: RunResult, parameters: RunParameters): Chart[] {
  return [
    volumePlot(result),
    indexPlot(result, parameters),
    decayPlot(result),
    factorPlot(result),
    calibrationPlot(result),
  ];
}

function volumePlot({ log }: RunResult): Chart {
  const weeks = Map.groupBy(log.purchases, ({ at }) => Math.floor(at / 604_800));
  const values = [...weeks].flatMap(([week, purchases]) => {
    const date = new Date(week * 604_800_000).toISOString();
    const figures = tradingFigures(purchases);
    return [
      { date, part: 'to providers', pat: Number(figures.providerPayoutPat) },
      { date, part: 'to the broker', pat: Number(figures.brokerRevenuePat) },
    ];
  });
  return {
    title: 'Volume by week',
    caption:
      'Each bar is what consumers paid in a week; its two parts are what providers (the bids) and the broker (the spread) received.',
    spec: {
      data: { values },
      mark: { type: 'bar', width: 5 },
      encoding: {
        x: { field: 'date', type: 'temporal', title: null },
        y: { field: 'pat', type: 'quantitative', title: 'PAT' },
        color: { field: 'part', type: 'nominal', title: null },
      },
    },
  };
}

function indexPlot({ log }: RunResult, parameters: RunParameters): Chart {
  const values = parameters.markets.flatMap(({ terms }, i) => {
    const weeks = Map.groupBy(
      log.purchases.filter(({ market }) => market === i + 1),
      ({ at }) => Math.floor(at / 604_800),
    );
    return [...weeks].map(([week, purchases]) => ({
      date: new Date(week * 604_800_000).toISOString(),
      market: marketName(terms).replace('PURCHASE_INTENT | ', ''),
      vwap: Number(tradingFigures(purchases).vwapPat),
    }));
  });
  return {
    title: 'Index price by market',
    caption:
      'Weekly VWAP of a fresh unit at confidence 1.0. Decay does not show in it: what moves it is demand, scarcity and margin. Weak bands stand highest, because a part of every ask does not depend on confidence, by which the index divides.',
    spec: {
      data: { values },
      mark: { type: 'line', point: { size: 14 } },
      encoding: {
        x: { field: 'date', type: 'temporal', title: null },
        y: { field: 'vwap', type: 'quantitative', title: 'PAT per unit', scale: { type: 'log' } },
        color: { field: 'market', type: 'nominal', title: 'window, band' },
      },
    },
  };
}

function decayPlot({ log }: RunResult): Chart {
  const stride = Math.max(1, Math.floor(log.purchases.length / 1_500));
  const values = log.purchases
    .filter((_, i) => i % stride === 0)
    .map(({ ageShare, freshness, market }) => ({
      age: ageShare,
      freshness: toNumber(freshness),
      curve: market <= 5 ? '7D, exponential' : '2D, half-life',
    }));
  return {
    title: 'Decay: what a segment is still worth when it is bought',
    caption:
      'Each point is a purchase: how much of its window had passed, and the share of the fresh ask that was paid.',
    spec: {
      data: { values },
      mark: { type: 'point', size: 12, opacity: 0.5 },
      encoding: {
        x: { field: 'age', type: 'quantitative', title: 'age / window', axis: { format: '%' } },
        y: { field: 'freshness', type: 'quantitative', title: 'freshness', scale: { domain: [0, 1] } },
        color: { field: 'curve', type: 'nominal', title: null },
      },
    },
  };
}

function factorPlot({ log }: RunResult): Chart {
  const days = Map.groupBy(log.listings, ({ at }) => Math.floor(at / 86_400));
  const values = [...days].flatMap(([day, listings]) => {
    const mean = (of: 'demand' | 'scarcity'): number =>
      listings.reduce((sum, listing) => sum + toNumber(listing[of]), 0) / listings.length;
    const date = new Date(day * 86_400_000).toISOString();
    return [
      { date, factor: 'demand', value: mean('demand') },
      { date, factor: 'scarcity', value: mean('scarcity') },
    ];
  });
  return {
    title: 'Demand and scarcity',
    caption: 'Daily mean over listings. Above 1 they raise the ask, below 1 they lower it; both are clamped.',
    spec: {
      data: { values },
      mark: { type: 'line' },
      encoding: {
        x: { field: 'date', type: 'temporal', title: null },
        y: { field: 'value', type: 'quantitative', title: 'factor', scale: { zero: false } },
        color: { field: 'factor', type: 'nominal', title: null },
      },
    },
  };
}

function calibrationPlot({ log }: RunResult): Chart {
  const deciles = Map.groupBy(log.listings, ({ confidenceBps }) =>
    Math.min(9, Math.floor(confidenceBps / 1_000)),
  );
  const values = [...deciles.values()].map((listings) => ({
    confidence:
      listings.reduce((sum, { confidenceBps }) => sum + confidenceBps, 0) / listings.length / 10_000,
    share: listings.filter(({ revenue }) => revenue).length / listings.length,
    sessions: listings.length,
  }));
  return {
    title: 'How good the confidences were',
    caption:
      'Sessions by confidence against the share that ended in a purchase, which no price was made from. On the diagonal confidence is probability.',
    spec: {
      layer: [
        {
          data: {
            values: [
              { x: 0, y: 0 },
              { x: 1, y: 1 },
            ],
          },
          mark: { type: 'line', strokeDash: [4, 4], color: COLOURS.quiet },
          encoding: { x: { field: 'x', type: 'quantitative' }, y: { field: 'y', type: 'quantitative' } },
        },
        {
          data: { values },
          mark: { type: 'point', filled: true, color: COLOURS.plain },
          encoding: {
            x: { field: 'confidence', type: 'quantitative', title: 'confidence', axis: { format: '%' } },
            y: { field: 'share', type: 'quantitative', title: 'ended in a purchase', axis: { format: '%' } },
            size: { field: 'sessions', type: 'quantitative', title: 'sessions' },
          },
        },
      ],
    },
  };
}
