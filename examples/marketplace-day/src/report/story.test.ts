import { expect, test } from 'vitest';
import { story } from './story.ts';
import type { Summary } from './summary.ts';

const figures = {
  purchases: 3,
  volumePat: '100',
  brokerRevenuePat: '31.005',
  providerPayoutPat: '68.995',
  averageAskPat: '33.333333333333333333',
  averageBidPat: '22.998333333333333333',
  vwapPat: '50',
};
const summary: Summary = {
  ...figures,
  feed: { path: undefined, seed: 1, rows: 1_234, malformedRows: 0 },
  segmentsRegistered: 1_234,
  skippedOrders: 0,
  risk: {
    widenedMarketDays: 1_400,
    marketDays: 3_650,
    haltedListings: 0,
    brokerMarginMoves: 3,
    segmentsRepriced: 5,
    refusedSales: 12,
    refusedListings: 4,
    refused: [],
    limitTerms: {},
  },
  withdrawnPat: '60.995',
  owedToProvidersPat: '8',
  busiestDay: { ...figures, purchases: 2, volumePat: '80', date: '2026-03-04' },
  markets: [{ ...figures, market: 1, name: 'PURCHASE_INTENT | 7D | 0.85-1.00', listed: 4, volumePat: '90' }],
  factors: {} as Summary['factors'],
  confidence: { areaUnderCurve: null, brierScore: 0 },
  transactions: 9,
  gasUsed: 9,
  valuesCompared: 12_345,
  mismatches: 0,
  seconds: 1,
};
const period = { startsAt: 1_772_323_200, endsAt: 1_775_001_600 };

test('default: what happened and who earned what', () => {
  expect(story(summary, period)).toBe(
    'From 2026-03-01 to 2026-04-01, 1,234 segments of purchase intent were listed and consumers bought access 3 times. ' +
      'They paid 100.00 PAT: 69.00 PAT (69 %) were earned by the people whose data it is, 31.01 PAT (31 %) by the broker. ' +
      'Access cost 33.33 PAT on average, of which the provider got 23.00. ' +
      'The market that earned most was PURCHASE_INTENT | 7D | 0.85-1.00 with 90.00 PAT, ' +
      'the busiest day 2026-03-04 with 2 purchases for 80.00 PAT. ' +
      'Providers have withdrawn 61.00 PAT; 8.00 PAT are still theirs to collect. ' +
      'Risk widened spreads on 1,400 days of markets; its limits refused 12 sales and 4 listings. ' +
      'The chain and the rules agree on every one of 12,345 values.',
  );
});

test('behavior: nothing owed and something wrong are said as such', () => {
  const text = story({ ...summary, owedToProvidersPat: '0', mismatches: 2 }, period);
  expect(text).toContain('Providers have withdrawn everything they earned.');
  expect(text).toContain('The chain and the rules disagree on 2 of 12,345 values.');
});
