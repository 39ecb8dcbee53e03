import { unpackKnots } from '../freshness/freshnessTable.ts';
import { checkDuration, checkInteger, checkUnixSeconds } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import { ceilDiv } from '../units/mulDiv.ts';
import { BPS, type Bps, type UnixSeconds, type Wad } from '../units/units.ts';
import {
  AskOutsideBandError,
  BatchSizeError,
  ConfidenceOutsideBandError,
  ContentAlreadySealedError,
  CurveUnknownError,
  IssuedAtOutOfRangeError,
  MarketExistsError,
  MarketUnknownError,
  OneOfProviderAndDistributionError,
  PausedError,
  ReferenceFrozenError,
  ReferenceMoveTooLargeError,
  SegmentUnknownError,
  TooManyCurvesError,
  ZeroCapacityError,
} from './errors.ts';
import {
  addressKey,
  checkClock,
  checkStampedMargin,
  checkUint,
  hashKey,
  type MarketTerms,
  type SpotMarket,
  type SpotState,
} from './state.ts';

/** Items a batch may have. */
export const MAX_BATCH = 100;
const MAX_CURVES = 256;
const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3_600;

/** What registering a segment needs; exactly one of `provider` and `distributionRoot`. */
export interface Listing {
  /** 32 bytes in hexadecimal; sealed once for ever. */
  readonly contentHash: string;
  readonly provider?: string;
  /** Merkle root of the shares of many providers. */
  readonly distributionRoot?: string;
  /** Ask of a fresh unit, Wad of PAT below 2^88. */
  readonly freshAsk: Wad;
  readonly issuedAt: UnixSeconds;
  readonly market: number;
  /** 10000 = 1.0. */
  readonly confidenceBps: number;
  /** Access rights for sale, below 2^24. */
  readonly capacity: number;
  readonly curve: number;
}

/**
 * Adds a curve for ever.
 *
 * @param table the curve's word, as {@link freshnessCurve} and {@link packKnots} make it.
 * @returns its number, from 0 to 255. @throws {InvalidCurveError} on a word that is no curve.
 * @throws {TooManyCurvesError} when there are 256.
 * @example addCurve(state, 2n ** 256n - 1n) // 0, the first; a flat curve
 */
export function addCurve(state: SpotState, table: bigint): number {
  unpackKnots(table);
  if (state.curves.length === MAX_CURVES) throw new TooManyCurvesError(MAX_CURVES);
  return state.curves.push(table) - 1;
}

/**
 * Opens a market.
 *
 * @returns its number, from 1. @throws {InvalidInputError} on terms out of range. @throws {MarketExistsError} when the
 * type, window and band have one. @throws {TimeRunsBackwardsError} when `now` lies before what was seen.
 * @example addMarket(state, terms, now) // 1, the first
 */
export function addMarket(state: SpotState, terms: MarketTerms, now: UnixSeconds): number {
  checkClock(state, now);
  checkTerms(terms);
  const twin = state.markets.findIndex(
    ({ terms: other }) =>
      other.segmentType === terms.segmentType &&
      other.windowSeconds === terms.windowSeconds &&
      other.confidenceLowBps === terms.confidenceLowBps &&
      other.confidenceHighBps === terms.confidenceHighBps,
  );
  if (twin !== -1) throw new MarketExistsError(twin + 1);
  state.lastTimestamp = now;
  const { referenceAsk } = terms;
  return state.markets.push({ terms: { ...terms }, referenceAsk, anchorAsk: referenceAsk, anchorAt: now });
}

/**
 * Moves a market's reference ask: into `[ceil(anchor (10000 - move) / 10000), floor(anchor (10000 + move) / 10000)]`,
 * rounded inward so that the reference stays within `dailyMoveBps` of where it stood when it had
 * last rested for 86,400 s.
 *
 * @param referenceAsk Wad of PAT (wei), below 2^88.
 * @throws {MarketUnknownError}. @throws {ReferenceFrozenError} while a settlement window runs.
 * @throws {ReferenceMoveTooLargeError}. @throws {TimeRunsBackwardsError}. @throws {InvalidInputError} unless a bigint of 88 bits.
 * @example a reference of 100 PAT and a move of 5 % take 95 to 105 PAT
 */
export function setReferenceAsk(state: SpotState, market: number, referenceAsk: Wad, now: UnixSeconds): void {
  checkClock(state, now);
  checkUint('referenceAsk', referenceAsk, 88);
  const entry = marketOf(state, market);
  const until = frozenUntil(entry.terms, now);
  if (until !== undefined) throw new ReferenceFrozenError(market, until);
  // The day runs from the last move: of fixed days, the moves of two could meet at their edge.
  const rested = now >= entry.anchorAt + DAY_SECONDS;
  const anchorAsk = rested ? entry.referenceAsk : entry.anchorAsk;
  const { lowest, highest } = band(anchorAsk, entry.terms.dailyMoveBps);
  if (referenceAsk < lowest || referenceAsk > highest) {
    throw new ReferenceMoveTooLargeError(market, referenceAsk, lowest, highest);
  }
  state.lastTimestamp = now;
  entry.anchorAsk = anchorAsk;
  entry.anchorAt = now;
  entry.referenceAsk = referenceAsk;
}

/**
 * Lists segments, all or none, with the margin of this moment.
 *
 * @returns the id of the first; ids are sequential from 1.
 * @throws {PausedError} @throws {BatchSizeError} @throws {MarketUnknownError} @throws {AskOutsideBandError} @throws {ConfidenceOutsideBandError},
 * IssuedAtOutOfRangeError, CurveUnknownError, ZeroCapacityError, ContentAlreadySealedError,
 * OneOfProviderAndDistributionError: each for the first listing that fails. @throws {TimeRunsBackwardsError}.
 * @throws {InvalidInputError} on what the contract's types could not carry: a fraction, a malformed hash or address.
 * @example registerSegments(state, [listing, other], now) // 1; their ids are 1 and 2
 */
export function registerSegments(state: SpotState, listings: readonly Listing[], now: UnixSeconds): number {
  checkClock(state, now);
  if (!Array.isArray(listings) || listings.some((entry) => typeof entry !== 'object' || entry === null)) {
    throw new InvalidInputError({ path: 'listings', observed: listings, allowed: 'an array of listings' });
  }
  if (state.paused) throw new PausedError();
  if (listings.length === 0 || listings.length > MAX_BATCH)
    throw new BatchSizeError(listings.length, MAX_BATCH);
  const firstId = state.segments.length + 1;
  const sealed = new Map<string, number>();
  listings.forEach((listing: Listing, i) => {
    checkListing(state, listing, now);
    const hash = hashKey('contentHash', listing.contentHash);
    const earlier = state.seals.get(hash) ?? sealed.get(hash);
    if (earlier !== undefined) throw new ContentAlreadySealedError(hash, earlier);
    sealed.set(hash, firstId + i);
    checkProvider(listing);
  });
  state.lastTimestamp = now;
  for (const listing of listings as readonly Listing[]) {
    const contentHash = hashKey('contentHash', listing.contentHash);
    const account = openAccount(state, listing);
    const id = state.segments.push({
      freshAsk: listing.freshAsk,
      issuedAt: listing.issuedAt,
      windowSeconds: marketOf(state, listing.market).terms.windowSeconds,
      confidenceBps: listing.confidenceBps,
      market: listing.market,
      marginBps: state.brokerMarginBps,
      remaining: listing.capacity,
      curve: listing.curve,
      account,
      contentHash,
    });
    state.seals.set(contentHash, id);
  }
  return firstId;
}

/**
 * Gives a segment a new fresh ask and margin, also while paused and after it has expired or sold out.
 *
 * @param input.freshAsk Wad of PAT (wei), within the market's band of now. @param input.marginBps 0 to 5000.
 * @throws {SegmentUnknownError}. @throws {MarginTooHighError}. @throws {AskOutsideBandError}. @throws {TimeRunsBackwardsError}.
 * @throws {InvalidInputError} on what is not a bigint of 88 bits or not whole basis points.
 * @example repriceSegment(state, { id: 1, freshAsk: parseWad('101'), marginBps: 3_500 as Bps, now })
 */
export function repriceSegment(
  state: SpotState,
  input: { readonly id: number; readonly freshAsk: Wad; readonly marginBps: Bps; readonly now: UnixSeconds },
): void {
  checkClock(state, input.now);
  checkInteger('id', input.id, 0);
  checkUint('freshAsk', input.freshAsk, 88);
  const segment = state.segments[input.id - 1];
  if (segment === undefined) throw new SegmentUnknownError(input.id);
  checkStampedMargin('marginBps', input.marginBps);
  checkInBand(state, segment.market, input.freshAsk);
  state.lastTimestamp = input.now;
  segment.freshAsk = input.freshAsk;
  segment.marginBps = input.marginBps;
}

/**
 * The end of the settlement window that runs at `now`. Settlements fall on whole hours congruent to the offset modulo
 * the period; a window is the last hours before one, its first second included and its end not.
 *
 * @returns Unix seconds, or `undefined` when none runs. @throws {InvalidInputError} on a malformed time.
 * @example frozenUntil({ ...terms, settlementPeriodHours: 24, settlementWindowHours: 2 }, 22 * 3_600) // 86400
 */
export function frozenUntil(terms: MarketTerms, now: UnixSeconds): UnixSeconds | undefined {
  checkUnixSeconds('now', now);
  const period = terms.settlementPeriodHours ?? 0;
  if (period === 0) return undefined;
  const hour = Math.floor(now / HOUR_SECONDS);
  const left = period - ((hour + period - (terms.settlementOffsetHours ?? 0)) % period);
  return left <= (terms.settlementWindowHours ?? 0) ? (hour + left) * HOUR_SECONDS : undefined;
}

function marketOf(state: SpotState, market: number): SpotMarket {
  checkInteger('market', market, 0, 2 ** 16 - 1);
  const entry = state.markets[market - 1];
  if (entry === undefined) throw new MarketUnknownError(market);
  return entry;
}

/** The narrowest whole wei within `reference x (1 +/- bps)`. */
function band(referenceAsk: Wad, bps: number): { lowest: bigint; highest: bigint } {
  return {
    lowest: ceilDiv(referenceAsk * BigInt(BPS - bps), BigInt(BPS)),
    highest: (referenceAsk * BigInt(BPS + bps)) / BigInt(BPS),
  };
}

function checkInBand(state: SpotState, market: number, freshAsk: Wad): void {
  const { terms, referenceAsk } = marketOf(state, market);
  const { lowest, highest } = band(referenceAsk, terms.bandBps);
  if (freshAsk < lowest || freshAsk > highest) {
    throw new AskOutsideBandError(market, freshAsk, lowest, highest);
  }
}

function checkListing(state: SpotState, listing: Listing, now: UnixSeconds): void {
  const { terms } = marketOf(state, listing.market);
  checkUint('freshAsk', listing.freshAsk, 88);
  checkInBand(state, listing.market, listing.freshAsk);
  const { confidenceLowBps: low, confidenceHighBps: high } = terms;
  checkInteger('confidenceBps', listing.confidenceBps, 0, 2 ** 16 - 1);
  const below = listing.confidenceBps < high || (high === BPS && listing.confidenceBps === BPS);
  if (listing.confidenceBps < low || !below || listing.confidenceBps === 0) {
    throw new ConfidenceOutsideBandError(listing.market, listing.confidenceBps, low, high);
  }
  checkUnixSeconds('issuedAt', listing.issuedAt);
  const earliest = now - Math.min(state.maxBackdateSeconds, terms.windowSeconds - 1);
  if (listing.issuedAt < earliest || listing.issuedAt > now) {
    throw new IssuedAtOutOfRangeError(listing.issuedAt, earliest, now);
  }
  checkInteger('curve', listing.curve, 0, MAX_CURVES - 1);
  if (listing.curve >= state.curves.length) throw new CurveUnknownError(listing.curve);
  checkInteger('capacity', listing.capacity, 0, 2 ** 24 - 1);
  if (listing.capacity === 0) throw new ZeroCapacityError();
}

function checkProvider({ provider, distributionRoot }: Listing): void {
  if ((provider === undefined) === (distributionRoot === undefined)) {
    throw new OneOfProviderAndDistributionError(provider, distributionRoot);
  }
  if (provider !== undefined) addressKey('provider', provider);
  if (distributionRoot !== undefined) hashKey('distributionRoot', distributionRoot);
}

function openAccount(state: SpotState, listing: Listing): number {
  const { provider, distributionRoot: root } = listing;
  const owner = provider === undefined ? undefined : addressKey('provider', provider);
  const known = owner === undefined ? undefined : state.accountOf.get(owner);
  if (known !== undefined) return known;
  const account = state.accounts.push({
    owner,
    earnings: 0n as Wad,
    distributionRoot: root === undefined ? undefined : hashKey('distributionRoot', root),
    claimed: 0n as Wad,
    claims: new Map(),
  });
  if (owner !== undefined) state.accountOf.set(owner, account);
  return account;
}

function checkTerms(terms: MarketTerms): void {
  checkDuration('windowSeconds', terms.windowSeconds, 2 ** 24 - 1);
  checkInteger('confidenceHighBps', terms.confidenceHighBps, 1, BPS);
  checkInteger('confidenceLowBps', terms.confidenceLowBps, 0, terms.confidenceHighBps - 1);
  checkInteger('bandBps', terms.bandBps, 0, BPS - 1);
  checkInteger('dailyMoveBps', terms.dailyMoveBps, 0, BPS - 1);
  const { settlementPeriodHours: period = 0, settlementWindowHours: window = 0 } = terms;
  checkInteger('settlementPeriodHours', period, 0, 1_024);
  checkInteger('settlementWindowHours', window, 0, Math.max(period - 1, 0));
  checkInteger('settlementOffsetHours', terms.settlementOffsetHours ?? 0, 0, Math.max(period - 1, 0));
  checkSegmentType(terms.segmentType);
  checkUint('referenceAsk', terms.referenceAsk, 88);
  if (terms.referenceAsk === 0n) {
    throw new InvalidInputError({ path: 'referenceAsk', observed: 0n, allowed: 'at least 1 wei' });
  }
}

/** Two names must not become the same 32 bytes on chain: there zero bytes pad, and lone surrogates would all be one. */
function checkSegmentType(name: unknown): void {
  const bytes = typeof name === 'string' ? new TextEncoder().encode(name) : undefined;
  const faithful = bytes?.every((byte) => byte !== 0) === true && new TextDecoder().decode(bytes) === name;
  if (!faithful || bytes.length === 0 || bytes.length > 31) {
    throw new InvalidInputError({
      path: 'segmentType',
      observed: name,
      allowed: 'a name of 1 to 31 bytes of UTF-8, none of them zero',
    });
  }
}
