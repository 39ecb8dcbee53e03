import { type Bps, InvalidInputError, parseWad, WAD, type Wad } from '@phasegate/pricing/units';
import { type Book, type BookPosition, riskReport } from '@phasegate/risk';
import { expect, test } from 'vitest';
import { callOption } from '../instrument/callOption.ts';
import { collaredSynthetic } from '../instrument/collaredSynthetic.ts';
import { putOption } from '../instrument/putOption.ts';
import { blackBookPricer } from './blackBookPricer.ts';
import { callOptionValue } from './callOption.ts';
import { collaredSyntheticValue } from './collaredSynthetic.ts';
import { putOptionValue } from './putOption.ts';

const NOW = 1_700_000_000;
const DAY = 86_400;
const EXPIRY = 1_707_886_800;
const at = { market: 7, expiry: EXPIRY };
const call = callOption({ ...at, strike: 90n * WAD, cap: 130n * WAD });
const put = putOption({ ...at, strike: 95n * WAD });
const collar = collaredSynthetic({ ...at, price: 95n * WAD, floor: 80n * WAD, cap: 120n * WAD });
const state = { volatility: 0.6, rate: 0.05 };
const pricer = blackBookPricer({ now: NOW, horizon: NOW + DAY, volatility: { 7: 0.6 }, rate: 0.05 });

function position(instrument: BookPosition['instrument'], expiry = EXPIRY): BookPosition {
  return { participant: 'writer', market: 7, expiry, instrument };
}

test.each([
  ['call', call, callOptionValue],
  ['put', put, putOptionValue],
  ['collar', collar, collaredSyntheticValue],
] as const)('default: a %s profits what its pricer says, the horizon later', (_, series, seriesValue) => {
  for (const quantity of [3n, -2n]) {
    const profit = pricer.revalue(position({ ...series, quantity }), parseWad('100'));
    for (const price of [0, 50, 92.5, 100, 300]) {
      const then = seriesValue(series as never, { ...state, now: NOW + DAY, forward: price }).value;
      const now = seriesValue(series as never, { ...state, now: NOW, forward: 100 }).value;
      expect(profit((BigInt(price * 10) * (WAD / 10n)) as Wad)).toBeCloseTo(
        Number(quantity) * (then - now),
        11,
      );
    }
  }
});

test('behavior: a forward moves by its lots, discounted; what has expired by the horizon is worth its payoff', () => {
  const forward = position({ kind: 'forward', price: parseWad('90'), quantity: 4n }, NOW + DAY);
  const discounted = 40 * Math.exp((-0.05 * DAY) / 31_536_000);
  expect(pricer.revalue(forward, parseWad('100'))(parseWad('120'))).toBeCloseTo(120 - discounted, 12);
  const expired = position({ ...put, quantity: -1n }, NOW);
  expect(pricer.revalue(expired, parseWad('100'))(parseWad('80'))).toBe(-15);
});

test('behavior: in a report a written put out of the money has the risk that its payoff does not show yet', () => {
  const book: Book = {
    markets: [{ market: 7, price: parseWad('100'), fallbackPrice: parseWad('100'), bandBps: 1_000 as Bps }],
    positions: [position({ ...put, quantity: -1n })],
    collateral: {},
  };
  const input = {
    title: 'Desk',
    participant: 'writer',
    book,
    returns: Float64Array.of(-0.04, -0.02, 0, 0.02),
  };
  const payoff = riskReport(input);
  const report = riskReport({ ...input, pricer });
  expect(payoff.valueAtRisk).toBe(0);
  expect(report.valueAtRisk).toBeCloseTo(
    putOptionValue(put, { ...state, now: NOW + DAY, forward: 96 }).value -
      putOptionValue(put, { ...state, now: NOW, forward: 100 }).value,
    12,
  );
  expect(report.valueAtRisk).toBeGreaterThan(1);
  expect(report.method).toBe('Black-76 value after 1 days less value now');
});

test('error: InvalidInputError', () => {
  const input = { now: NOW, horizon: NOW, volatility: {}, rate: 0 };
  expect(() => blackBookPricer({ ...input, horizon: NOW - 1 })).toThrow(InvalidInputError);
  expect(() => blackBookPricer({ ...input, rate: Number.NaN })).toThrow(InvalidInputError);
  expect(() => blackBookPricer({ ...input, volatility: undefined as never })).toThrow(InvalidInputError);
  expect(() => blackBookPricer(undefined as never)).toThrow(InvalidInputError);
  const short = position({ ...put, quantity: -1n });
  expect(() => blackBookPricer(input).revalue(short, WAD)).toThrow('volatility.7');
  const bad = blackBookPricer({ ...input, volatility: { 7: -1 } });
  expect(() => bad.revalue(short, WAD)).toThrow(InvalidInputError);
});
