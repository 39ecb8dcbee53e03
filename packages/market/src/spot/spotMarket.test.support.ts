import { freshnessCurve } from '@phasegate/pricing';
import { type Bps, parseWad, type UnixSeconds } from '@phasegate/pricing/units';
import { expect } from 'vitest';
import { addCurve } from './listing/addCurve.ts';
import { addMarket } from './listing/addMarket.ts';
import { type Listing } from './listing/checkListing.ts';
import { registerSegments } from './listing/registerSegments.ts';
import {
  type MarketTerms,
  openSpotMarket,
  type SpotMarketState,
  UNLIMITED,
} from './state/spotMarketState.ts';
import { allocatePat, approvePat } from './token/pat.ts';

/** A whole hour. */
export const NOW: UnixSeconds = 1_767_225_600;
export const WEEK = 604_800;

const address = (digit: string): string => `0x${digit.repeat(40)}`;
export const MARKETPLACE: string = address('1');
export const BROKER: string = address('b');
export const OWNER: string = address('9');
export const PROVIDERS: readonly [string, string, string] = [address('a'), address('c'), address('d')];
export const BUYERS: readonly [string, string, string] = [address('2'), address('3'), address('4')];

/** A content hash or root. */
export const hash = (n: number): string => `0x${n.toString(16).padStart(64, 'f')}`;

export const TERMS: MarketTerms = {
  segmentType: 'PURCHASE_INTENT',
  windowSeconds: WEEK,
  confidenceLowBps: 7_000,
  confidenceHighBps: 8_500,
  referenceAsk: parseWad('100'),
  bandBps: 1_000,
  dailyMoveBps: 500,
};

/** A spot market without anything in it. */
export function emptyMarket(): SpotMarketState {
  return openSpotMarket({
    marketplace: MARKETPLACE,
    brokerWallet: BROKER,
    brokerMarginBps: 3_000 as Bps,
    maxBackdateSeconds: 86_400,
    minIndexAsk: parseWad('0.01'),
    minIndexMarginBps: 100,
    at: NOW,
  });
}

/** Curve 0 flat and 1 linear, market 1 as {@link TERMS}, buyers with 1,000 PAT and an unlimited allowance. */
export function openMarket(): SpotMarketState {
  const state = emptyMarket();
  addCurve(state, 2n ** 256n - 1n);
  addCurve(state, freshnessCurve({ family: 'linear' }).table);
  addMarket(state, TERMS, NOW);
  for (const buyer of BUYERS) {
    allocatePat(state, buyer, parseWad('1000'));
    approvePat(state, buyer, UNLIMITED);
  }
  return state;
}

/** A fresh listing at the reference ask on the flat curve. */
export function listing(content: number, more: Partial<Listing> = {}): Listing {
  return {
    contentHash: hash(content),
    ...('distributionRoot' in more ? {} : { provider: PROVIDERS[0] }),
    freshAsk: parseWad('100'),
    issuedAt: NOW,
    market: 1,
    confidenceBps: 7_500,
    capacity: 2,
    curve: 0,
    ...more,
  };
}

/** An {@link openMarket} with these segments, numbered from 1. */
export function listedMarket(...listings: readonly Listing[]): SpotMarketState {
  const state = openMarket();
  registerSegments(state, listings, NOW);
  return state;
}

/** Insists on the error's class and facts, and on a state that is as it was. */
export function expectRefusal(
  state: SpotMarketState,
  act: () => unknown,
  errorClass: new (...args: never[]) => Error,
  facts?: Readonly<Record<string, unknown>>,
): void {
  const before = structuredClone(state);
  let thrown: unknown;
  try {
    act();
  } catch (error) {
    thrown = error;
  }
  expect((thrown as Error | undefined)?.constructor).toBe(errorClass);
  if (facts !== undefined) expect(thrown).toMatchObject(facts);
  expect(state).toEqual(before);
}

/** Values that are not a number, an amount or an address. */
export const NO_NUMBERS: readonly unknown[] = [Number.NaN, Number.POSITIVE_INFINITY, -1, 0.5, '1', 1n, null];
export const NO_AMOUNTS: readonly unknown[] = [-1n, 1, Number.NaN, '1', undefined, null];
export const NO_ADDRESSES: readonly unknown[] = [
  '',
  '0x',
  address('0'),
  `0x${'1'.repeat(39)}`,
  `0x${'g'.repeat(40)}`,
  7,
  null,
];
