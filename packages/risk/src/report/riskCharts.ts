import { type Chart, COLOURS, readableNumber } from '@phasegate/report';
import type { MarginLine, RiskReport } from './riskReport.ts';

/** Profits over the scenarios, with value at risk and expected shortfall marked. */
export function profitChart({ pnl, valueAtRisk, expectedShortfall }: RiskReport): Chart {
  const marks = [
    { name: `VaR ${readableNumber(valueAtRisk)}`, at: -valueAtRisk },
    { name: `ES ${readableNumber(expectedShortfall)}`, at: -expectedShortfall },
  ];
  return {
    title: 'Profit in each scenario',
    caption: 'How many historical scenarios gave which profit, PAT; the lines are the losses above.',
    spec: {
      layer: [
        {
          data: { values: pnl.map((profit) => ({ profit })) },
          mark: { type: 'bar', color: COLOURS.quiet },
          encoding: {
            x: { field: 'profit', type: 'quantitative', bin: { maxbins: 40 }, title: 'PAT' },
            y: { aggregate: 'count', title: 'scenarios' },
          },
        },
        {
          data: { values: marks },
          mark: { type: 'rule', strokeWidth: 2 },
          encoding: {
            x: { field: 'at', type: 'quantitative' },
            color: {
              field: 'name',
              type: 'nominal',
              title: null,
              sort: null,
              scale: { range: [COLOURS.plain, COLOURS.loss] },
            },
          },
        },
      ],
    },
  };
}

/** Expected shortfall by market. */
export function contributionChart({ contributions }: RiskReport): Chart {
  return {
    title: 'Where the shortfall comes from',
    caption: 'Parts of the expected shortfall, PAT; they add up to it. Negative parts hedge.',
    spec: barSpec(
      contributions.map(({ market, component }) => ({ name: `market ${market}`, value: component })),
      'datum.value > 0',
    ),
  };
}

/** Profit in each stress scenario. */
export function stressChart({ stress }: RiskReport): Chart {
  return {
    title: 'Stress',
    caption: 'Profit in each stress scenario, PAT.',
    spec: barSpec(
      stress.map(({ name, profit }) => ({ name, value: Number(profit) / 1e18 })),
      'datum.value < 0',
    ),
  };
}

/** Loss of one market and expiry against the settlement price, drawn on past its last kink. */
export function lossChart({ profile }: MarginLine, title: string): Chart {
  const points = profile.map(({ settlementPrice, loss }) => ({
    price: Number(settlementPrice) / 1e18,
    loss: Number(loss) / 1e18,
  }));
  const last = points.at(-1)!;
  return {
    title,
    caption: 'Loss against settlement price, PAT; the highest point is the margin.',
    spec: {
      data: { values: [...points, { price: last.price > 0 ? last.price * 1.15 : 1, loss: last.loss }] },
      mark: { type: 'line', color: COLOURS.loss },
      encoding: {
        x: { field: 'price', type: 'quantitative', title: 'settlement price, PAT a lot' },
        y: { field: 'loss', type: 'quantitative', title: 'loss, PAT' },
      },
    },
  };
}

/** A bar for each name in the given order; those that `isLoss`, an expression over `datum.value`, says are painted as losses. */
function barSpec(values: readonly { name: string; value: number }[], isLoss: string): Chart['spec'] {
  return {
    height: 60 + 26 * values.length,
    data: { values: [...values] },
    mark: 'bar',
    encoding: {
      x: { field: 'value', type: 'quantitative', title: 'PAT' },
      y: { field: 'name', type: 'nominal', title: null, sort: null },
      color: { condition: { test: isLoss, value: COLOURS.loss }, value: COLOURS.gain },
    },
  };
}
