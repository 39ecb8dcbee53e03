import { type Bps, InvalidInputError, parseWad, WAD, type Wad } from '@phasegate/pricing/units';
import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callOption } from '../instrument/callOption.ts';
import { collaredSynthetic } from '../instrument/collaredSynthetic.ts';
import { putOption } from '../instrument/putOption.ts';
import { black76Integer } from '../integer/black76Integer.ts';
import { NotSoldError, UtilisationCapError } from './errors.ts';
import { type VaultPosition, type VaultSeries, vaultQuote } from './vaultQuote.ts';

const NOW = 1_699_999_200;
const MONTH = 2_592_000;
const listing = { market: 7, expiry: NOW + MONTH };
const wad = (amount: bigint): Wad => amount as Wad;
const terms = {
  baseVolatility: parseWad('0.5'),
  fullVolatility: parseWad('2'),
  halfSpread: parseWad('0.02'),
};
const FORWARDS = [parseWad('100')];
const call = callOption({ ...listing, strike: 100n * WAD, cap: 150n * WAD });
const put = putOption({ ...listing, strike: 90n * WAD });
const collar = collaredSynthetic({ ...listing, price: 95n * WAD, floor: 80n * WAD, cap: 130n * WAD });
/** Nobody can lose by being short of it: it locks nothing. */
const free = collaredSynthetic({ ...listing, price: 130n * WAD, floor: 80n * WAD, cap: 130n * WAD });
const anySeries = fc.constantFrom<VaultSeries>(call, put, collar, free);
const vault: VaultPosition = {
  capital: parseWad('10000'),
  assets: parseWad('10000'),
  obligations: wad(0n),
  sold: 0n,
};

type Options = Partial<Parameters<typeof vaultQuote>[0]>;
const quote = (series: VaultSeries, lots: bigint, options: Options = {}) =>
  vaultQuote({
    vault,
    series,
    forwards: FORWARDS,
    now: NOW,
    takerBuys: true,
    lots,
    maxUtilisationBps: 8_000 as Bps,
    terms,
    ...options,
  });

test('default: a trade over two steps costs each step’s price for its part', () => {
  // A put of 125 locks 1,250 for ten lots: five in the first sixteenth of the capital, five in the second.
  const eighth = putOption({ ...listing, strike: 125n * WAD });
  const { premium, volatility, obligations } = quote(eighth, 10n);
  const [low, high] = [volatility.from, parseWad('0.640625')].map((level) => {
    const model = black76Integer({
      type: 'put',
      forward: FORWARDS[0]!,
      strike: eighth.strike,
      volatility: level,
      timeToExpiry: BigInt(MONTH),
      rounding: 'up',
    });
    return (model * 102n + 99n) / 100n;
  }) as [bigint, bigint];
  expect(volatility).toEqual({ from: parseWad('0.546875'), to: parseWad('0.734375') });
  expect(premium).toBe(5n * low + 5n * high);
  expect(obligations).toBe(parseWad('1250'));
});

test('behavior: a collar is a capped call and a constant', () => {
  const asCall = quote(callOption({ ...listing, strike: 80n * WAD, cap: 130n * WAD }), 7n, {
    vault: { ...vault, capital: parseWad('1000000000'), assets: parseWad('1000000000') },
  });
  const { premium } = quote(collar, 7n, {
    vault: { ...vault, capital: parseWad('1000000000'), assets: parseWad('1000000000') },
  });
  // Both at almost no utilisation, which differs by what each locks.
  const difference = asCall.premium - premium - 7n * 15n * WAD;
  expect(difference * difference).toBeLessThan((WAD * WAD) / 1_000_000n);
});

test('behavior: of two forwards the worse for the taker counts', () => {
  const [low, high] = [parseWad('90'), parseWad('110')];
  const ask = (forwards: readonly Wad[]) => quote(call, 5n, { forwards }).premium;
  expect(ask([low, high])).toBe(ask([high]));
  expect(ask([high])).toBeGreaterThan(ask([low]));
  const held = { ...vault, obligations: parseWad('250'), sold: 5n };
  const bid = (forwards: readonly Wad[]) =>
    quote(call, 5n, { forwards, vault: held, takerBuys: false }).premium;
  expect(bid([low, high])).toBe(bid([low]));
});

test('behavior: the utilisation cap holds to the lot, of capital and of assets, and names the size that passes', () => {
  for (const poorer of [
    { ...vault, assets: parseWad('4500') },
    { ...vault, capital: parseWad('4500') },
  ]) {
    expect(() => quote(put, 40n, { vault: poorer })).not.toThrow();
    const refused = (() => {
      try {
        return quote(put, 41n, { vault: poorer });
      } catch (error) {
        return error;
      }
    })();
    expect(refused).toBeInstanceOf(UtilisationCapError);
    expect((refused as UtilisationCapError).largestLots).toBe(40n);
  }
});

test('behavior: a series that locks nothing costs its price at the present utilisation, at every size', () => {
  expect(quote(free, 3n).premium).toBe(3n * quote(free, 1n).premium);
  const noCapital = { ...vault, capital: wad(0n) };
  expect(quote(free, 3n, { vault: noCapital }).obligations).toBe(0n);
});

test('behavior: a capped call deep in the money has negative vega and is sold at the base volatility', () => {
  const forwards = [parseWad('122')];
  const used = { ...vault, obligations: parseWad('7000') };
  expect(quote(call, 1n, { forwards, vault: used }).premium).toBe(quote(call, 1n, { forwards }).premium);
});

describe('what splitting, waiting and returning can’t win', () => {
  const parts = fc.array(fc.bigInt({ min: 1n, max: 30n }), { minLength: 2, maxLength: 8 });
  const forward = fc.bigInt({ min: 40n, max: 200n });

  test('an order in parts never costs less than whole, nor brings more when it is sold back', () => {
    const split = new Map<string, number>();
    fc.assert(
      fc.property(anySeries, parts, forward, forward, fc.bigInt({ min: 0n, max: 7_000n }), (...drawn) => {
        const [series, sizes, first, second, already] = drawn;
        const forwards = [wad(first * WAD), wad(second * WAD)];
        const start = { ...vault, obligations: wad(already * WAD) };
        const lots = sizes.reduce((sum, size) => sum + size, 0n);
        let atOnce: ReturnType<typeof vaultQuote>;
        try {
          atOnce = quote(series, lots, { vault: start, forwards });
        } catch (error) {
          expect(error).toBeInstanceOf(UtilisationCapError);
          return;
        }
        split.set(series.kind, (split.get(series.kind) ?? 0) + 1);
        const bought = inParts(start, series, sizes, forwards, true);
        expect(bought).toBeGreaterThanOrEqual(atOnce.premium);
        if (first === second) expect(bought - atOnce.premium).toBeLessThan(BigInt(sizes.length));
        const held = { ...start, obligations: atOnce.obligations, sold: lots };
        const back = inParts(held, series, sizes, forwards, false);
        expect(back).toBeLessThanOrEqual(
          quote(series, lots, { vault: held, forwards, takerBuys: false }).premium,
        );
      }),
      { numRuns: runs(300) },
    );
    for (const kind of ['call', 'put', 'collar'])
      expect(split.get(kind) ?? 0, kind).toBeGreaterThan(runs(300) / 20);
  });

  test('what was bought never sells back for more, whatever others trade in between', () => {
    const free = { ...terms, halfSpread: wad(0n) };
    fc.assert(
      fc.property(
        anySeries,
        fc.bigInt({ min: 1n, max: 50n }),
        forward,
        fc.bigInt({ min: 0n, max: 8_000n }),
        (series, lots, at, others) => {
          const options = { terms: free, forwards: [wad(at * WAD)] };
          const bought = quote(series, lots, options);
          const held = { ...vault, obligations: wad(bought.obligations + others * WAD), sold: lots };
          const back = quote(series, lots, { ...options, vault: held, takerBuys: false });
          expect(back.premium).toBeLessThanOrEqual(bought.premium);
        },
      ),
      { numRuns: runs(200) },
    );
  });
});

test('error: NotSoldError, InvalidInputError', () => {
  expect(() => quote(put, 1n, { takerBuys: false })).toThrow(NotSoldError);
  expect(() => quote(put, 6n, { takerBuys: false, vault: { ...vault, sold: 5n } })).toThrow(
    'has sold 5 lots',
  );
  for (const change of [
    { lots: 0n },
    { lots: 1 as unknown as bigint },
    { takerBuys: 'no' as unknown as boolean },
    { series: { ...call, cap: 1n } },
    { series: { ...put, kind: 'indexSwap' } as unknown as VaultSeries },
    { maxUtilisationBps: 10_001 as Bps },
    { terms: { ...terms, fullVolatility: parseWad('0.4') } },
    { terms: { ...terms, halfSpread: parseWad('0.3334') } },
    { terms: { ...terms, baseVolatility: parseWad('0.049') } },
    { vault: { ...vault, obligations: wad(-1n) } },
    { forwards: [] },
    { forwards: [wad(-1n)] },
  ] as Options[])
    expect(() => quote(put, 1n, change)).toThrow(InvalidInputError);
});

function inParts(
  start: VaultPosition,
  series: VaultSeries,
  parts: readonly bigint[],
  forwards: readonly Wad[],
  takerBuys: boolean,
): bigint {
  let premium = 0n;
  let position = start;
  for (const lots of parts) {
    const next = quote(series, lots, { vault: position, forwards, takerBuys });
    premium += next.premium;
    const sold = takerBuys ? position.sold + lots : position.sold - lots;
    position = { ...position, obligations: next.obligations, sold };
  }
  return premium;
}
