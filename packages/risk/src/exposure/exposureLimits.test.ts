import { type Bps, InvalidInputError, WAD, type Wad } from '@phasegate/pricing/units';
import { expect, test } from 'vitest';
import { corruptionCap } from './corruptionCap.ts';
import { exposureNotional } from './exposureNotional.ts';
import { announceChange, ChangeTooLargeError } from './limitChange.ts';
import { marketLimit } from './marketLimit.ts';
import { participantLimit } from './participantLimit.ts';

const wad = (amount: bigint): Wad => amount as Wad;

test('default: cost-of-corruption cap, 0.5 x 0.3 x 1000 x 0.8 / 0.2', () => {
  expect(
    corruptionCap({ minimumMarginBps: 3_000 as Bps, minimumWindowVolume: 1_000n, bandBps: 2_000 as Bps }),
  ).toBe(600n);
});

test.each([
  [0, undefined, 0n],
  [3_000, undefined, 0n],
  [3_000, 0, 0n],
  [3_000, 10_000, 0n],
  [0, 2_000, 0n],
  [3_000, 1, 1_499_850n],
  [5_000, 3_333, 500n],
  [1, 9_999, 0n],
])('behavior: cap with margin %d bps and band %s bps', (margin, band, expected) => {
  const input = { minimumMarginBps: margin as Bps, bandBps: band as Bps | undefined };
  expect(corruptionCap({ ...input, minimumWindowVolume: 1_000n })).toBe(expected);
});

test('behavior: at the cap, washing costs at least twice what the open interest can win, for every band', () => {
  for (let band = 1; band <= 10_000; band += 37) {
    const volume = 123_457n;
    const input = { minimumMarginBps: 1_700 as Bps, bandBps: band as Bps };
    const cap = corruptionCap({ ...input, minimumWindowVolume: volume });
    const k = BigInt(band);
    // cost: margin x volume x (1 - k); gain: open interest x k. Both over 10^8.
    expect(2n * cap * k * 10_000n <= 1_700n * volume * (10_000n - k)).toBe(true);
    expect(2n * (cap + 1n) * k * 10_000n > 1_700n * volume * (10_000n - k)).toBe(true);
  }
});

test('behavior: every term of a market limit can bind', () => {
  const wide = {
    staticLimit: wad(1_000_000n),
    windowSupply: wad(1_000_000n),
    averageDailyVolume: wad(1_000_000n),
    depthAtTwoPercent: wad(1_000_000n),
    corruptionCap: wad(1_000_000n),
  };
  expect(marketLimit(wide)).toEqual({ limit: 250_000n, binding: 'windowSupply' });
  expect(marketLimit({ ...wide, staticLimit: wad(7n) })).toEqual({ limit: 7n, binding: 'staticLimit' });
  expect(marketLimit({ ...wide, averageDailyVolume: wad(7n) })).toEqual({
    limit: 3n,
    binding: 'averageDailyVolume',
  });
  expect(marketLimit({ ...wide, depthAtTwoPercent: wad(7n) })).toEqual({
    limit: 70n,
    binding: 'depthAtTwoPercent',
  });
  expect(marketLimit({ ...wide, corruptionCap: wad(0n) })).toEqual({ limit: 0n, binding: 'corruptionCap' });
});

test('behavior: participant limits by class, with the floor of small markets under the market limit', () => {
  const input = {
    participantClass: 'institution',
    openInterest: wad(999n),
    floor: wad(10n),
    marketLimit: wad(500n),
  } as const;
  expect(participantLimit(input)).toBe(99n);
  expect(participantLimit({ ...input, participantClass: 'retail' })).toBe(24n);
  expect(participantLimit({ ...input, openInterest: wad(0n) })).toBe(10n);
  expect(participantLimit({ ...input, openInterest: wad(0n), marketLimit: wad(3n) })).toBe(3n);
});

test('behavior: notional is delta-weighted and rounded up', () => {
  expect(exposureNotional({ quantity: 3n, price: wad(100n) })).toBe(300n);
  expect(exposureNotional({ quantity: 1n, price: wad(1n), delta: wad(1n) })).toBe(1n);
  expect(exposureNotional({ quantity: 3n, price: wad(101n), delta: wad(-(10n ** 18n) / 2n) })).toBe(152n);
});

test('behavior: announced changes at the exact edge of the policy', () => {
  const policy = { maxChangeBps: 2_500 as Bps, minimumStep: wad(5n), minimumDelaySeconds: 60 };
  expect(announceChange({ current: wad(1_001n), proposed: wad(1_251n), now: 10, policy })).toEqual({
    effectiveAt: 70,
  });
  expect(() => announceChange({ current: wad(1_001n), proposed: wad(1_252n), now: 10, policy })).toThrow(
    ChangeTooLargeError,
  );
  expect(() => announceChange({ current: wad(1_001n), proposed: wad(750n), now: 10, policy })).toThrow(
    ChangeTooLargeError,
  );
  expect(announceChange({ current: wad(0n), proposed: wad(5n), now: 0, policy })).toEqual({
    effectiveAt: 60,
  });
  expect(() => announceChange({ current: wad(0n), proposed: wad(6n), now: 0, policy })).toThrow(
    ChangeTooLargeError,
  );
});

test('error: InvalidInputError', () => {
  const cap = { minimumMarginBps: 3_000 as Bps, minimumWindowVolume: 1n, bandBps: 100 as Bps };
  const refusedCaps = [
    { minimumMarginBps: 5_001 },
    { minimumMarginBps: 0.5 },
    { minimumWindowVolume: -1n },
    { bandBps: -1 },
    { bandBps: Number.NaN },
  ] as Partial<typeof cap>[];
  for (const bad of refusedCaps) {
    expect(() => corruptionCap({ ...cap, ...bad })).toThrow(InvalidInputError);
  }
  const trade = { quantity: 1n, price: wad(1n) };
  const refusedTrades = [
    { quantity: 0n },
    { price: -1n },
    { delta: 0n },
    { delta: WAD + 1n },
    { price: 1 as unknown as bigint },
  ] as Partial<Parameters<typeof exposureNotional>[0]>[];
  for (const bad of refusedTrades) {
    expect(() => exposureNotional({ ...trade, ...bad })).toThrow(InvalidInputError);
  }
  expect(() => marketLimit({} as Parameters<typeof marketLimit>[0])).toThrow(InvalidInputError);
  expect(() =>
    participantLimit({
      participantClass: 'broker' as 'retail',
      openInterest: wad(1n),
      floor: wad(1n),
      marketLimit: wad(1n),
    }),
  ).toThrow(InvalidInputError);
  expect(() =>
    announceChange({
      current: wad(1n),
      proposed: wad(1n),
      now: -1,
      policy: { maxChangeBps: 1 as Bps, minimumStep: wad(0n), minimumDelaySeconds: 0 },
    }),
  ).toThrow(InvalidInputError);
});
