import type { Bps, Wad } from '@phasegate/pricing/units';
import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type SettlementRules, windowPrice } from './windowPrice.ts';

const ONE = 10n ** 22n;
const PAT = 10n ** 18n;
const rules: SettlementRules = { bandBps: 1_000 as Bps, minVolume: 0n as Wad };
/** An hour in which so many fresh units were traded at so many PAT. */
const hour = (units: bigint, pat: bigint) => ({ sumAsk: units * pat * PAT, sumWeight: units * ONE });

test('default: the volume-weighted price of a window in which no hour outweighs the others', () => {
  expect(windowPrice([hour(10n, 100n), hour(10n, 110n), hour(20n, 120n), hour(5n, 90n)], 4, rules)).toBe(
    ((10n * 100n + 10n * 110n + 20n * 120n + 5n * 90n) * PAT) / 45n,
  );
});

test('behavior: an hour weighs at most 2/N, however much is traded in it', () => {
  // 1 and 1,000,000 units: each counts for one half of N = 4.
  expect(windowPrice([hour(1n, 100n), hour(1_000_000n, 200n)], 4, rules)).toBe(150n * PAT);
  // Of N = 8 it counts for a quarter: 3 of 12.
  expect(windowPrice([hour(3n, 100n), hour(3n, 100n), hour(3n, 100n), hour(900n, 200n)], 8, rules)).toBe(
    125n * PAT,
  );
});

test.each<[string, Parameters<typeof windowPrice>[0], number, bigint]>([
  ['no trade', [], 4, 0n],
  ['less than half of the hours', [hour(1n, 100n)], 4, 0n],
  ['two hours of five', [hour(1n, 100n), hour(1n, 100n)], 5, 0n],
  ['less than the volume', [hour(1n, 100n), hour(1n, 100n)], 4, 201n * PAT],
  [
    'hours without weight',
    [
      { sumAsk: PAT, sumWeight: 0n },
      { sumAsk: PAT, sumWeight: 0n },
    ],
    4,
    0n,
  ],
  ['weight in one hour alone', [hour(5n, 100n), { sumAsk: PAT, sumWeight: 0n }], 4, 0n],
])('behavior: thin is %s', (_, buckets, hours, minVolume) => {
  expect(windowPrice(buckets, hours, { ...rules, minVolume: minVolume as Wad })).toBeUndefined();
});

test('behavior: exactly half of the hours and exactly the volume are enough', () => {
  const volume = { ...rules, minVolume: (200n * PAT) as Wad };
  expect(windowPrice([hour(1n, 100n), hour(1n, 100n)], 4, volume)).toBe(100n * PAT);
});

test('whatever is traded, no hour moves the price by more than its 2/N allows, and the price lies among the hours’', () => {
  let priced = 0;
  let bounded = 0;
  fc.assert(
    fc.property(
      fc.array(
        fc.record({ units: fc.bigInt({ min: 1n, max: 10n ** 6n }), pat: fc.bigInt({ min: 1n, max: 500n }) }),
        {
          minLength: 2,
          maxLength: 12,
        },
      ),
      fc.nat(11),
      fc.bigInt({ min: 1n, max: 500n }),
      (list, at, lie) => {
        const hours = Math.min(list.length * 2, 12);
        const buckets = list.map(({ units, pat }) => hour(units, pat));
        const price = windowPrice(buckets, hours, rules);
        if (price === undefined) return;
        priced += 1;
        const prices = list.map(({ pat }) => pat * PAT);
        const [low, high] = [
          prices.reduce((a, b) => (a < b ? a : b)),
          prices.reduce((a, b) => (a > b ? a : b)),
        ];
        expect(price >= low - 1n - low / 10n ** 15n && price <= high).toBe(true);
        // One hour tells another price: the weights stay, so the price moves by at most 2/N of the difference.
        const k = at % list.length;
        const changed = buckets.map((bucket, i) => (i === k ? hour(list[k]!.units, lie) : bucket));
        const moved = windowPrice(changed, hours, rules)!;
        const by = moved > price ? moved - price : price - moved;
        const difference = lie > list[k]!.pat ? lie - list[k]!.pat : list[k]!.pat - lie;
        expect(by * BigInt(hours) <= 2n * difference * PAT + BigInt(hours) * (1n + difference * 1_000n)).toBe(
          true,
        );
        bounded += 1;
      },
    ),
    { numRuns: runs(400) },
  );
  expect(priced).toBeGreaterThan(runs(400) / 2);
  expect(bounded).toBe(priced);
});
