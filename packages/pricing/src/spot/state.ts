import { TimeRunsBackwardsError } from '../discovery/errors.ts';
import type { IndexBucket } from '../discovery/marketIndex.ts';
import { checkMarginBps, checkUnixSeconds, checkWad } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import type { Bps, UnixSeconds, Wad } from '../units/units.ts';

/** A listed segment as the marketplace's slot holds it. Money is Wad of PAT. */
export interface SpotSegment {
  freshAsk: Wad;
  readonly issuedAt: UnixSeconds;
  readonly windowSeconds: number;
  readonly confidenceBps: number;
  readonly market: number;
  marginBps: Bps;
  remaining: number;
  readonly curve: number;
  readonly account: number;
  readonly contentHash: string;
}

/** What opens a market; the names and units of the contract's `MarketTerms`. */
export interface MarketTerms {
  readonly segmentType: string;
  readonly windowSeconds: number;
  readonly confidenceLowBps: number;
  readonly confidenceHighBps: number;
  readonly referenceAsk: Wad;
  readonly bandBps: number;
  readonly dailyMoveBps: number;
  readonly settlementPeriodHours?: number;
  readonly settlementWindowHours?: number;
  readonly settlementOffsetHours?: number;
}

/** A market: its terms, its present reference ask and the anchor from which the day's move is measured. */
export interface SpotMarket {
  readonly terms: MarketTerms;
  referenceAsk: Wad;
  anchorAsk: Wad;
  anchorAt: UnixSeconds;
}

/** A provider account. A distribution has no owner and is paid out by claims. */
export interface SpotAccount {
  readonly owner: string | undefined;
  earnings: Wad;
  readonly distributionRoot: string | undefined;
  claimed: Wad;
  readonly claims: Map<number, Wad>;
}

/**
 * The whole state of the spot market: what the marketplace stores, and of PAT the balances and what each account allows
 * the marketplace. Changed only by the functions of this folder, each of which changes everything it must or throws and
 * changes nothing. Addresses are compared without regard to case.
 */
export interface SpotState {
  readonly marketplace: string;
  readonly minIndexAsk: Wad;
  readonly minIndexMarginBps: number;
  readonly maxBackdateSeconds: number;
  brokerWallet: string;
  brokerMarginBps: Bps;
  paused: boolean;
  liabilities: Wad;
  lastTimestamp: UnixSeconds;
  readonly segments: SpotSegment[];
  readonly accounts: SpotAccount[];
  readonly accountOf: Map<string, number>;
  readonly curves: bigint[];
  readonly markets: SpotMarket[];
  readonly seals: Map<string, number>;
  readonly access: Map<string, Set<number>>;
  readonly consents: Set<string>;
  readonly outsideIndex: Set<string>;
  /** Buckets by market and ring slot. */
  readonly index: Map<number, Map<number, IndexBucket>>;
  readonly balances: Map<string, Wad>;
  readonly allowances: Map<string, Wad>;
}

/** An allowance that is never used up, as ERC-20s treat it. */
export const UNLIMITED: Wad = ((1n << 256n) - 1n) as Wad;

/**
 * An empty spot market, as a deployment leaves it.
 *
 * @param input.marketplace the marketplace's own address, whose PAT balance backs what providers are owed.
 * @throws InvalidInputError on a malformed address or figure. @throws MarginTooHighError above 50 %.
 */
export function spotState(input: {
  readonly marketplace: string;
  readonly brokerWallet: string;
  readonly brokerMarginBps: Bps;
  readonly maxBackdateSeconds: number;
  readonly minIndexAsk: Wad;
  readonly minIndexMarginBps: number;
  readonly now: UnixSeconds;
}): SpotState {
  checkMarginBps('brokerMarginBps', input.brokerMarginBps);
  checkWad('minIndexAsk', input.minIndexAsk);
  checkUnixSeconds('now', input.now);
  return {
    marketplace: addressKey('marketplace', input.marketplace),
    minIndexAsk: input.minIndexAsk,
    minIndexMarginBps: input.minIndexMarginBps,
    maxBackdateSeconds: input.maxBackdateSeconds,
    brokerWallet: addressKey('brokerWallet', input.brokerWallet),
    brokerMarginBps: input.brokerMarginBps,
    paused: false,
    liabilities: 0n as Wad,
    lastTimestamp: input.now,
    segments: [],
    accounts: [],
    accountOf: new Map(),
    curves: [],
    markets: [],
    seals: new Map(),
    access: new Map(),
    consents: new Set(),
    outsideIndex: new Set(),
    index: new Map(),
    balances: new Map(),
    allowances: new Map(),
  };
}

/**
 * An address in the form the state's maps are keyed by.
 *
 * @throws InvalidInputError unless 20 bytes in hexadecimal, not all zero.
 */
export function addressKey(path: string, address: string): string {
  if (typeof address !== 'string' || !/^0x[0-9a-f]{40}$/i.test(address) || /^0x0+$/.test(address)) {
    throw new InvalidInputError({
      path,
      observed: address,
      allowed: 'a non-zero address: 0x and 40 hexadecimal digits',
    });
  }
  return address.toLowerCase();
}

/** Block timestamps may stand still, never fall. @throws TimeRunsBackwardsError. @throws InvalidInputError. */
export function checkClock(state: SpotState, now: UnixSeconds): void {
  checkUnixSeconds('now', now);
  if (now < state.lastTimestamp) throw new TimeRunsBackwardsError(state.lastTimestamp, now);
}
