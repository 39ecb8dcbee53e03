import { InvalidInputError, WAD, type Wad } from '@phasegate/pricing/units';
import { CapBelowStrikeError, lotRequirement } from '@phasegate/risk';
import { D60 } from '@phasegate/risk/reference';
import { runs } from '@phasegate/testing';
import type { Decimal } from 'decimal.js';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { cappedCall } from '../formula/bounded/cappedCall.ts';
import { callOption } from '../instrument/callOption.ts';
import { collaredSynthetic } from '../instrument/collaredSynthetic.ts';
import { indexSwap } from '../instrument/indexSwap.ts';
import { putOption } from '../instrument/putOption.ts';
import { exactCall } from '../integer/exactCall.testing.ts';
import { type PremiumInput, premiumPerLot } from './premiumPerLot.ts';
import type { PricedSeries, SwapMarket } from './pricedSeries.ts';

const NOW = 1_699_999_200;
const HOUR = 3_600;
const wad = (amount: bigint): Wad => amount as Wad;
const decimal = (amount: bigint): Decimal => new D60(amount.toString());

/** Prices of a few wei and of thousands of PAT, whatever divides them. */
const price = fc.oneof(
  fc.bigInt({ min: 1n, max: 1_000n }),
  fc.bigInt({ min: 1n, max: 10_000n * WAD }),
  fc.bigInt({ min: 50n * WAD, max: 200n * WAD }),
);
const listing = fc
  .integer({ min: 1, max: 92 * 24 })
  .map((hours) => ({ market: 7, expiry: NOW + hours * HOUR }));
const sorted = (amounts: readonly bigint[]): readonly bigint[] =>
  amounts.toSorted((a, b) => (a < b ? -1 : 1));
const market = price.map((forward) => ({ forward: wad(forward), now: NOW }));
const volatility = fc.bigInt({ min: WAD / 100n, max: 3n * WAD }).map(wad);

const netting: fc.Arbitrary<PricedSeries> = fc
  .tuple(fc.constantFrom('call', 'put', 'collar'), fc.tuple(price, price, price), listing, market)
  .map(([kind, amounts, at, where]) => {
    const [low, middle, high] = sorted(amounts) as [bigint, bigint, bigint];
    if (kind === 'put') return { series: putOption({ ...at, strike: middle }), market: where };
    if (kind === 'call') return { series: callOption({ ...at, strike: low, cap: high }), market: where };
    return { series: collaredSynthetic({ ...at, floor: low, price: middle, cap: high }), market: where };
  });

const swap: fc.Arbitrary<PricedSeries> = fc
  .record({
    at: listing,
    spread: price,
    isNegative: fc.boolean(),
    bound: price,
    market,
    forward: price.map(wad),
    volatility,
    correlation: fc.bigInt({ min: 0n - WAD, max: WAD }).map(wad),
  })
  .map(({ at, spread, isNegative, bound, market: own, ...against }) => ({
    series: indexSwap({ ...at, againstMarket: 8, spread: isNegative ? -spread : spread, bound }),
    market: { ...own, against },
  }));

const halfSpread = fc
  .oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: WAD / 5n }), fc.constant(WAD))
  .map(wad);

/** What the integers' bounds allow a premium to lie away from the model, wei: two options of 4e-17 of the forward and a unit. */
const OPTION_ERROR = '8e-17';

test('default: an option costs its value, a collar what a call from floor to cap costs and floor less price', () => {
  const at = { market: 7, expiry: NOW + 720 * HOUR };
  const terms = {
    market: { forward: wad(100n * WAD), now: NOW },
    volatility: wad(WAD / 2n),
    halfSpread: wad(WAD / 50n),
  };
  const collar = collaredSynthetic({ ...at, floor: 80n * WAD, price: 103n * WAD, cap: 120n * WAD });
  const call = callOption({ ...at, strike: 80n * WAD, cap: 120n * WAD });
  for (const takerBuys of [true, false]) {
    const paid = premiumPerLot({ ...terms, series: collar, takerBuys });
    expect(paid).toBe(premiumPerLot({ ...terms, series: call, takerBuys }) - 23n * WAD);
  }
  const held = { forward: 100, strike: 80, cap: 120, volatility: 0.5, timeToExpiry: 30 / 365, rate: 0 };
  const buys = Number(premiumPerLot({ ...terms, series: collar, takerBuys: true })) / 1e18;
  expect(buys).toBeCloseTo(1.02 * cappedCall(held).price - 23, 10);
});

test('calls, puts and collars lie within the proven bound of the model at 60 digits, on the side against the taker', () => {
  const met = { call: 0, put: 0, collar: 0, belowZero: 0, capped: 0 };
  fc.assert(
    fc.property(netting, volatility, halfSpread, fc.boolean(), (priced, sigma, s, takerBuys) => {
      const { series } = priced;
      if (series.kind === 'indexSwap') return;
      const { forward } = priced.market;
      // The integer pricer refuses strikes that no market has.
      fc.pre([...amountsOf(series)].every((strike) => strike <= forward << 62n));
      const input = { ...priced, volatility: sigma, halfSpread: s, takerBuys } as PremiumInput;
      const premium = premiumPerLot(input);
      const least = 0n - lotRequirement(series, 'long');
      const most = lotRequirement(series, 'short');
      const factor = decimal(takerBuys ? WAD + s : WAD - s).div('1e18');
      const exact = exactAboveLeast(priced, sigma).mul(factor).plus(decimal(least));
      const bound = decimal(forward).mul(OPTION_ERROR).plus(2).mul(factor).plus(1);
      const slack = decimal(forward + most).mul('1e-50');
      const against = takerBuys ? decimal(premium).minus(exact) : exact.minus(decimal(premium));
      expect(against.lte(bound.plus(slack))).toBe(true);
      // At the most that a lot can pay a buyer may pay less than the model with its spread.
      if (premium < most) expect(against.gte(slack.neg())).toBe(true);
      else met.capped += 1;
      met[series.kind] += 1;
      if (premium < 0n) met.belowZero += 1;
    }),
    { numRuns: Math.max(200, runs(200)) },
  );
  for (const [what, times] of Object.entries(met)) expect(times, what).toBeGreaterThanOrEqual(5);
});

/** The three swaps whose law is lognormal, so that a call spread in 60 digits prices them. */
const LOGNORMAL = {
  /** The other index stands still at its forward. */
  still: (own: SwapMarket, volatilityOfOne: Wad) => ({
    market: { ...own, against: { ...own.against, volatility: wad(0n) } },
    volatility: volatilityOfOne,
    driver: own.forward,
    shift: 0n - own.against.forward,
    sign: 1n,
  }),
  /** The swap's own index does. */
  ownStill: (own: SwapMarket, volatilityOfOne: Wad) => ({
    market: { ...own, against: { ...own.against, volatility: volatilityOfOne } },
    volatility: wad(0n),
    driver: own.against.forward,
    shift: 0n - own.forward,
    sign: -1n,
  }),
  /** Both move as one, the swap's own above the other. */
  together: (own: SwapMarket, volatilityOfOne: Wad) => ({
    market: {
      ...own,
      forward: wad(own.forward + own.against.forward),
      against: { ...own.against, volatility: volatilityOfOne, correlation: WAD },
    },
    volatility: volatilityOfOne,
    driver: own.forward,
    shift: 0n,
    sign: 1n,
  }),
};

test.each(Object.keys(LOGNORMAL) as (keyof typeof LOGNORMAL)[])(
  'swaps lie within 4e-11 of the model at 60 digits, on the side against the taker (%s)',
  (law) => {
    const met = { buys: 0, sells: 0, kinked: 0 };
    fc.assert(
      fc.property(swap, volatility, fc.boolean(), (priced, sigma, takerBuys) => {
        const { series } = priced;
        if (series.kind !== 'indexSwap') return;
        const given = LOGNORMAL[law](priced.market as SwapMarket, sigma);
        const input = { ...given, series, halfSpread: wad(0n), takerBuys };
        const premium = premiumPerLot(input);
        const { bound, spread } = series;
        // What the swap pays is sign (D + shift) - spread between its bounds, D lognormal around the driver.
        const years = BigInt(series.expiry - NOW);
        const call = (strike: bigint): Decimal =>
          strike <= 0n
            ? decimal(given.driver - strike)
            : exactCall({ forward: given.driver, strike, volatility: sigma, timeToExpiry: years });
        const center = given.sign * spread - given.shift;
        const rising = call(center - bound)
          .minus(call(center + bound))
          .minus(decimal(bound));
        const exact = given.sign > 0n ? rising : rising.neg();
        const size =
          given.market.forward + given.market.against.forward + bound + (spread < 0n ? -spread : spread);
        const against = takerBuys ? decimal(premium).minus(exact) : exact.minus(decimal(premium));
        expect(against.toNumber()).toBeGreaterThanOrEqual(-1e-40 * Number(size));
        expect(against.toNumber()).toBeLessThanOrEqual(4e-11 * Number(size) + 3);
        met[takerBuys ? 'buys' : 'sells'] += 1;
        if (exact.abs().lt(decimal(bound).mul('0.9'))) met.kinked += 1;
      }),
      { numRuns: Math.max(100, runs(100)) },
    );
    for (const [what, times] of Object.entries(met)) expect(times, what).toBeGreaterThanOrEqual(5);
  },
);

test('a buyer pays at least what a seller receives, both between the least and the most that a lot can pay', () => {
  const met = { call: 0, put: 0, collar: 0, indexSwap: 0, wide: 0, atLeast: 0, atMost: 0 };
  fc.assert(
    fc.property(fc.oneof(netting, swap), volatility, halfSpread, (priced, sigma, s) => {
      const { series } = priced;
      fc.pre(
        series.kind === 'indexSwap' || amountsOf(series).every((k) => k <= priced.market.forward << 62n),
      );
      const at = (spread: Wad, takerBuys: boolean): bigint =>
        premiumPerLot({ ...priced, volatility: sigma, halfSpread: spread, takerBuys });
      const [buy, sell] = [at(s, true), at(s, false)];
      expect(sell).toBeLessThanOrEqual(buy);
      expect(sell).toBeGreaterThanOrEqual(0n - lotRequirement(series, 'long'));
      expect(buy).toBeLessThanOrEqual(lotRequirement(series, 'short'));
      // A wider spread is never better for the taker.
      expect(buy).toBeGreaterThanOrEqual(at(wad(0n), true));
      expect(sell).toBeLessThanOrEqual(at(wad(0n), false));
      met[series.kind] += 1;
      if (buy > sell) met.wide += 1;
      if (sell === 0n - lotRequirement(series, 'long')) met.atLeast += 1;
      if (buy === lotRequirement(series, 'short')) met.atMost += 1;
    }),
    { numRuns: Math.max(150, runs(150)) },
  );
  for (const [what, times] of Object.entries(met)) expect(times, what).toBeGreaterThanOrEqual(5);
});

test('behavior: at expiry everything is worth its payoff', () => {
  const at = { market: 7, expiry: NOW };
  const own = { forward: wad(110n * WAD), now: NOW };
  const terms = { volatility: WAD, halfSpread: wad(0n) };
  const collar = collaredSynthetic({ ...at, floor: 80n * WAD, price: 100n * WAD, cap: 105n * WAD });
  const against = { forward: wad(120n * WAD), volatility: WAD, correlation: wad(0n) };
  const apart = indexSwap({ ...at, againstMarket: 8, spread: 3n * WAD, bound: 40n * WAD });
  for (const takerBuys of [true, false]) {
    expect(premiumPerLot({ ...terms, series: collar, market: own, takerBuys })).toBe(5n * WAD);
    const swapped = premiumPerLot({ ...terms, series: apart, market: { ...own, against }, takerBuys });
    expect(Number(swapped + 13n * WAD) / 1e18).toBeCloseTo(0, 8);
  }
});

test('error: InvalidInputError, CapBelowStrikeError', () => {
  const at = { market: 7, expiry: NOW + HOUR };
  const collar = collaredSynthetic({ ...at, floor: 80n, price: 100n, cap: 105n });
  const apart = indexSwap({ ...at, againstMarket: 8, spread: 3n, bound: 40n });
  const own = { forward: wad(100n), now: NOW };
  const against = { forward: wad(120n), volatility: WAD, correlation: wad(0n) };
  const terms = { volatility: WAD, halfSpread: wad(0n), takerBuys: true };
  const wrong: readonly unknown[] = [
    { ...terms, series: apart, market: own },
    { ...terms, series: apart, market: { ...own, against: { ...against, correlation: WAD + 1n } } },
    { ...terms, series: apart, market: { ...own, against: { ...against, volatility: 2n ** 66n } } },
    { ...terms, series: apart, market: { ...own, against: { ...against, forward: -1n } } },
    { ...terms, series: apart, market: { ...own, against: { ...against, typo: 1n } } },
    { ...terms, series: { ...collar, price: 79n }, market: own },
    { ...terms, series: collar, market: own, volatility: -1n },
    { ...terms, series: collar, market: own, halfSpread: WAD + 1n },
    { ...terms, series: collar, market: own, takerBuys: 'yes' },
    { ...terms, series: collar, market: { ...own, now: at.expiry + 1 } },
    { ...terms, series: { ...collar, kind: 'straddle' }, market: own },
  ];
  for (const input of wrong) expect(() => premiumPerLot(input as PremiumInput)).toThrow(InvalidInputError);
  expect(() => premiumPerLot({ ...terms, series: { ...collar, cap: 79n }, market: own })).toThrow(
    CapBelowStrikeError,
  );
});

function amountsOf(series: Exclude<PricedSeries['series'], { kind: 'indexSwap' }>): readonly bigint[] {
  return series.kind === 'put'
    ? [series.strike]
    : [series.kind === 'call' ? series.strike : series.floor, series.cap];
}

/** The model's value above the least payoff in 60 digits. */
function exactAboveLeast({ series, market: { forward, now } }: PricedSeries, sigma: Wad): Decimal {
  if (series.kind === 'indexSwap') throw new TypeError('A swap has no closed form');
  const [low, high] = amountsOf(series);
  const call = (strike: bigint): Decimal =>
    exactCall({ forward, strike, volatility: sigma, timeToExpiry: BigInt(series.expiry - now) });
  return high === undefined ? call(low!).minus(decimal(forward - low!)) : call(low!).minus(call(high));
}
