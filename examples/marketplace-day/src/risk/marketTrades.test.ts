import { parseWad, WAD } from '@phasegate/pricing/units';
import { expect, test } from 'vitest';
import { MarketTrades } from './marketTrades.ts';

const DAY = 86_400;
const options = { lambda: 0.94, averageDays: 30, leastTrades: 3 };
const trade = (at: number, ask: string, payout: string, freshness = WAD) => ({
  at,
  ask: parseWad(ask),
  payout: parseWad(payout),
  freshness,
});

test('default: volatility of daily mids, moves after trades, mean volume', () => {
  const trades = new MarketTrades(options);
  trades.add(trade(10, '110', '90'));
  expect(trades.closeDay(DAY)).toEqual({
    dailyVolatility: undefined,
    adverseImpactBps: 0,
    averageDailyVolume: parseWad('110'),
  });
  trades.add(trade(DAY + 10, '121', '99'));
  const figures = trades.closeDay(2 * DAY);
  expect(figures.dailyVolatility).toBeCloseTo(Math.log(1.1), 14);
  expect(figures.averageDailyVolume).toBe(parseWad('115.5'));
});

test('behavior: neither decay nor the margin reads as volatility', () => {
  const trades = new MarketTrades(options);
  trades.add(trade(10, '110', '90'));
  trades.closeDay(DAY);
  trades.add(trade(DAY + 10, '60', '40', parseWad('0.5')));
  expect(trades.closeDay(2 * DAY).dailyVolatility).toBe(0);
});

test('behavior: a day without a trade is silent, and few trades are no evidence of adverse moves', () => {
  const trades = new MarketTrades(options);
  const day = (n: number, price: string, count: number) => {
    for (let i = 0; i < count; i++) trades.add(trade((n - 1) * DAY + i, price, price));
    return trades.closeDay(n * DAY);
  };
  expect(day(1, '100', 2).adverseImpactBps).toBe(0);
  expect(day(2, '101', 1).adverseImpactBps).toBe(0);
  // Two trades before a rise of 1 %, one before a rise of 2 %.
  expect(day(3, '103.02', 1).adverseImpactBps).toBeCloseTo((100 + 100 + 200) / 3, 9);
  expect(day(4, '100', 0).dailyVolatility).toBeUndefined();
});
