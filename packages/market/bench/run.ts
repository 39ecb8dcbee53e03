/**
 * `pnpm --filter @phasegate/market bench [--json]`: what copying costs. One purchase in a market of 1,000 open segments,
 * by the pure reducer and in place.
 */
import {
  openSpotMarket,
  playSpotMarket,
  reduceSpotMarket,
  type SpotMarketEvent,
  type SpotMarketState,
  UNLIMITED,
} from '@phasegate/market';
import { type Bps, parseWad } from '@phasegate/pricing/units';
import { compareAll, reportBench } from '@phasegate/testing';

const AT = 1_767_225_600;
const SEGMENTS = 1_000;
/** The reducer copies the market for every event; below this gain the path in place would not be worth having. */
const LEAST_GAIN = 10;
const address = (digit: string): string => `0x${digit.repeat(40)}`;
const BUYER = address('2');

function openMarket(): SpotMarketState {
  const state = openSpotMarket({
    marketplace: address('1'),
    brokerWallet: address('b'),
    brokerMarginBps: 3_000 as Bps,
    maxBackdateSeconds: 86_400,
    minIndexAsk: parseWad('0.01'),
    minIndexMarginBps: 100,
    at: AT,
  });
  const terms = {
    segmentType: 'PURCHASE_INTENT',
    windowSeconds: 604_800,
    confidenceLowBps: 7_000,
    confidenceHighBps: 8_500,
    referenceAsk: parseWad('100'),
    bandBps: 1_000,
    dailyMoveBps: 500,
  };
  playSpotMarket(state, { type: 'addCurve', at: AT, table: 2n ** 256n - 1n });
  playSpotMarket(state, { type: 'addMarket', at: AT, terms });
  playSpotMarket(state, { type: 'allocatePat', at: AT, to: BUYER, amount: parseWad('1000000') });
  playSpotMarket(state, { type: 'approvePat', at: AT, owner: BUYER, amount: UNLIMITED });
  for (let id = 1; id <= SEGMENTS; id++) {
    const listing = {
      contentHash: `0x${id.toString(16).padStart(64, '0')}`,
      provider: `0x${(1_000 + (id % 300)).toString(16).padStart(40, '0')}`,
      freshAsk: parseWad('100'),
      issuedAt: AT,
      market: 1,
      confidenceBps: 7_500,
      capacity: 5,
      curve: 0,
    };
    playSpotMarket(state, { type: 'registerSegments', at: AT, listings: [listing] });
  }
  return state;
}

const listed = openMarket();
const purchase = (id: number): SpotMarketEvent<'buySegment'> => ({
  type: 'buySegment',
  at: AT,
  payer: BUYER,
  id,
});

/** Every segment once, in place; the one copy that it starts from is part of the time. */
function play(): number {
  const state = structuredClone(listed);
  for (let id = 1; id <= SEGMENTS; id++) playSpotMarket(state, purchase(id));
  return SEGMENTS;
}

/** A few of them, each from a copy. */
function reduce(): number {
  let state = listed;
  for (let id = 1; id <= 5; id++) ({ state } = reduceSpotMarket(state, purchase(id)));
  return 5;
}

reportBench(
  compareAll([
    {
      subject: { name: 'a purchase in place, 1,000 segments', run: play },
      reference: { name: 'one by the reducer', run: reduce },
      atMost: 1 / LEAST_GAIN,
    },
  ]),
);
