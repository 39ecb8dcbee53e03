import type { IndexRing } from '@phasegate/pricing';
import {
  type Bps,
  checkInteger,
  checkObject,
  checkUnixSeconds,
  checkWad,
  type MarketId,
  type UnixSeconds,
  type Wad,
} from '@phasegate/pricing/units';
import { addressKey, checkMargin, walletKey } from './chainTypes.ts';

/** A listed segment as the marketplace's slot holds it. Money is Wad of PAT. */
export interface SpotSegment {
  freshAsk: Wad;
  readonly issuedAt: UnixSeconds;
  readonly windowSeconds: number;
  readonly confidenceBps: number;
  readonly market: MarketId;
  marginBps: Bps;
  remaining: number;
  readonly curve: number;
  readonly account: number;
  readonly contentHash: string;
  /** Where the fresh ask stood when it had last rested for a day, and its last move; zero before the first one. */
  askAnchor: { readonly ask: Wad; readonly movedAt: UnixSeconds };
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

/** A market that was opened: its terms, its reference ask of now and the anchor from which a day's move is measured. */
export interface ListedMarket {
  readonly terms: MarketTerms;
  referenceAsk: Wad;
  /** Where the reference stood when it had last rested for a day. */
  anchorAsk: Wad;
  /** The last move. */
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
 * the marketplace. Plain data. Changed only by {@link playSpotMarket}, in place; {@link reduceSpotMarket} leaves it as it
 * is and returns the next one. Addresses and hashes are kept in lower case.
 *
 * Roles, the token's cap, proofs and upgrades are the chain's own affair: who may call is not modelled, and an upgrade
 * that changes the index thresholds is `{ ...state, minIndexAsk, minIndexMarginBps }`.
 */
export interface SpotMarketState {
  readonly marketplace: string;
  readonly minIndexAsk: Wad;
  readonly minIndexMarginBps: number;
  readonly maxBackdateSeconds: number;
  brokerWallet: string;
  brokerMarginBps: Bps;
  /** How far a repriced margin may lie from the broker's. */
  marginBandBps: Bps;
  paused: boolean;
  liabilities: Wad;
  /** The time of the last event. */
  lastTimestamp: UnixSeconds;
  /** By id, from 1; so are `accounts` and `markets`. Curves are numbered from 0. */
  readonly segments: SpotSegment[];
  readonly accounts: SpotAccount[];
  readonly accountOf: Map<string, number>;
  readonly curves: bigint[];
  readonly markets: ListedMarket[];
  readonly seals: Map<string, number>;
  /** Ids by owner, also of segments that have expired. */
  readonly access: Map<string, Set<number>>;
  readonly consents: Set<string>;
  readonly outsideIndex: Set<string>;
  readonly index: Map<MarketId, IndexRing>;
  readonly balances: Map<string, Wad>;
  /** Wei of PAT; 256 bits on chain, so that one can be unlimited. */
  readonly allowances: Map<string, bigint>;
}

/** The margin band of a deployment: room for the widest half-spread above a margin of 30 %. */
const DEFAULT_MARGIN_BAND_BPS: Bps = 2_000 as Bps;
/** Items a batch may have. */
export const MAX_BATCH = 100;
/** An allowance that is never used up, as ERC-20s treat it. */
export const UNLIMITED: bigint = (1n << 256n) - 1n;

/**
 * An empty spot market, as a deployment leaves it.
 *
 * @param input.marketplace the marketplace's own address, whose PAT balance backs what providers are owed.
 * @param input.brokerWallet where the spread goes; not the marketplace, where it would pile up as surplus.
 * @param input.brokerMarginBps the broker's share of the ask stamped on new segments, from the least margin to 5000.
 * @param input.maxBackdateSeconds how old a segment may be when it is listed, 0 to 2^32 - 1.
 * @param input.minIndexAsk purchases below this ask, in wei of PAT, stay out of the index.
 * @param input.minIndexMarginBps purchases of segments below this margin stay out of the index.
 * @throws {InvalidInputError} on a malformed address or figure. @throws {MarginTooHighError} above 50 %.
 * @throws {MarginTooLowError} below the index's least margin.
 * @example openSpotMarket({ ...deployment, at: 1_767_225_600 }).liabilities // 0n
 */
export function openSpotMarket(input: {
  readonly marketplace: string;
  readonly brokerWallet: string;
  readonly brokerMarginBps: Bps;
  readonly maxBackdateSeconds: number;
  readonly minIndexAsk: Wad;
  readonly minIndexMarginBps: number;
  readonly at: UnixSeconds;
}): SpotMarketState {
  checkObject('input', input);
  const marketplace = addressKey('marketplace', input.marketplace);
  checkInteger('minIndexMarginBps', input.minIndexMarginBps, 0);
  checkMargin('brokerMarginBps', input.brokerMarginBps, input.minIndexMarginBps);
  checkInteger('maxBackdateSeconds', input.maxBackdateSeconds, 0, 2 ** 32 - 1);
  checkWad('minIndexAsk', input.minIndexAsk);
  checkUnixSeconds('at', input.at);
  return {
    marketplace,
    minIndexAsk: input.minIndexAsk,
    minIndexMarginBps: input.minIndexMarginBps,
    maxBackdateSeconds: input.maxBackdateSeconds,
    brokerWallet: walletKey(marketplace, input.brokerWallet),
    brokerMarginBps: input.brokerMarginBps,
    marginBandBps: DEFAULT_MARGIN_BAND_BPS,
    paused: false,
    liabilities: 0n as Wad,
    lastTimestamp: input.at,
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
