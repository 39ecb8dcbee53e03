import { type Bps, parseWad } from '@phasegate/pricing/units';
import { expect, test } from 'vitest';
import { openSpotMarket, reduceSpotMarket } from './index.ts';

const address = (digit: string): string => `0x${digit.repeat(40)}`;
const opened = openSpotMarket({
  marketplace: address('1'),
  brokerWallet: address('2'),
  brokerMarginBps: 3_000 as Bps,
  maxBackdateSeconds: 86_400,
  minIndexAsk: parseWad('0.01'),
  minIndexMarginBps: 100,
  at: 0,
});
const terms = {
  segmentType: 'PURCHASE_INTENT',
  windowSeconds: 604_800,
  confidenceLowBps: 7_000,
  confidenceHighBps: 8_500,
  referenceAsk: parseWad('100'),
  bandBps: 1_000,
  dailyMoveBps: 500,
};

test('error: InvalidInputError for a field that the terms of a market do not have', () => {
  const open = (typo: object): unknown =>
    reduceSpotMarket(opened, { type: 'addMarket', at: 0, terms: { ...terms, ...typo } });
  expect(() => open({ settlementPeriodHours: 24 })).not.toThrow();
  expect(() => open({ settlementPeriodHour: 24 })).toThrow(
    expect.objectContaining({ name: 'InvalidInputError', path: 'terms.settlementPeriodHour', observed: 24 }),
  );
});
