import { MarginBandTooWideError, MarginTooLowError } from '@phasegate/pricing/refusals';
import { type Bps, InvalidInputError, MarginTooHighError } from '@phasegate/pricing/units';
import { expect, test } from 'vitest';
import { registerSegments } from '../listing/registerSegments.ts';
import { buySegment } from '../purchase/buySegment.ts';
import {
  BUYERS,
  emptyMarket,
  expectRefusal,
  listedMarket,
  listing,
  MARKETPLACE,
  NO_ADDRESSES,
  NO_NUMBERS,
  NOW,
  OWNER,
} from '../spotMarket.test.support.ts';
import { patBalance } from '../token/pat.ts';
import {
  refreshIndexStanding,
  setBrokerMargin,
  setBrokerWallet,
  setMarginBand,
  setPaused,
} from './settings.ts';

test('default: a new margin is stamped on new segments, listed ones keep theirs', () => {
  const state = listedMarket(listing(1));
  setBrokerMargin(state, 5_000 as Bps);
  registerSegments(state, [listing(2)], NOW);
  expect(state.segments.map(({ marginBps }) => marginBps)).toEqual([3_000, 5_000]);
});

test('behavior: a new wallet gets the spread of what was listed before', () => {
  const state = listedMarket(listing(1));
  setBrokerWallet(state, OWNER);
  const { brokerSpread } = buySegment(state, { payer: BUYERS[0], id: 1, at: NOW });
  expect(patBalance(state, OWNER)).toBe(brokerSpread);
});

test('behavior: pause is a switch', () => {
  const state = emptyMarket();
  setPaused(state, true);
  expect(state.paused).toBe(true);
  setPaused(state, false);
  expect(state.paused).toBe(false);
});

test('behavior: purchases of an account outside the index are not recorded, inside again they are', () => {
  const state = listedMarket(listing(1), listing(2));
  refreshIndexStanding(state, BUYERS[0], false);
  buySegment(state, { payer: BUYERS[0], id: 1, at: NOW });
  expect(state.index.size).toBe(0);
  refreshIndexStanding(state, BUYERS[0], true);
  buySegment(state, { payer: BUYERS[0], id: 2, at: NOW });
  expect(state.index.size).toBe(1);
});

test.each([5_001, 10_000, 10_001, 65_535])('error: MarginTooHighError for %i bps', (marginBps) => {
  const state = emptyMarket();
  expectRefusal(state, () => setBrokerMargin(state, marginBps as Bps), MarginTooHighError, { marginBps });
});

test('behavior: margins from the least of the index to 5000 bps are taken', () => {
  const state = emptyMarket();
  for (const marginBps of [100, 5_000]) {
    setBrokerMargin(state, marginBps as Bps);
    expect(state.brokerMarginBps).toBe(marginBps);
  }
});

test('error: MarginTooLowError below the least margin of the index', () => {
  const state = emptyMarket();
  const facts = { marginBps: 99, minBps: 100 };
  expectRefusal(state, () => setBrokerMargin(state, 99 as Bps), MarginTooLowError, { facts });
});

test('error: MarginBandTooWideError above 5000 bps', () => {
  const state = emptyMarket();
  setMarginBand(state, 5_000 as Bps);
  expect(state.marginBandBps).toBe(5_000);
  expectRefusal(state, () => setMarginBand(state, 5_001 as Bps), MarginBandTooWideError);
  expectRefusal(state, () => setMarginBand(state, 0.5 as Bps), InvalidInputError);
});

test.each(NO_NUMBERS)('error: InvalidInputError for a margin of %o', (wrong) => {
  const state = emptyMarket();
  expectRefusal(state, () => setBrokerMargin(state, wrong as Bps), InvalidInputError, { path: 'marginBps' });
});

test.each([...NO_ADDRESSES, MARKETPLACE])('error: InvalidInputError for a wallet %o', (wrong) => {
  const state = emptyMarket();
  expectRefusal(state, () => setBrokerWallet(state, wrong as string), InvalidInputError);
});

test.each<unknown>([0, 1, 'true', undefined, null])(
  'error: InvalidInputError for a switch at %o',
  (wrong) => {
    const state = emptyMarket();
    expectRefusal(state, () => setPaused(state, wrong as boolean), InvalidInputError);
    expectRefusal(state, () => refreshIndexStanding(state, OWNER, wrong as boolean), InvalidInputError);
  },
);

test('error: InvalidInputError for the standing of nobody', () => {
  const state = emptyMarket();
  expectRefusal(state, () => refreshIndexStanding(state, '0x', true), InvalidInputError);
});
