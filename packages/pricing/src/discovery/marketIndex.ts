import { checkBps, checkInteger, checkIterable, checkObject } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import { MAX_ASK, WAD, type Wad } from '../units/units.ts';
import { TimeRunsBackwardsError } from './errors.ts';

/** Hours a market's ring holds, about 42 days. */
export const INDEX_RING_HOURS = 1_024;
/** Trades of one hour that enter the index; later ones do not. */
export const MAX_INDEX_TRADES: number = 2 ** 20 - 1;
const LAST_HOUR = 2 ** 32 - 1;

/** One hour of one market. */
export interface IndexBucket {
  /** Hours since 1970. */
  readonly hour: number;
  readonly trades: number;
  /** Sum of `freshness x confidenceBps` over trades, at scale 1e22 (1e18 x 10000). */
  readonly sumWeight: bigint;
  /** Sum of asks, Wad of PAT. */
  readonly sumAsk: bigint;
}

/** A trade as the index sees it. */
export interface IndexTrade {
  /** Hours since 1970, `floor(timestamp / 3600)`. */
  readonly hour: number;
  /** Wad of PAT, below 2^88. */
  readonly ask: Wad;
  /** Freshness multiplier of the segment when it was bought, Wad in [0, 1e18]. */
  readonly freshness: Wad;
  /** Confidence of the segment, 0 to 10000. */
  readonly confidenceBps: number;
}

/** The slot of an hour in a ring: `hour mod 1024`. */
export function indexSlot(hour: number): number {
  checkInteger('hour', hour, 0, LAST_HOUR);
  return hour % INDEX_RING_HOURS;
}

/**
 * The bucket of a slot after a trade. `ask` is added to `sumAsk`, `freshness x confidenceBps` to `sumWeight` (no
 * division), 1 to `trades`. A bucket of an earlier hour (a stale tag of the ring) is begun anew; once an hour has
 * 2^20 - 1 trades, further ones leave it unchanged.
 *
 * @param bucket what the slot holds; `undefined` or the unpacked zero word for a slot never used.
 * @throws {TimeRunsBackwardsError} when the slot already holds a later hour.
 * @throws {InvalidInputError} on a malformed trade.
 * @example bucketAfterTrade(undefined, { hour: 5, ask: WAD, freshness: WAD, confidenceBps: 10_000 }).trades // 1
 */
export function bucketAfterTrade(bucket: IndexBucket | undefined, trade: IndexTrade): IndexBucket {
  checkObject('trade', trade);
  const { hour, ask, freshness, confidenceBps } = trade;
  checkInteger('hour', hour, 0, LAST_HOUR);
  checkWithin('ask', ask, MAX_ASK);
  checkWithin('freshness', freshness, WAD);
  checkBps('confidenceBps', confidenceBps);
  const weight = freshness * BigInt(confidenceBps);
  if (bucket === undefined || bucket.hour < hour) return { hour, trades: 1, sumWeight: weight, sumAsk: ask };
  if (bucket.hour > hour) throw new TimeRunsBackwardsError(bucket.hour, hour);
  if (bucket.trades >= MAX_INDEX_TRADES) return bucket;
  return {
    hour,
    trades: bucket.trades + 1,
    sumWeight: bucket.sumWeight + weight,
    sumAsk: bucket.sumAsk + ask,
  };
}

/**
 * A bucket as the contract's word: `hour` 32 bits (lowest), `trades` 20, `sumWeight` 96, `sumAsk` 108 (highest).
 *
 * @throws {InvalidInputError} when a field does not fit.
 * @example packBucket({ hour: 1, trades: 1, sumWeight: 0n, sumAsk: 0n }) // (1n << 32n) | 1n
 */
export function packBucket(bucket: IndexBucket): bigint {
  checkObject('bucket', bucket);
  checkInteger('hour', bucket.hour, 0, LAST_HOUR);
  checkInteger('trades', bucket.trades, 0, MAX_INDEX_TRADES);
  checkWithin('sumWeight', bucket.sumWeight, (1n << 96n) - 1n);
  checkWithin('sumAsk', bucket.sumAsk, (1n << 108n) - 1n);
  return (
    BigInt(bucket.hour) | (BigInt(bucket.trades) << 32n) | (bucket.sumWeight << 52n) | (bucket.sumAsk << 148n)
  );
}

/**
 * The bucket of a word; the inverse of {@link packBucket}.
 *
 * @throws {InvalidInputError} unless a bigint of 256 bits.
 * @example unpackBucket((1n << 32n) | 1n) // { hour: 1, trades: 1, sumWeight: 0n, sumAsk: 0n }
 */
export function unpackBucket(word: bigint): IndexBucket {
  checkWithin('word', word, (1n << 256n) - 1n);
  return {
    hour: Number(word & 0xffffffffn),
    trades: Number((word >> 32n) & 0xfffffn),
    sumWeight: (word >> 52n) & ((1n << 96n) - 1n),
    sumAsk: word >> 148n,
  };
}

/**
 * The index price of a period, per fresh unit at confidence 1.0: `floor(sumAsk 1e18 10000 / sumWeight)` over its
 * buckets. One division at the end; rounds down, as the mark of no party in particular does on chain.
 *
 * @returns Wad of PAT, or `undefined` when nothing was traded (the weights sum to zero).
 * @throws {InvalidInputError} on a malformed bucket.
 * @example
 * // one trade of 50 PAT at freshness 0.5, confidence 1.0
 * const trade = { hour: 5, ask: parseWad('50'), freshness: parseWad('0.5'), confidenceBps: 10_000 };
 * formatWad(indexPrice([bucketAfterTrade(undefined, trade)])) // '100'
 */
export function indexPrice(buckets: Iterable<Pick<IndexBucket, 'sumAsk' | 'sumWeight'>>): Wad | undefined {
  checkIterable('buckets', buckets);
  let sumAsk = 0n;
  let sumWeight = 0n;
  for (const bucket of buckets) {
    checkWithin('sumAsk', bucket.sumAsk, (1n << 108n) - 1n);
    checkWithin('sumWeight', bucket.sumWeight, (1n << 96n) - 1n);
    sumAsk += bucket.sumAsk;
    sumWeight += bucket.sumWeight;
  }
  return sumWeight === 0n ? undefined : (((sumAsk * WAD * 10_000n) / sumWeight) as Wad);
}

function checkWithin(path: string, value: unknown, maximum: bigint): void {
  if (typeof value !== 'bigint' || value < 0n || value > maximum) {
    throw new InvalidInputError({ path, observed: value, allowed: `a bigint from 0 to ${maximum}` });
  }
}
