import { InvalidInputError } from '@phasegate/pricing/units';
import { exactDecimal } from '@phasegate/risk/reference';
import { runs } from '@phasegate/testing';
import type { Decimal } from 'decimal.js';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LmsrState, lmsrPrices, lmsrTrade, lmsrWorstLoss } from './lmsr.ts';

const ACCURACY = 1e-14;

/** `b ln sum exp((q_i + t_i)/b)` less the same without t, in 60 digits. */
function exactCost(quantities: readonly number[], liquidity: number, trade: readonly number[]): Decimal {
  const b = exactDecimal(liquidity);
  const cost = (moved: boolean): Decimal =>
    quantities
      .reduce(
        (sum, q, i) =>
          sum.plus(
            exactDecimal(q)
              .plus(moved ? exactDecimal(trade[i]!) : 0)
              .div(b)
              .exp(),
          ),
        exactDecimal(0),
      )
      .ln()
      .times(b);
  return cost(true).minus(cost(false));
}

const sizes = fc
  .tuple(fc.double({ min: -12, max: 3, noNaN: true }), fc.boolean())
  .map(([power, negative]) => (negative ? -1 : 1) * 10 ** power);

test('behavior: a trade that undoes an imbalance costs what theory says, and a round trip earns nothing', () => {
  expect(lmsrTrade({ quantities: [0, 37], liquidity: 1 }, [74, 0]).cost).toBe(37);
  expect(lmsrTrade({ quantities: [0, 37], liquidity: 1 }, [37, 0]).cost).toBeCloseTo(Math.LN2, 15);
  expect(lmsrTrade({ quantities: [0, 1e5], liquidity: 1 }, [2e5, 0]).cost).toBe(1e5);
});

test('the cost is within 1e-14 of the trade at every imbalance', () => {
  const met = { small: 0, large: 0, imbalanced: 0, crossing: 0 };
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 6 }).chain((n) =>
        fc.record({
          quantities: fc.array(fc.double({ min: -1_000, max: 1_000, noNaN: true }), {
            minLength: n,
            maxLength: n,
          }),
          trade: fc.array(sizes, { minLength: n, maxLength: n }),
          liquidity: fc.double({ min: 0.01, max: 100, noNaN: true }),
        }),
      ),
      ({ quantities, trade, liquidity }) => {
        const scaled = quantities.map((q) => q * liquidity);
        const traded = trade.map((t) => t * liquidity);
        const expected = exactCost(scaled, liquidity, traded);
        const { cost, after } = lmsrTrade({ quantities: scaled, liquidity }, traded);
        const size = Math.max(...traded.map(Math.abs));
        expect(expected.minus(cost).abs().toNumber()).toBeLessThanOrEqual(ACCURACY * size);
        const top = (values: readonly number[]): number => values.indexOf(Math.max(...values));
        if (Math.max(...traded) - Math.min(...traded) <= liquidity) met.small += 1;
        else met.large += 1;
        if (Math.max(...scaled) - Math.min(...scaled) > 700 * liquidity) met.imbalanced += 1;
        if (top(scaled) !== top(after.quantities)) met.crossing += 1;
      },
    ),
    { numRuns: runs(500) },
  );
  for (const [what, times] of Object.entries(met)) expect(times, what).toBeGreaterThanOrEqual(10);
});

test('behavior: a thousand outcomes keep every digit', () => {
  const quantities = Array.from({ length: 1_000 }, (_, i) => Math.sin(i) * 5);
  for (const size of [1e-9, 1, 40]) {
    const trade = quantities.map((_, i) => (i % 7 === 0 ? size : 0));
    const { cost } = lmsrTrade({ quantities, liquidity: 1 }, trade);
    expect(exactCost(quantities, 1, trade).minus(cost).abs().toNumber()).toBeLessThan(ACCURACY * size);
  }
});

test('behavior: whatever is traded, however lopsided, the maker loses at most b ln n and rounding of what was traded', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(sizes, sizes, sizes), { minLength: 1, maxLength: 40 }), (trades) => {
      let state = { quantities: [0, 0, 0] as readonly number[], liquidity: 1 };
      let [revenue, volume] = [0, 0];
      for (const trade of trades) {
        const { cost, after } = lmsrTrade(state, trade);
        revenue += cost;
        volume += Math.max(...trade.map(Math.abs));
        state = after;
      }
      const owed = Math.max(...state.quantities);
      expect(owed - revenue).toBeLessThanOrEqual(
        lmsrWorstLoss({ outcomes: 3, liquidity: 1 }) + 3 * ACCURACY * volume,
      );
    }),
    { numRuns: runs(200) },
  );
});

test('error: InvalidInputError for a trade that leads beyond float64', () => {
  const state = { quantities: [1.7e308, 0], liquidity: 1 };
  expect(() => lmsrTrade(state, [1e308, 0])).toThrow(InvalidInputError);
});

describe('lmsr', () => {
  const state: LmsrState = { quantities: [0, 0, 0], liquidity: 50 };
  const trades = fc.array(
    fc.array(fc.double({ min: -200, max: 200, noNaN: true }), { minLength: 3, maxLength: 3 }),
    { maxLength: 20 },
  );

  test('default: ten claims of two even outcomes', () => {
    const { cost, after } = lmsrTrade({ quantities: [0, 0], liquidity: 100 }, [10, 0]);
    expect(cost).toBeCloseTo(100 * Math.log((Math.exp(0.1) + 1) / 2), 12);
    expect(after.quantities).toEqual([10, 0]);
    expect(lmsrPrices(after)[0]).toBeCloseTo(1 / (1 + Math.exp(-0.1)), 15);
  });

  test('whatever is traded, the loss at any outcome is at most b ln n', () => {
    fc.assert(
      fc.property(trades, (sequence) => {
        let current = state;
        let revenue = 0;
        for (const trade of sequence) {
          const { cost, after } = lmsrTrade(current, trade);
          revenue += cost;
          current = after;
        }
        const worst = lmsrWorstLoss({ outcomes: 3, liquidity: 50 });
        for (const owed of current.quantities) expect(owed - revenue).toBeLessThanOrEqual(worst + 1e-9);
      }),
      { numRuns: runs(200) },
    );
  });

  test('prices are positive and add up to one, and splitting a trade changes nothing', () => {
    fc.assert(
      fc.property(trades, fc.double({ min: 0, max: 1, noNaN: true }), (sequence, part) => {
        for (const trade of sequence) {
          const first = lmsrTrade(
            state,
            trade.map((t) => t * part),
          );
          const second = lmsrTrade(
            first.after,
            trade.map((t) => t * (1 - part)),
          );
          expect(first.cost + second.cost).toBeCloseTo(lmsrTrade(state, trade).cost, 9);
          const prices = lmsrPrices(second.after);
          expect(prices.reduce((sum, price) => sum + price, 0)).toBeCloseTo(1, 14);
          expect(Math.min(...prices)).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: runs(50) },
    );
  });

  test('behavior: a tiny trade costs its price, a huge one its own size, without overflow', () => {
    expect(lmsrTrade(state, [1e-12, 0, 0]).cost / 1e-12).toBeCloseTo(1 / 3, 12);
    expect(lmsrTrade(state, [1e9, 0, 0]).cost).toBeCloseTo(
      1e9 - lmsrWorstLoss({ outcomes: 3, liquidity: 50 }),
      5,
    );
    expect(lmsrTrade(state, [5, 5, 5]).cost).toBe(5);
  });

  test('error: InvalidInputError', () => {
    expect(() => lmsrPrices({ quantities: [1], liquidity: 1 })).toThrow(InvalidInputError);
    expect(() => lmsrPrices({ quantities: [1, Number.NaN], liquidity: 1 })).toThrow(InvalidInputError);
    expect(() => lmsrPrices({ quantities: [1, 1], liquidity: 0 })).toThrow(InvalidInputError);
    expect(() => lmsrTrade(state, [1])).toThrow(InvalidInputError);
    expect(() => lmsrWorstLoss({ outcomes: 1, liquidity: 1 })).toThrow(InvalidInputError);
  });
});
