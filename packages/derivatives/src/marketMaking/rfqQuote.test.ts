import { type Address, type Bps, InvalidInputError, WAD, type Wad } from '@phasegate/pricing/units';
import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { callOption } from '../instrument/callOption.ts';
import { indexSwap } from '../instrument/indexSwap.ts';
import { black76Integer } from '../integer/black76Integer.ts';
import { StrikeTooFarError } from '../integer/errors.ts';
import { ANY_INDEX, ANYONE, MAX_RFQ_LIFETIME } from '../quoteDesk/quote.ts';
import type { SeriesMarket } from './pricedSeries.ts';
import { type RfqRequest, rfqQuote } from './rfqQuote.ts';

const NOW = 1_699_999_200;
const MONTH = 2_592_000;
const EXPIRY = NOW + MONTH;
/** Amounts of these tests, wei. */
const wad = (amount: bigint): Wad => amount as Wad;
const market: SeriesMarket = { forward: wad(100n * WAD), now: NOW };
const inTheModel = { forward: market.forward, timeToExpiry: BigInt(MONTH) };
const call = callOption({ market: 7, expiry: EXPIRY, strike: 100n * WAD, cap: 150n * WAD });
const request = {
  maker: '0x00000000000000000000000000000000000000Bb',
  taker: '0x00000000000000000000000000000000000000Aa',
  seriesId: 7n,
  series: call,
  market,
  volatility: WAD,
  halfSpread: wad(WAD / 20n),
  takerBuys: true,
  lots: 100n,
  minimumLots: 10n,
  index: wad(98n * WAD),
  indexBandBps: 250 as Bps,
  lifetime: 30,
  nonce: 3n,
} satisfies RfqRequest;

test('default: premium per lot, deadline and band', () => {
  const model =
    black76Integer({ type: 'call', strike: 100n * WAD, volatility: WAD, rounding: 'up', ...inTheModel }) -
    black76Integer({ type: 'call', strike: 150n * WAD, volatility: WAD, rounding: 'down', ...inTheModel });
  expect(rfqQuote(request)).toEqual({
    maker: request.maker,
    taker: request.taker,
    seriesId: 7n,
    takerBuys: true,
    lots: 100n,
    minimumLots: 10n,
    premiumPerLot: (model * 105n + 99n) / 100n,
    deadline: NOW + 30,
    indexLow: (955n * WAD) / 10n,
    indexHigh: (1005n * WAD) / 10n,
    nonce: 3n,
  });
});

test('behavior: the band is rounded outward, a part of the larger forward of a swap, and may lie below zero', () => {
  const low = rfqQuote({ ...request, market: { ...market, forward: wad(100n * WAD + 1n) } });
  expect([low.indexLow, low.indexHigh]).toEqual([(955n * WAD) / 10n - 1n, (1005n * WAD) / 10n + 1n]);
  const swap = rfqQuote({
    ...request,
    series: indexSwap({ market: 7, againstMarket: 8, expiry: EXPIRY, spread: -100n * WAD, bound: 40n * WAD }),
    market: {
      ...market,
      against: { forward: wad(200n * WAD), volatility: WAD, correlation: wad(WAD / 2n) },
    },
    index: wad(-101n * WAD),
  });
  expect([swap.indexLow, swap.indexHigh]).toEqual([-106n * WAD, -96n * WAD]);
  expect(rfqQuote({ ...request, indexBandBps: 'any' })).toMatchObject(ANY_INDEX);
  expect(ANY_INDEX.indexHigh - ANY_INDEX.indexLow).toBe(2n ** 256n - 1n);
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
    { lots: 2n ** 64n },
    { minimumLots: 101n },
    { minimumLots: 0n },
    { lifetime: MAX_RFQ_LIFETIME + 1 },
    { lifetime: 0 },
    { indexBandBps: 10_001 as Bps },
    { indexBandBps: 'none' as 'any' },
    { index: 98 as unknown as Wad },
    { taker: '0x12' as const },
    { maker: `${ANYONE}0` as Address },
    { market: { ...market, now: 1.5 } },
    { market: { ...market, now: EXPIRY + 1 } },
    { seriesId: -1n },
    { nonce: -1n },
    { nonce: 2n ** 256n },
  ]) {
    expect(() => rfqQuote({ ...request, ...change }), Object.keys(change)[0]).toThrow(InvalidInputError);
  }
  expect(() => rfqQuote({ ...request, market: { ...market, forward: wad(1n) } })).toThrow(StrikeTooFarError);
});
