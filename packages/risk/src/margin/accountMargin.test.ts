import { type Bps, InvalidInputError, parseWad, type Wad } from '@phasegate/pricing/units';
import { expect, test } from 'vitest';
import type { SeriesLeg } from '../series/seriesTerms.ts';
import { accountMargin } from './accountMargin.ts';
import { liquidityTierMultiplier } from './liquidityTier.ts';

const wad = (amount: bigint): Wad => amount as Wad;

test('behavior: an account adds its series, each multiplied by its tier and rounded up', () => {
  const legs: SeriesLeg[] = [{ kind: 'put', strike: 101n, quantity: -1n }];
  const margin = accountMargin([
    { market: 1, expiry: 3600, weekVolume: wad(0n), legs },
    { market: 1, expiry: 7200, weekVolume: parseWad('10000'), legs },
    { market: 2, expiry: 3600, weekVolume: parseWad('100000'), legs },
  ]);
  expect(margin.series.map((s) => s.required)).toEqual([127n, 112n, 101n]);
  expect(margin.total).toBe(340n);
});

test('error: InvalidInputError when a market and expiry is split, and for broken tiers', () => {
  const p = { market: 1, expiry: 3600, weekVolume: wad(0n), legs: [] };
  expect(() => accountMargin([p, p])).toThrow(InvalidInputError);
  expect(() => accountMargin([{ ...p, expiry: 1.5 }])).toThrow(InvalidInputError);
  expect(() => liquidityTierMultiplier(wad(-1n))).toThrow(InvalidInputError);
  expect(() => liquidityTierMultiplier(wad(1n), [])).toThrow(InvalidInputError);
  expect(() =>
    liquidityTierMultiplier(wad(1n), [{ minimumVolume: wad(5n), multiplierBps: 10_000 as Bps }]),
  ).toThrow(InvalidInputError);
  expect(() =>
    liquidityTierMultiplier(wad(1n), [
      { minimumVolume: wad(5n), multiplierBps: 12_000 as Bps },
      { minimumVolume: wad(0n), multiplierBps: 11_000 as Bps },
    ]),
  ).toThrow(InvalidInputError);
});

test('behavior: tiers at their exact steps', () => {
  const pat = 10n ** 18n;
  expect(liquidityTierMultiplier(wad(100_000n * pat))).toBe(10_000);
  expect(liquidityTierMultiplier(wad(100_000n * pat - 1n))).toBe(11_000);
  expect(liquidityTierMultiplier(wad(10_000n * pat))).toBe(11_000);
  expect(liquidityTierMultiplier(wad(10_000n * pat - 1n))).toBe(12_500);
  expect(liquidityTierMultiplier(wad(0n))).toBe(12_500);
});
