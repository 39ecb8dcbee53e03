import { TimeRunsBackwardsError } from '@phasegate/pricing';
import { NothingToWithdrawError } from '@phasegate/pricing/refusals';
import { InvalidInputError, parseWad } from '@phasegate/pricing/units';
import { expect, test } from 'vitest';
import { playSpotMarket } from './playSpotMarket.ts';
import {
  BUYERS,
  expectRefusal,
  listedMarket,
  listing,
  NO_NUMBERS,
  NOW,
  openMarket,
} from './spotMarket.test.support.ts';
import type { SpotMarketEvent } from './spotMarketEvent.ts';

const allocation: SpotMarketEvent<'allocatePat'> = {
  type: 'allocatePat',
  at: NOW,
  to: BUYERS[0],
  amount: parseWad('1'),
};

test('default: the state is changed in place and the outcome returned', () => {
  const state = openMarket();
  const event = { type: 'registerSegments', at: NOW, listings: [listing(1), listing(2)] } as const;
  expect(playSpotMarket(state, event)).toEqual({ firstId: 1 });
  expect(state.segments).toHaveLength(2);
});

test('behavior: the clock may stand still, and goes on with every event', () => {
  const state = openMarket();
  playSpotMarket(state, allocation);
  playSpotMarket(state, { ...allocation, at: NOW + 5 });
  expect(state.lastTimestamp).toBe(NOW + 5);
});

test('error: TimeRunsBackwardsError a second earlier', () => {
  const state = openMarket();
  expectRefusal(state, () => playSpotMarket(state, { ...allocation, at: NOW - 1 }), TimeRunsBackwardsError, {
    seen: NOW,
    observed: NOW - 1,
  });
});

test('behavior: a refusal leaves the state and its clock as they were', () => {
  const state = listedMarket(listing(1));
  const event = { type: 'withdrawEarnings', at: NOW + 9, owner: state.accounts[0]!.owner! } as const;
  expectRefusal(state, () => playSpotMarket(state, event), NothingToWithdrawError);
});

test.each<unknown>([
  null,
  undefined,
  5,
  [],
  {},
  ...['toString', 'constructor', '', undefined].map((type) => ({ ...allocation, type })),
  ...NO_NUMBERS.map((at) => ({ ...allocation, at })),
])('error: InvalidInputError for the event %o', (event) => {
  const state = openMarket();
  expectRefusal(state, () => playSpotMarket(state, event as SpotMarketEvent), InvalidInputError);
});
