import { InvalidInputError } from '@phasegate/pricing/units';
import { expect, test } from 'vitest';
import type { SeriesLeg } from '../series/seriesTerms.ts';
import { accountMargin } from './accountMargin.ts';
import { liquidityTierMultiplier } from './liquidityTier.ts';

test('behavior: an account adds its series, each multiplied by its tier and rounded up', () => {
  const legs: SeriesLeg[] = [{ kind: 'put', strike: 101n, quantity: -1n }];
  const margin = accountMargin([
    { market: 1, expiry: 3600, weekVolume: 0n, legs },
    { market: 1, expiry: 7200, weekVolume: 10_000n * 10n ** 18n, legs },
    { market: 2, expiry: 3600, weekVolume: 100_000n * 10n ** 18n, legs },
  ]);
  expect(margin.series.map((s) => s.required)).toEqual([127n, 112n, 101n]);
  expect(margin.total).toBe(340n);
});

test('error: InvalidInputError when a market and expiry is split, and for broken tiers', () => {
  const p = { market: 1, expiry: 3600, weekVolume: 0n, legs: [] };
  expect(() => accountMargin([p, p])).toThrow(InvalidInputError);
  expect(() => accountMargin([{ ...p, expiry: 1.5 }])).toThrow(InvalidInputError);
  expect(() => liquidityTierMultiplier(-1n)).toThrow(InvalidInputError);
  expect(() => liquidityTierMultiplier(1n, [])).toThrow(InvalidInputError);
  expect(() => liquidityTierMultiplier(1n, [{ minimumVolume: 5n, multiplierBps: 10_000 }])).toThrow(
    InvalidInputError,
  );
  expect(() =>
    liquidityTierMultiplier(1n, [
      { minimumVolume: 5n, multiplierBps: 12_000 },
      { minimumVolume: 0n, multiplierBps: 11_000 },
    ]),
  ).toThrow(InvalidInputError);
});

test('behavior: tiers at their exact steps', () => {
  const pat = 10n ** 18n;
  expect(liquidityTierMultiplier(100_000n * pat)).toBe(10_000);
  expect(liquidityTierMultiplier(100_000n * pat - 1n)).toBe(11_000);
  expect(liquidityTierMultiplier(10_000n * pat)).toBe(11_000);
  expect(liquidityTierMultiplier(10_000n * pat - 1n)).toBe(12_500);
  expect(liquidityTierMultiplier(0n)).toBe(12_500);
});
