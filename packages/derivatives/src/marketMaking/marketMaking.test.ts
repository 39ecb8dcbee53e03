import { type Bps, InvalidInputError, WAD, type Wad } from '@phasegate/pricing/units';
import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callOption } from '../instrument/callOption.ts';
import { black76Integer } from '../integer/black76Integer.ts';
import { StrikeTooFarError } from '../integer/errors.ts';
import { type LmsrState, lmsrPrices, lmsrTrade, lmsrWorstLoss } from './lmsr.ts';
import type { SeriesMarket } from './premiumPerLot.ts';
import { MAX_RFQ_LIFETIME, type RfqRequest, rfqQuote } from './rfqQuote.ts';

const NOW = 1_699_999_200;
const MONTH = 2_592_000;
const EXPIRY = NOW + MONTH;
/** Amounts of these tests, wei. */
const wad = (amount: bigint): Wad => amount as Wad;
const market: SeriesMarket = { forward: wad(100n * WAD), now: NOW };
const inTheModel = { forward: market.forward, timeToExpiry: BigInt(MONTH) };
const call = callOption({ market: 7, expiry: EXPIRY, strike: 100n * WAD, cap: 150n * WAD });
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

describe('rfqQuote', () => {
  const request: RfqRequest = {
    seriesId: 7n,
    series: call,
    market,
    volatility: WAD,
    halfSpread: wad(WAD / 20n),
    takerBuys: true,
    lots: 100n,
    minimumLots: 10n,
    taker: '0x00000000000000000000000000000000000000Aa',
    indexBandBps: 250 as Bps,
    lifetime: 30,
    nonce: 3n,
  };

  test('default: premium per lot, deadline and band', () => {
    const quote = rfqQuote(request);
    const model =
      black76Integer({ type: 'call', strike: 100n * WAD, volatility: WAD, rounding: 'up', ...inTheModel }) -
      black76Integer({ type: 'call', strike: 150n * WAD, volatility: WAD, rounding: 'down', ...inTheModel });
    expect(quote).toMatchObject({
      premiumPerLot: (model * 105n + 99n) / 100n,
      deadline: NOW + 30,
      indexLow: (975n * WAD) / 10n,
      indexHigh: (1025n * WAD) / 10n,
      lots: 100n,
      minimumLots: 10n,
      nonce: 3n,
    });
  });

  test('the bid is never above the ask, and neither exceeds what a lot can pay', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 400n }),
        fc.bigInt({ min: 0n, max: WAD }),
        fc.bigInt({ min: 0n, max: 10n * WAD }),
        (forward, halfSpread, volatility) => {
          const at = (takerBuys: boolean): bigint =>
            rfqQuote({
              ...request,
              takerBuys,
              halfSpread: wad(halfSpread),
              volatility: wad(volatility),
              market: { ...market, forward: wad(forward * WAD) },
            }).premiumPerLot;
          expect(at(false)).toBeLessThanOrEqual(at(true));
          expect(at(true)).toBeLessThanOrEqual(50n * WAD);
          expect(at(false)).toBeGreaterThanOrEqual(0n);
        },
      ),
      { numRuns: runs(100) },
    );
  });

  test('error: InvalidInputError, StrikeTooFarError', () => {
    for (const change of [
      { lots: 0n },
      { minimumLots: 101n },
      { lifetime: MAX_RFQ_LIFETIME + 1 },
      { lifetime: 0 },
      { indexBandBps: 10_001 as Bps },
      { taker: '0x12' as const },
      { market: { ...market, now: 1.5 } },
      { market: { ...market, now: EXPIRY + 1 } },
      { nonce: -1n },
    ]) {
      expect(() => rfqQuote({ ...request, ...change })).toThrow(InvalidInputError);
    }
    expect(() => rfqQuote({ ...request, market: { ...market, forward: wad(1n) } })).toThrow(
      StrikeTooFarError,
    );
  });
});
