import { type Bps, InvalidInputError, parseWad, WAD, type Wad } from '@phasegate/pricing/units';
import { seriesPayoff } from '@phasegate/risk';
import { runs } from '@phasegate/testing';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callOption } from '../instrument/callOption.ts';
import { putOption } from '../instrument/putOption.ts';
import { black76Integer } from '../integer/black76Integer.ts';
import type { SeriesMarket } from '../marketMaking/pricedSeries.ts';
import { InsolventVaultError, NotSoldError, UtilisationCapError } from './errors.ts';
import { vaultAfterSettlement } from './vaultAfterSettlement.ts';
import { vaultQuote } from './vaultQuote.ts';
import {
  nextEpoch,
  openVault,
  seriesKey,
  type VaultSeries,
  type VaultState,
  vaultObligations,
} from './vaultState.ts';

const NOW = 1_699_999_200;
const MONTH = 2_592_000;
const EXPIRY = NOW + MONTH;
const wad = (amount: bigint): Wad => amount as Wad;
const parameters = {
  baseVolatility: parseWad('0.5'),
  fullVolatility: parseWad('2'),
  maxUtilisationBps: 9_000 as Bps,
  halfSpread: parseWad('0.02'),
};
const market: SeriesMarket = { forward: parseWad('100'), now: NOW };
const call = callOption({ market: 7, expiry: EXPIRY, strike: 100n * WAD, cap: 150n * WAD });
const put = putOption({ market: 7, expiry: EXPIRY, strike: 90n * WAD });
const vault = openVault(parseWad('10000'));

const trade = (state: VaultState, series: VaultSeries, lots: bigint, takerBuys = true, at = market) =>
  vaultQuote({ vault: state, series, market: at, takerBuys, lots, parameters });
const anySeries = fc.constantFrom<VaultSeries>(call, put);

test('default: a trade over one eighth of the capital costs the mean of the prices at its ends', () => {
  // A put of 125 locks 1,250 for ten lots: from no utilisation to one eighth, a straight line.
  const eighth = putOption({ market: 7, expiry: EXPIRY, strike: 125n * WAD });
  const { premium, volatility, after } = trade(vault, eighth, 10n);
  const [low, high] = [volatility.from, volatility.to].map((level) => {
    const model = black76Integer({
      type: 'put',
      forward: market.forward,
      strike: eighth.strike,
      volatility: level,
      timeToExpiry: BigInt(MONTH),
      rounding: 'up',
    });
    return (model * 102n + 99n) / 100n;
  }) as [bigint, bigint];
  expect(volatility).toEqual({ from: parseWad('0.5'), to: parseWad('0.6875') });
  expect(premium).toBe((10n * (low + high) + 1n) / 2n);
  expect(after).toEqual({
    capital: vault.capital,
    assets: vault.assets + premium,
    sold: new Map([[seriesKey(eighth), { series: eighth, lots: 10n }]]),
  });
  expect(vaultObligations(after)).toBe(parseWad('1250'));
});

test('behavior: the utilisation cap holds to the lot, and the refusal names the size that passes', () => {
  expect(() => trade(vault, put, 100n)).not.toThrow();
  try {
    trade(vault, put, 101n);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(UtilisationCapError);
    expect((error as UtilisationCapError).largestLots).toBe(100n);
  }
});

test('behavior: a loss lowers the cap at once, a gain with the next epoch only', () => {
  const poorer = { ...vault, assets: parseWad('5000') };
  expect(() => trade(poorer, put, 50n)).not.toThrow();
  expect(() => trade(poorer, put, 51n)).toThrow(UtilisationCapError);
  const richer = { ...vault, assets: parseWad('20000') };
  expect(() => trade(richer, put, 101n)).toThrow(UtilisationCapError);
  expect(() => trade(nextEpoch(richer), put, 101n)).not.toThrow();
});

test('behavior: a capped call deep in the money has negative vega and is sold at the base volatility', () => {
  const inTheMoney = { ...market, forward: parseWad('122') };
  const full = trade(vault, put, 80n).after;
  expect(trade(full, call, 1n, true, inTheMoney).premium).toBe(
    trade(vault, call, 1n, true, inTheMoney).premium,
  );
});

describe('what splitting, waiting and returning can’t win', () => {
  test('an order in parts never costs less than whole, nor brings more when it is sold back', () => {
    let split = 0;
    fc.assert(
      fc.property(
        anySeries,
        fc.array(fc.bigInt({ min: 1n, max: 30n }), { minLength: 2, maxLength: 8 }),
        fc.bigInt({ min: 40n, max: 200n }),
        fc.bigInt({ min: 0n, max: 60n }),
        (series, parts, forward, already) => {
          const at = { ...market, forward: wad(forward * WAD) };
          const lots = parts.reduce((sum, part) => sum + part, 0n);
          let whole: VaultState;
          try {
            whole = already === 0n ? vault : trade(vault, put, already, true, at).after;
            trade(whole, series, lots, true, at);
          } catch (error) {
            expect(error).toBeInstanceOf(UtilisationCapError);
            return;
          }
          split += 1;
          const bought = inParts(whole, series, parts, true, at);
          const atOnce = trade(whole, series, lots, true, at);
          expect(bought.premium).toBeGreaterThanOrEqual(atOnce.premium);
          expect(bought.premium - atOnce.premium).toBeLessThan(BigInt(parts.length));
          const back = inParts(atOnce.after, series, parts, false, at);
          expect(back.premium).toBeLessThanOrEqual(trade(atOnce.after, series, lots, false, at).premium);
        },
      ),
      { numRuns: runs(200) },
    );
    expect(split).toBeGreaterThan(runs(200) / 3);
  });

  test('what was bought never sells back for more, whatever others trade in between', () => {
    let tried = 0;
    const free = { ...parameters, halfSpread: wad(0n) };
    fc.assert(
      fc.property(
        anySeries,
        fc.bigInt({ min: 1n, max: 50n }),
        fc.bigInt({ min: 1n, max: 50n }),
        fc.bigInt({ min: 60n, max: 160n }),
        (series, lots, others, forward) => {
          const at = { ...market, forward: wad(forward * WAD) };
          const quote = (state: VaultState, of: VaultSeries, n: bigint, takerBuys: boolean) =>
            vaultQuote({ vault: state, series: of, market: at, takerBuys, lots: n, parameters: free });
          const bought = quote(vault, series, lots, true);
          let between = bought.after;
          try {
            between = quote(between, put, others, true).after;
          } catch (error) {
            expect(error).toBeInstanceOf(UtilisationCapError);
          }
          expect(quote(between, series, lots, false).premium).toBeLessThanOrEqual(bought.premium);
          tried += 1;
        },
      ),
      { numRuns: runs(100) },
    );
    expect(tried).toBe(runs(100));
  });
});

test('whatever is traded, bought or not, and however it settles, the vault holds what it owes', () => {
  const met = new Map<string, number>();
  const step = fc.record({
    series: anySeries,
    lots: fc.oneof(fc.bigInt({ min: 1n, max: 20n }), fc.bigInt({ min: 20n, max: 120n })),
    forward: fc.bigInt({ min: 1n, max: 400n }),
    takerBuys: fc.constantFrom(true, true, false),
    epoch: fc.nat(9),
  });
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 8, maxLength: 25 }),
      fc.bigInt({ min: 0n, max: 500n }),
      (steps, settlement) => {
        let state = vault;
        for (const { series, lots, forward, takerBuys, epoch } of steps) {
          if (epoch === 0) state = nextEpoch(state);
          let outcome = takerBuys ? 'bought' : 'sold back';
          try {
            state = trade(state, series, lots, takerBuys, { ...market, forward: wad(forward * WAD) }).after;
          } catch (error) {
            outcome = (error as Error).constructor.name;
            expect([UtilisationCapError, NotSoldError]).toContain((error as Error).constructor);
          }
          met.set(outcome, (met.get(outcome) ?? 0) + 1);
          expect(vaultObligations(state)).toBeLessThanOrEqual(state.assets);
        }
        for (const series of [call, put]) {
          const lots = state.sold.get(seriesKey(series))?.lots ?? 0n;
          const paid = lots * seriesPayoff(series, wad(settlement * WAD));
          const after = vaultAfterSettlement(state, series, wad(settlement * WAD));
          expect(after.assets).toBe(state.assets - paid);
          expect(vaultObligations(after)).toBeLessThanOrEqual(after.assets);
          state = after;
        }
        expect(state.sold.size).toBe(0);
      },
    ),
    { numRuns: runs(100) },
  );
  // Each some hundreds of times on average.
  for (const outcome of ['bought', 'sold back', 'UtilisationCapError', 'NotSoldError'])
    expect(met.get(outcome), outcome).toBeGreaterThan(20);
});

test('error: NotSoldError, InsolventVaultError, InvalidInputError', () => {
  expect(() => trade(vault, put, 1n, false)).toThrow(NotSoldError);
  const withCall = trade(vault, call, 5n).after;
  expect(() => trade(withCall, put, 1n, false)).toThrow(NotSoldError);
  expect(() => trade(withCall, call, 6n, false)).toThrow('has sold 5 lots');
  expect(() => trade({ ...withCall, assets: wad(1n) }, call, 1n)).toThrow(InsolventVaultError);
  for (const change of [
    { lots: 0n },
    { lots: 1 as unknown as bigint },
    { takerBuys: 'no' as unknown as boolean },
    { series: { ...call, cap: 1n } },
    { series: { ...put, kind: 'swap' } as unknown as VaultSeries },
    { parameters: { ...parameters, maxUtilisationBps: 10_001 as Bps } },
    { parameters: { ...parameters, fullVolatility: wad(1n) } },
    { parameters: { ...parameters, halfSpread: wad(WAD + 1n) } },
    { parameters: { ...parameters, baseVolatility: wad(0n) } },
    { vault: { ...vault, obligations: wad(0n) } as VaultState },
  ]) {
    const buy = { vault, series: put, market, takerBuys: true, lots: 1n, parameters };
    expect(() => vaultQuote({ ...buy, ...change })).toThrow(InvalidInputError);
  }
});

function inParts(
  state: VaultState,
  series: VaultSeries,
  parts: readonly bigint[],
  takerBuys: boolean,
  at: SeriesMarket,
): { readonly premium: bigint } {
  let premium = 0n;
  let next = state;
  for (const part of parts) {
    const quote = trade(next, series, part, takerBuys, at);
    premium += quote.premium;
    next = quote.after;
  }
  return { premium };
}
