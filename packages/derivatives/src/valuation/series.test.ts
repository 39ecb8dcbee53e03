import { InvalidInputError, WAD, type Wad } from '@phasegate/pricing/units';
import { CapBelowStrikeError, seriesPayoff } from '@phasegate/risk';
import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { black76 } from '../formula/black/black76.ts';
import { cappedCall } from '../formula/bounded/cappedCall.ts';
import { fairCollarPrice } from '../formula/bounded/collar.ts';
import { boundedSpread } from '../formula/spread/boundedSpread.ts';
import { callOption } from '../instrument/callOption.ts';
import { collaredSynthetic } from '../instrument/collaredSynthetic.ts';
import { indexSwap } from '../instrument/indexSwap.ts';
import { putOption } from '../instrument/putOption.ts';
import { callOptionValue } from './callOption.ts';
import { collaredSyntheticValue } from './collaredSynthetic.ts';
import { indexSwapValue } from './indexSwap.ts';
import type { InstrumentValue } from './instrumentValue.ts';
import type { IndexMarketState } from './marketState.ts';
import { putOptionValue } from './putOption.ts';
import { YEAR_SECONDS } from './years.ts';

const NOW = 1_700_000_000;
const EXPIRY = 1_707_886_800;
const YEARS = (EXPIRY - NOW) / YEAR_SECONDS;
const at = { market: 7, expiry: EXPIRY };
const call = callOption({ ...at, strike: 90n * WAD, cap: 130n * WAD });
const put = putOption({ ...at, strike: 105n * WAD });
const collar = collaredSynthetic({ ...at, price: 95n * WAD, floor: 80n * WAD, cap: 120n * WAD });
const swap = indexSwap({ ...at, againstMarket: 8, spread: -5n * WAD, bound: 40n * WAD });
const market: IndexMarketState = { now: NOW, forward: 100, volatility: 0.6, rate: 0.05 };
const both = { ...market, againstForward: 110, againstVolatility: 0.5, correlation: 0.4 };

/** Every series and its pricer, by the forward of its own market. */
const pricers = [
  ['call', (state: IndexMarketState) => callOptionValue(call, state)],
  ['put', (state: IndexMarketState) => putOptionValue(put, state)],
  ['collar', (state: IndexMarketState) => collaredSyntheticValue(collar, state)],
  ['swap', (state: IndexMarketState) => indexSwapValue(swap, { ...both, ...state })],
] as const;

const settlements = fc.bigInt({ min: 0n, max: 250n * WAD }).map((price) => price as Wad);

describe('series', () => {
  test('at expiry each is worth the payoff of its terms', () => {
    fc.assert(
      fc.property(settlements, settlements, (settlement, against) => {
        const state = { ...market, now: EXPIRY, forward: Number(settlement) / 1e18 };
        for (const [series, value] of [
          [call, callOptionValue(call, state)],
          [put, putOptionValue(put, state)],
          [collar, collaredSyntheticValue(collar, state)],
        ] as const)
          expect(value.value).toBeCloseTo(Number(seriesPayoff(series, settlement)) / 1e18, 11);
        const swapped = indexSwapValue(swap, { ...both, ...state, againstForward: Number(against) / 1e18 });
        expect(swapped.value).toBeCloseTo(
          Number(seriesPayoff(swap, (settlement - against) as Wad)) / 1e18,
          9,
        );
      }),
      { numRuns: runs(100) },
    );
  });

  test('default: each is the formula beneath, in PAT and years', () => {
    const state = { ...market, timeToExpiry: YEARS };
    expect(callOptionValue(call, market)).toMatchObject({
      value: cappedCall({ ...state, strike: 90, cap: 130 }).price,
      vega: cappedCall({ ...state, strike: 90, cap: 130 }).vega,
    });
    const { price, ...greeks } = black76({ ...state, type: 'put', strike: 105 });
    expect(putOptionValue(put, market)).toMatchObject({
      value: price,
      delta: greeks.delta,
      theta: greeks.theta,
    });
    const spread = boundedSpread({ ...both, timeToExpiry: YEARS, spread: -5, bound: 40 });
    expect(indexSwapValue(swap, both)).toMatchObject({
      value: spread.price,
      againstDelta: spread.againstDelta,
    });
  });

  test.each(pricers)('every Greek of a %s is the slope that differences of its value show', (_, price) => {
    const greeks = price(market);
    const slope = (
      path: 'forward' | 'volatility' | 'rate',
      step: number,
      of: keyof InstrumentValue = 'value',
    ): number =>
      (price({ ...market, [path]: market[path] + step })[of] -
        price({ ...market, [path]: market[path] - step })[of]) /
      (2 * step);
    expect(greeks.delta).toBeCloseTo(slope('forward', 0.05), 5);
    expect(greeks.gamma).toBeCloseTo(slope('forward', 0.05, 'delta'), 5);
    expect(greeks.vega).toBeCloseTo(slope('volatility', 1e-4), 4);
    expect(greeks.rho).toBeCloseTo(slope('rate', 1e-4), 4);
    const hour = 3_600;
    const later = price({ ...market, now: NOW + hour }).value - price({ ...market, now: NOW - hour }).value;
    expect(greeks.theta).toBeCloseTo((later / (2 * hour)) * YEAR_SECONDS, 3);
  });

  test('behavior: at its fair price a collar is worth nothing, whatever the market', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 20, max: 300, noNaN: true }),
        fc.double({ min: 0, max: 2, noNaN: true }),
        fc.double({ min: -0.05, max: 0.2, noNaN: true }),
        (forward, volatility, rate) => {
          const state = { ...market, forward, volatility, rate };
          const fair = fairCollarPrice({ ...state, timeToExpiry: YEARS, floor: 80, cap: 120 });
          const price = BigInt(Math.round(fair * 1e9)) * 10n ** 9n;
          expect(collaredSyntheticValue({ ...collar, price }, state).value).toBeCloseTo(0, 8);
        },
      ),
      { numRuns: runs(100) },
    );
  });

  test('behavior: what one long lot is worth lies between what its two sides must post', () => {
    const discount = Math.exp(-0.05 * YEARS);
    for (const forward of [1, 60, 100, 140, 400]) {
      const { value } = collaredSyntheticValue(collar, { ...market, forward });
      expect(value).toBeGreaterThanOrEqual(-15 * discount - 1e-12);
      expect(value).toBeLessThanOrEqual(25 * discount + 1e-12);
    }
  });

  test('behavior: a series of no width is worth nothing', () => {
    expect(callOptionValue({ ...call, cap: call.strike }, market).value).toBe(0);
    expect(collaredSyntheticValue({ ...collar, price: 80n * WAD, cap: 80n * WAD }, market).value).toBe(0);
  });

  test.each(pricers)(
    'error: InvalidInputError for a %s after expiry and for malformed markets',
    (_, price) => {
      for (const change of [
        { now: EXPIRY + 1 },
        { now: 0.5 },
        { forward: -1 },
        { volatility: Number.NaN },
        { rate: undefined as unknown as number },
      ])
        expect(() => price({ ...market, ...change })).toThrow(InvalidInputError);
    },
  );

  test('error: CapBelowStrikeError', () => {
    expect(() => callOptionValue({ ...call, cap: 1n }, market)).toThrow(CapBelowStrikeError);
    expect(() => collaredSyntheticValue({ ...collar, cap: 1n }, market)).toThrow(CapBelowStrikeError);
  });
});
