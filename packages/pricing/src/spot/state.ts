import { TimeRunsBackwardsError } from '../discovery/errors.ts';
import type { IndexBucket } from '../discovery/marketIndex.ts';
import { checkInteger, checkUnixSeconds, checkWad, MarginTooHighError } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import { type Bps, MAX_MARGIN_BPS, type UnixSeconds, type Wad } from '../units/units.ts';

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
 * the marketplace. Changed only by the functions of this folder, each of which changes everything it must or throws and
 * changes nothing. Addresses and hashes are kept in lower case.
 *
 * Roles, the token's cap, proofs and upgrades are the chain's own affair: who may call is not modelled, and an upgrade
 * that changes the index thresholds is `{ ...state, minIndexAsk, minIndexMarginBps }`.
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
 * @param input.brokerWallet where the spread goes; not the marketplace, where it would pile up as surplus.
 * @param input.brokerMarginBps the broker's share of the ask stamped on new segments, 0 to 5000.
 * @param input.maxBackdateSeconds how old a segment may be when it is listed, 0 to 2^32 - 1.
 * @param input.minIndexAsk purchases below this ask, in wei of PAT, stay out of the index.
 * @param input.minIndexMarginBps purchases of segments below this margin stay out of the index.
 * @throws {InvalidInputError} on a malformed address or figure. @throws {MarginTooHighError} above 50 %.
 * @example spotState({ ...deployment, now: 1_767_225_600 }).liabilities // 0n
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
  const marketplace = addressKey('marketplace', input.marketplace);
  checkStampedMargin('brokerMarginBps', input.brokerMarginBps);
  checkInteger('maxBackdateSeconds', input.maxBackdateSeconds, 0, 2 ** 32 - 1);
  checkWad('minIndexAsk', input.minIndexAsk);
  checkInteger('minIndexMarginBps', input.minIndexMarginBps, 0);
  checkUnixSeconds('now', input.now);
  return {
    marketplace,
    minIndexAsk: input.minIndexAsk,
    minIndexMarginBps: input.minIndexMarginBps,
    maxBackdateSeconds: input.maxBackdateSeconds,
    brokerWallet: walletKey(marketplace, input.brokerWallet),
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
 * @throws {InvalidInputError} unless 20 bytes in hexadecimal, not all zero.
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

/**
 * A hash in the form the state's maps are keyed by.
 *
 * @throws {InvalidInputError} unless 32 bytes in hexadecimal, not all zero.
 */
export function hashKey(path: string, hash: string): string {
  if (typeof hash !== 'string' || !/^0x[0-9a-f]{64}$/i.test(hash) || /^0x0+$/.test(hash)) {
    throw new InvalidInputError({
      path,
      observed: hash,
      allowed: 'a non-zero hash: 0x and 64 hexadecimal digits',
    });
  }
  return hash.toLowerCase();
}

/** The broker wallet's key. @throws {InvalidInputError} on a malformed address or the marketplace's own. */
export function walletKey(marketplace: string, wallet: string): string {
  const key = addressKey('brokerWallet', wallet);
  if (key === marketplace) {
    throw new InvalidInputError({
      path: 'brokerWallet',
      observed: wallet,
      allowed: "an address other than the marketplace's own",
    });
  }
  return key;
}

/** @throws {InvalidInputError} unless `value` is a bigint that fits `bits` unsigned bits. */
export function checkUint(path: string, value: unknown, bits: 88 | 256): asserts value is bigint {
  if (typeof value !== 'bigint' || value < 0n || value >> BigInt(bits) !== 0n) {
    throw new InvalidInputError({ path, observed: value, allowed: `a bigint from 0 to 2^${bits} - 1` });
  }
}

/**
 * A margin as the contract takes it, 16 bits wide: all of what is above 5000 is too high, also above 100 %.
 *
 * @throws {InvalidInputError} unless a whole number from 0 to 65535. @throws {MarginTooHighError} above 5000.
 */
export function checkStampedMargin(path: string, value: unknown): asserts value is Bps {
  checkInteger(path, value, 0, 2 ** 16 - 1);
  if (value > MAX_MARGIN_BPS) throw new MarginTooHighError(path, value);
}

/** Block timestamps may stand still, never fall. @throws {TimeRunsBackwardsError}. @throws {InvalidInputError}. */
export function checkClock(state: SpotState, now: UnixSeconds): void {
  checkUnixSeconds('now', now);
  if (now < state.lastTimestamp) throw new TimeRunsBackwardsError(state.lastTimestamp, now);
}
