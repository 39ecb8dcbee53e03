import { type Bps, InvalidInputError, MarginTooHighError, type Wad } from '@phasegate/pricing/units';
import { expect, test } from 'vitest';
import { BROKER, MARKETPLACE, NO_ADDRESSES, NO_NUMBERS, NOW } from '../spotMarket.test.support.ts';
import { openSpotMarket, UNLIMITED } from './spotMarketState.ts';

const deployment = {
  marketplace: MARKETPLACE.toUpperCase().replace('0X', '0x'),
  brokerWallet: BROKER.toUpperCase().replace('0X', '0x'),
  brokerMarginBps: 3_000 as Bps,
  maxBackdateSeconds: 86_400,
  minIndexAsk: 1n as Wad,
  minIndexMarginBps: 100,
  at: NOW,
};

test('default: a deployment holds nothing, owes nothing and is open', () => {
  const state = openSpotMarket(deployment);
  expect(state).toMatchObject({
    paused: false,
    liabilities: 0n,
    segments: [],
    accounts: [],
    markets: [],
    curves: [],
  });
  expect(state.lastTimestamp).toBe(NOW);
});

test('behavior: addresses are kept in lower case', () => {
  expect(openSpotMarket(deployment)).toMatchObject({ marketplace: MARKETPLACE, brokerWallet: BROKER });
});

test('behavior: what is never used up is the largest word of the chain', () => {
  expect(UNLIMITED).toBe(2n ** 256n - 1n);
});

test('error: MarginTooHighError above 50 %', () => {
  expect(openSpotMarket({ ...deployment, brokerMarginBps: 5_000 as Bps }).brokerMarginBps).toBe(5_000);
  expect(() => openSpotMarket({ ...deployment, brokerMarginBps: 5_001 as Bps })).toThrow(MarginTooHighError);
});

test('error: InvalidInputError where the marketplace is its own broker', () => {
  expect(() => openSpotMarket({ ...deployment, brokerWallet: MARKETPLACE })).toThrow(InvalidInputError);
});

test.each<readonly [string, unknown]>([
  ...NO_ADDRESSES.flatMap((wrong): [string, unknown][] => [
    ['marketplace', wrong],
    ['brokerWallet', wrong],
  ]),
  ...NO_NUMBERS.flatMap((wrong): [string, unknown][] => [
    ['brokerMarginBps', wrong],
    ['maxBackdateSeconds', wrong],
    ['minIndexMarginBps', wrong],
    ['at', wrong],
  ]),
  ['maxBackdateSeconds', 2 ** 32],
  ['minIndexAsk', 1],
  ['minIndexAsk', -1n],
  ['minIndexAsk', 2n ** 128n],
])('error: InvalidInputError for %s = %o', (name, wrong) => {
  expect(() => openSpotMarket({ ...deployment, [name]: wrong })).toThrow(InvalidInputError);
});
