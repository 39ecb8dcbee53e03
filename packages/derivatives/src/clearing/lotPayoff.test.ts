import { type Bps, InvalidInputError, type Wad } from '@phasegate/pricing/units';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callOption } from '../instrument/callOption.ts';
import { collaredSynthetic } from '../instrument/collaredSynthetic.ts';
import { indexSwap } from '../instrument/indexSwap.ts';
import { putOption } from '../instrument/putOption.ts';
import type { Series } from '../instrument/series.ts';
import { accountRequirement } from './accountRequirement.ts';
import { lotPayoff, type SettlementPrices } from './lotPayoff.ts';
import { openingProduct } from './openingProduct.ts';
import { seriesOfWord, seriesWordOf } from './seriesWord.ts';

const SCOPE = { market: 7, expiry: 360_000 } as const;
const collar = collaredSynthetic({ ...SCOPE, price: 100n, floor: 80n, cap: 130n });
const call = callOption({ ...SCOPE, strike: 100n, cap: 150n });
const put = putOption({ ...SCOPE, strike: 90n });
const swap = indexSwap({ ...SCOPE, againstMarket: 8, spread: -5n, bound: 40n });
const ALL: readonly Series[] = [collar, call, put, swap];

function at(price: bigint, againstPrice: bigint | null = null): SettlementPrices {
  return { price: price as Wad, againstPrice: againstPrice as Wad | null };
}
function required(series: readonly Series[], lots: readonly bigint[], multiplier = 10_000): bigint {
  return accountRequirement({ series, marginMultiplierBps: multiplier as Bps }, new Map(lots.entries()));
}

describe('behavior: payoffs at and around every kink, wei per lot', () => {
  test.each<[string, Series, readonly (readonly [price: bigint, payoff: bigint])[]]>([
    [
      'collar',
      collar,
      [
        [0n, -20n],
        [79n, -20n],
        [80n, -20n],
        [81n, -19n],
        [100n, 0n],
        [129n, 29n],
        [130n, 30n],
        [131n, 30n],
      ],
    ],
    [
      'call',
      call,
      [
        [0n, 0n],
        [100n, 0n],
        [101n, 1n],
        [149n, 49n],
        [150n, 50n],
        [10n ** 30n, 50n],
      ],
    ],
    [
      'put',
      put,
      [
        [0n, 90n],
        [1n, 89n],
        [89n, 1n],
        [90n, 0n],
        [91n, 0n],
      ],
    ],
  ])('%s', (_, series, rows) => {
    for (const [price, payoff] of rows) expect(lotPayoff(series, at(price))).toBe(payoff);
  });

  test('index swap: S - A - spread within its bound', () => {
    const rows = [
      [0n, 0n, 5n],
      [100n, 65n, 40n],
      [100n, 66n, 39n],
      [100n, 64n, 40n],
      [60n, 105n, -40n],
      [60n, 104n, -39n],
      [60n, 200n, -40n],
    ] as const;
    for (const [price, againstPrice, payoff] of rows)
      expect(lotPayoff(swap, at(price, againstPrice))).toBe(payoff);
  });
});

describe('behavior: requirements', () => {
  test('of a single leg its worst payoff over all prices', () => {
    for (const series of [collar, call, put])
      for (const quantity of [-3n, 2n]) {
        let worst = 0n;
        for (let price = 0n; price <= 200n; price += 1n) {
          const loss = 0n - quantity * lotPayoff(series, at(price));
          if (loss > worst) worst = loss;
        }
        expect(required([series], [quantity])).toBe(worst);
      }
  });

  test('a call spread needs the distance of its strikes; two swaps never net', () => {
    const high = callOption({ ...SCOPE, strike: 120n, cap: 150n });
    expect(required([call, high], [-2n, 2n])).toBe(40n);
    const other = indexSwap({ ...SCOPE, againstMarket: 8, spread: 9n, bound: 10n });
    expect(required([swap, other], [2n, -2n])).toBe(100n);
  });

  test('the multiplier is on top, rounded up', () => {
    expect(required([put], [-3n], 11_000)).toBe(297n);
    expect(required([collar], [1n], 10_001)).toBe(21n);
  });
});

test('behavior: which product each side opens', () => {
  const products = (side: 'long' | 'short') => ALL.map((series) => openingProduct(series, side));
  expect(products('long')).toEqual(['synthetic', 'optionBuy', 'optionBuy', 'synthetic']);
  expect(products('short')).toEqual(['synthetic', 'optionWrite', 'optionWrite', 'synthetic']);
});

test('every series comes back from its word, whatever its amounts', () => {
  const amounts = fc.tuple(...Array.from({ length: 3 }, () => fc.bigInt(1n, 2n ** 80n - 1n)));
  fc.assert(
    fc.property(amounts, fc.bigInt(-(2n ** 79n), 2n ** 79n - 1n), (three, spread) => {
      const [low, middle, high] = three.toSorted((a, b) => (a < b ? -1 : 1)) as [bigint, bigint, bigint];
      for (const series of [
        callOption({ ...SCOPE, strike: low, cap: high }),
        putOption({ ...SCOPE, strike: low }),
        collaredSynthetic({ ...SCOPE, floor: low, price: middle, cap: high }),
        indexSwap({ ...SCOPE, againstMarket: 8, bound: low, spread }),
      ])
        expect(seriesOfWord(seriesWordOf(series))).toEqual(series);
    }),
  );
});

test('error: InvalidInputError for unknown series, a swap without its second price, lots of no series', () => {
  expect(() => lotPayoff({ kind: 'future' } as never, at(1n))).toThrow(InvalidInputError);
  expect(() => lotPayoff(swap, at(1n))).toThrow(InvalidInputError);
  for (const lots of [new Map([[4, 1n]]), new Map([[-1, 1n]]), new Map([[0, 1.5]])])
    expect(() =>
      accountRequirement({ series: ALL, marginMultiplierBps: 10_000 as Bps }, lots as never),
    ).toThrow(InvalidInputError);
});
