import type { Bps } from '@phasegate/pricing/units';
import { expect, test } from 'vitest';
import { riskParameters } from './riskParameters.ts';
import { type DayOfMarket, listingMargin, SpreadDesk } from './spreadDesk.ts';

const DAY = 86_400;
const base = 3_000 as Bps;
const calm: DayOfMarket = { dailyVolatility: 0, liquidity: 1_000, adverseImpactBps: 0, utilisation: 0 };
const desk = (): SpreadDesk => new SpreadDesk(riskParameters, 2, base);

test('default: without risk the margin is the broker’s own', () => {
  const { marginBps, widened } = desk().day(1, calm, base, DAY);
  // The quoted half-spread is a whole number of bps, rounded up.
  expect(marginBps).toBe(3_000);
  expect(widened.explanation.terms.map(({ name }) => name)).toEqual([
    'fee',
    'volatility',
    'illiquidity',
    'adverse',
    'exposure',
  ]);
});

test.each([
  ['volatility', { dailyVolatility: 0.1 }],
  ['illiquidity', { liquidity: 5 }],
  ['adverse', { adverseImpactBps: 100 }],
  ['exposure', { utilisation: 1 }],
] as const)('behavior: %s alone widens, and its term says so', (name, change) => {
  const spread = desk().day(1, { ...calm, ...change }, base, DAY);
  expect(spread.marginBps).toBeGreaterThan(3_000);
  const risen = spread.widened.explanation.terms.filter(({ bps }) => bps > 0).map((term) => term.name);
  expect(risen).toEqual(['fee', name]);
});

test('behavior: a margin jumps by what a day allows, day after day, and narrows with time', () => {
  const spreads = desk();
  const margin = (day: number, inputs: DayOfMarket): number =>
    spreads.day(1, inputs, base, day * DAY).marginBps;
  const wild: DayOfMarket = { ...calm, dailyVolatility: 0.4 };
  expect([1, 2, 3].map((day) => margin(day, wild))).toEqual([3_500, 4_000, 4_500]);
  const falling = [4, 5, 6, 7, 8, 9, 10, 11, 12].map((day) => margin(day, calm));
  expect(falling.toSorted((a, b) => b - a)).toEqual(falling);
  expect(falling[0]).toBeGreaterThan(falling.at(-1)!);
  expect(falling.at(-1)).toBeLessThan(3_050);
});

test('behavior: beyond the maximum a market is halted, and the other is not', () => {
  const spreads = desk();
  spreads.day(1, { ...calm, adverseImpactBps: 5_000 }, base, DAY);
  spreads.day(2, calm, base, DAY);
  expect([spreads.isHalted(1), spreads.isHalted(2)]).toEqual([true, false]);
  spreads.day(1, calm, base, 2 * DAY);
  expect(spreads.isHalted(1)).toBe(false);
});

test('behavior: a market stays within the band around the broker’s margin', () => {
  const spreads = desk();
  for (const day of [1, 2, 3, 4]) spreads.day(1, { ...calm, dailyVolatility: 0.9 }, base, day * DAY);
  expect(spreads.holdInBand(1, base, 1_000)).toBe(4_000);
  expect(spreads.holdInBand(1, 5_000 as Bps, 1_000)).toBe(4_000);
});

test('behavior: listings are stamped with the mean margin by volume, a day’s move at most', () => {
  const markets = [
    { marginBps: 3_000 as Bps, volume: 300n },
    { marginBps: 4_000 as Bps, volume: 100n },
  ];
  expect(listingMargin(markets, 3_100 as Bps, riskParameters)).toBe(3_250);
  expect(listingMargin(markets, 2_000 as Bps, riskParameters)).toBe(2_500);
  expect(listingMargin([{ marginBps: 4_000 as Bps, volume: 0n }], 3_100 as Bps, riskParameters)).toBe(3_100);
});
