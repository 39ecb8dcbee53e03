import { type Bps, InvalidInputError, WAD, type Wad } from '@phasegate/pricing/units';
import { seriesPayoff } from '@phasegate/risk';
import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CallOption, callOption } from '../instrument/callOption.ts';
import { type PutOption, putOption } from '../instrument/putOption.ts';
import { black76Integer } from '../integer/black76Integer.ts';
import { StrikeTooFarError } from '../integer/errors.ts';
import { ObligationExceededError, UtilisationCapError } from './errors.ts';
import { type LmsrState, lmsrPrices, lmsrTrade, lmsrWorstLoss } from './lmsr.ts';
import type { SeriesMarket } from './premiumPerLot.ts';
import { MAX_RFQ_LIFETIME, type RfqRequest, rfqQuote } from './rfqQuote.ts';
import { type VaultState, vaultAfterSettlement, vaultQuote } from './vaultQuote.ts';

const NOW = 1_699_999_200;
const MONTH = 2_592_000;
const EXPIRY = NOW + MONTH;
/** Amounts of these tests, wei. */
const wad = (amount: bigint): Wad => amount as Wad;
const parameters = {
  baseVolatility: wad(WAD / 2n),
  fullVolatility: wad(2n * WAD),
  maxUtilisationBps: 9_000 as Bps,
  halfSpread: wad(WAD / 50n),
};
const market: SeriesMarket = { forward: wad(100n * WAD), now: NOW };
const inTheModel = { forward: market.forward, timeToExpiry: BigInt(MONTH) };
type Option = CallOption | PutOption;
const call = callOption({ market: 7, expiry: EXPIRY, strike: 100n * WAD, cap: 150n * WAD });
const put = putOption({ market: 7, expiry: EXPIRY, strike: 90n * WAD });
const vault: VaultState = { assets: wad(10_000n * WAD), obligations: wad(0n) };

/** Buys puts from an otherwise empty vault of 10,000 PAT. */
const buy = (lots: bigint): unknown =>
  vaultQuote({ vault, series: put, market, takerBuys: true, lots, parameters });
/** Premium of five puts when so many are open already. */
const premiumWith = (open: bigint): bigint =>
  vaultQuote({
    vault: { ...vault, obligations: wad(open * 90n * WAD) },
    series: put,
    market,
    takerBuys: true,
    lots: 5n,
    parameters,
  }).premium;

describe('vaultQuote', () => {
  test('default: premium is the model at the mean volatility of the trade plus half-spread, rounded up', () => {
    const quote = vaultQuote({ vault, series: put, market, takerBuys: true, lots: 10n, parameters });
    // From 0 to 900/10000 of utilisation: 4.5 % on average, of 150 points of volatility.
    expect(quote.volatility).toBe(WAD / 2n + (45n * 3n * WAD) / 2000n);
    const model = black76Integer({
      type: 'put',
      strike: put.strike,
      volatility: quote.volatility,
      rounding: 'up',
      ...inTheModel,
    });
    expect(quote.premiumPerLot).toBe((model * 102n + 99n) / 100n);
    expect(quote.premium).toBe(10n * quote.premiumPerLot);
    expect(quote.after).toEqual({ assets: vault.assets + quote.premium, obligations: 900n * WAD });
  });

  test('behavior: the utilisation cap holds to the lot, and the refusal names the size that passes', () => {
    expect(() => buy(100n)).not.toThrow();
    try {
      buy(101n);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(UtilisationCapError);
      expect((error as UtilisationCapError).largestLots).toBe(100n);
    }
  });

  test('the premium rises with utilisation', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 80n }), fc.bigInt({ min: 1n, max: 10n }), (used, more) => {
        expect(premiumWith(used + more)).toBeGreaterThanOrEqual(premiumWith(used));
      }),
      { numRuns: runs(50) },
    );
  });

  test('behavior: a capped call deep in the money has negative vega and is sold at the base volatility', () => {
    const inTheMoney = { ...market, forward: wad(122n * WAD) };
    const full = { assets: wad(10_000n * WAD), obligations: wad(8_000n * WAD) };
    const at = (state: VaultState): bigint =>
      vaultQuote({ vault: state, series: call, market: inTheMoney, takerBuys: true, lots: 1n, parameters })
        .premium;
    expect(at(full)).toBe(at({ assets: wad(10n ** 9n * WAD), obligations: wad(0n) }));
  });

  test('buying and selling back never earns anything', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(call, put),
        fc.bigInt({ min: 1n, max: 60n }),
        fc.bigInt({ min: 60n, max: 160n }),
        (series, lots, forward) => {
          const now = { ...market, forward: wad(forward * WAD) };
          const bought = vaultQuote({
            vault,
            series,
            market: now,
            takerBuys: true,
            lots,
            parameters: { ...parameters, halfSpread: wad(0n) },
          });
          const sold = vaultQuote({
            vault: bought.after,
            series,
            market: now,
            takerBuys: false,
            lots,
            parameters: { ...parameters, halfSpread: wad(0n) },
          });
          expect(sold.premium).toBeLessThanOrEqual(bought.premium);
          expect(sold.after.obligations).toBe(0n);
        },
      ),
      { numRuns: runs(60) },
    );
  });

  test('whatever is traded and however it settles, the vault holds what it owes and pays what it must', () => {
    const step = fc.record({
      series: fc.constantFrom(call, put),
      lots: fc.bigInt({ min: 1n, max: 40n }),
      forward: fc.bigInt({ min: 1n, max: 400n }),
      sells: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 15 }),
        fc.bigInt({ min: 0n, max: 500n }),
        (steps, settlement) => {
          let state = vault;
          const open = new Map<Option, bigint>();
          for (const { series, lots, forward, sells } of steps) {
            const held = open.get(series) ?? 0n;
            const takerBuys = !sells || held < lots;
            try {
              const quote = vaultQuote({
                vault: state,
                series,
                market: { ...market, forward: wad(forward * WAD) },
                takerBuys,
                lots,
                parameters,
              });
              state = quote.after;
              open.set(series, takerBuys ? held + lots : held - lots);
            } catch (error) {
              expect(error).toBeInstanceOf(UtilisationCapError);
            }
            expect(state.obligations).toBeLessThanOrEqual(state.assets);
          }
          for (const [series, lots] of open) {
            const worst = series.kind === 'put' ? series.strike : series.cap - series.strike;
            state = vaultAfterSettlement(state, {
              released: wad(lots * worst),
              paid: wad(lots * seriesPayoff(series, wad(settlement * WAD))),
            });
            expect(state.obligations).toBeLessThanOrEqual(state.assets);
          }
          expect(state.obligations).toBe(0n);
          expect(state.assets).toBeGreaterThanOrEqual(0n);
        },
      ),
      { numRuns: runs(60) },
    );
  });

  test('error: ObligationExceededError, InvalidInputError', () => {
    const sell = {
      vault: { assets: wad(WAD), obligations: wad(0n) },
      series: put,
      market,
      takerBuys: false,
      lots: 1n,
      parameters,
    };
    expect(() => vaultQuote(sell)).toThrow(ObligationExceededError);
    expect(() => vaultQuote({ ...sell, vault: { assets: wad(1n), obligations: wad(2n) } })).toThrow(
      ObligationExceededError,
    );
    expect(() =>
      vaultAfterSettlement({ assets: wad(5n), obligations: wad(3n) }, { released: wad(3n), paid: wad(4n) }),
    ).toThrow(ObligationExceededError);
    expect(() =>
      vaultAfterSettlement({ assets: wad(5n), obligations: wad(3n) }, { released: wad(4n), paid: wad(0n) }),
    ).toThrow(ObligationExceededError);
    const buy = { ...sell, vault, takerBuys: true };
    for (const change of [
      { lots: 0n },
      { lots: 1 as unknown as bigint },
      { takerBuys: 'no' as unknown as boolean },
      { series: { ...call, cap: 1n } },
      { series: { ...put, kind: 'swap' } as unknown as Option },
      { parameters: { ...parameters, maxUtilisationBps: 10_001 as Bps } },
      { parameters: { ...parameters, fullVolatility: wad(1n) } },
      { parameters: { ...parameters, halfSpread: wad(WAD + 1n) } },
      { parameters: { ...parameters, baseVolatility: wad(0n) } },
    ]) {
      expect(() => vaultQuote({ ...buy, ...change })).toThrow(InvalidInputError);
    }
  });
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
