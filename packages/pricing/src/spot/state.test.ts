import { expect, test } from 'vitest';
import { TimeRunsBackwardsError } from '../discovery/errors.ts';
import { MarginTooHighError } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import type { Bps, Wad } from '../units/units.ts';
import { BROKER, emptyMarket, MARKETPLACE, NO_ADDRESSES, NO_NUMBERS, NOW } from './spot.test.support.ts';
import { checkClock, spotState, UNLIMITED } from './state.ts';

const deployment = {
  marketplace: MARKETPLACE.toUpperCase().replace('0X', '0x'),
  brokerWallet: BROKER.toUpperCase().replace('0X', '0x'),
  brokerMarginBps: 3_000 as Bps,
  maxBackdateSeconds: 86_400,
  minIndexAsk: 1n as Wad,
  minIndexMarginBps: 100,
  now: NOW,
};

test('default: a deployment holds nothing, owes nothing and is open', () => {
  const state = spotState(deployment);
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
  expect(spotState(deployment)).toMatchObject({ marketplace: MARKETPLACE, brokerWallet: BROKER });
});

test('behavior: what is never used up is the largest word of the chain', () => {
  expect(UNLIMITED).toBe(2n ** 256n - 1n);
});

test('behavior: the clock may stand still', () => {
  expect(() => checkClock(emptyMarket(), NOW)).not.toThrow();
});

test('error: TimeRunsBackwardsError a second earlier', () => {
  expect(() => checkClock(emptyMarket(), NOW - 1)).toThrow(TimeRunsBackwardsError);
});

test('error: MarginTooHighError above 50 %', () => {
  expect(spotState({ ...deployment, brokerMarginBps: 5_000 as Bps }).brokerMarginBps).toBe(5_000);
  expect(() => spotState({ ...deployment, brokerMarginBps: 5_001 as Bps })).toThrow(MarginTooHighError);
});

test('error: InvalidInputError where the marketplace is its own broker', () => {
  expect(() => spotState({ ...deployment, brokerWallet: MARKETPLACE })).toThrow(InvalidInputError);
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
    ['now', wrong],
  ]),
  ['maxBackdateSeconds', 2 ** 32],
  ['minIndexAsk', 1],
  ['minIndexAsk', -1n],
  ['minIndexAsk', 2n ** 128n],
])('error: InvalidInputError for %s = %o', (name, wrong) => {
  expect(() => spotState({ ...deployment, [name]: wrong })).toThrow(InvalidInputError);
});
