import { unpackKnots } from '../freshness/freshnessTable.ts';
import { checkBps, checkDuration, checkInteger, checkMarginBps, checkUnixSeconds } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import { ceilDiv } from '../units/mulDiv.ts';
import { BPS, type Bps, MAX_ASK, type UnixSeconds, type Wad } from '../units/units.ts';
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
import { addressKey, checkClock, type MarketTerms, type SpotMarket, type SpotState } from './state.ts';

/** Items a batch may have. */
export const MAX_BATCH = 100;
const MAX_CURVES = 256;
const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3_600;

/** What registering a segment needs; exactly one of `provider` and `distributionRoot`. */
export interface Listing {
  readonly contentHash: string;
  readonly provider?: string;
  readonly distributionRoot?: string;
  readonly freshAsk: Wad;
  readonly issuedAt: UnixSeconds;
  readonly market: number;
  readonly confidenceBps: number;
  readonly capacity: number;
  readonly curve: number;
}

/** Adds a curve for ever. @returns its number. @throws InvalidCurveError, TooManyCurvesError. */
export function addCurve(state: SpotState, table: bigint): number {
  unpackKnots(table);
  if (state.curves.length === MAX_CURVES) throw new TooManyCurvesError(MAX_CURVES);
  return state.curves.push(table) - 1;
}

/**
 * Opens a market.
 *
 * @returns its number, from 1. @throws InvalidInputError on terms out of range. @throws MarketExistsError when the
 * type, window and band have one.
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
  return state.markets.push({ terms, referenceAsk, anchorAsk: referenceAsk, anchorAt: now });
}

/**
 * Moves a market's reference ask, at most `dailyMoveBps` from the anchor. The anchor follows once a day has passed.
 *
 * @throws MarketUnknownError, ReferenceFrozenError, ReferenceMoveTooLargeError, TimeRunsBackwardsError.
 */
export function setReferenceAsk(state: SpotState, market: number, referenceAsk: Wad, now: UnixSeconds): void {
  checkClock(state, now);
  const entry = marketOf(state, market);
  const until = frozenUntil(entry.terms, now);
  if (until !== undefined) throw new ReferenceFrozenError(market, until);
  const newDay = now >= entry.anchorAt + DAY_SECONDS;
  const anchorAsk = newDay ? entry.referenceAsk : entry.anchorAsk;
  const { lowest, highest } = band(anchorAsk, entry.terms.dailyMoveBps);
  if (typeof referenceAsk !== 'bigint' || referenceAsk < lowest || referenceAsk > highest) {
    throw new ReferenceMoveTooLargeError(market, referenceAsk, lowest, highest);
  }
  state.lastTimestamp = now;
  if (newDay) {
    entry.anchorAsk = anchorAsk;
    entry.anchorAt = now;
  }
  entry.referenceAsk = referenceAsk;
}

/**
 * Lists segments, all or none, with the margin of this moment.
 *
 * @returns the id of the first; ids are sequential from 1.
 * @throws PausedError, BatchSizeError, MarketUnknownError, AskOutsideBandError, ConfidenceOutsideBandError,
 * IssuedAtOutOfRangeError, CurveUnknownError, ZeroCapacityError, ContentAlreadySealedError,
 * OneOfProviderAndDistributionError: each for the first listing that fails. @throws InvalidInputError.
 */
export function registerSegments(state: SpotState, listings: readonly Listing[], now: UnixSeconds): number {
  checkClock(state, now);
  if (state.paused) throw new PausedError();
  if (listings.length === 0 || listings.length > MAX_BATCH)
    throw new BatchSizeError(listings.length, MAX_BATCH);
  const firstId = state.segments.length + 1;
  const sealed = new Map<string, number>();
  listings.forEach((listing, i) => {
    checkListing(state, listing, now);
    const hash = listing.contentHash.toLowerCase();
    const earlier = state.seals.get(hash) ?? sealed.get(hash);
    if (earlier !== undefined) throw new ContentAlreadySealedError(hash, earlier);
    sealed.set(hash, firstId + i);
    checkProvider(listing);
  });
  state.lastTimestamp = now;
  for (const listing of listings) {
    const contentHash = listing.contentHash.toLowerCase();
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
 * Gives a segment a new fresh ask and margin.
 *
 * @throws SegmentUnknownError, MarginTooHighError, AskOutsideBandError, TimeRunsBackwardsError, InvalidInputError.
 */
export function repriceSegment(
  state: SpotState,
  input: { readonly id: number; readonly freshAsk: Wad; readonly marginBps: Bps; readonly now: UnixSeconds },
): void {
  checkClock(state, input.now);
  const segment = state.segments[input.id - 1];
  if (segment === undefined) throw new SegmentUnknownError(input.id);
  checkMarginBps('marginBps', input.marginBps);
  checkInBand(state, segment.market, input.freshAsk);
  state.lastTimestamp = input.now;
  segment.freshAsk = input.freshAsk;
  segment.marginBps = input.marginBps;
}

/** The end of the settlement window that runs at `now`, or `undefined`: settlements fall on every `period`-th hour. */
export function frozenUntil(terms: MarketTerms, now: UnixSeconds): UnixSeconds | undefined {
  const period = terms.settlementPeriodHours ?? 0;
  if (period === 0) return undefined;
  const hour = Math.floor(now / HOUR_SECONDS);
  const left = period - ((hour + period - (terms.settlementOffsetHours ?? 0)) % period);
  return left <= (terms.settlementWindowHours ?? 0) ? (hour + left) * HOUR_SECONDS : undefined;
}

function marketOf(state: SpotState, market: number): SpotMarket {
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
  if (typeof freshAsk !== 'bigint' || freshAsk < lowest || freshAsk > highest || freshAsk > MAX_ASK) {
    throw new AskOutsideBandError(market, freshAsk, lowest, highest);
  }
}

function checkListing(state: SpotState, listing: Listing, now: UnixSeconds): void {
  const { terms } = marketOf(state, listing.market);
  checkInBand(state, listing.market, listing.freshAsk);
  const { confidenceLowBps: low, confidenceHighBps: high } = terms;
  checkBps('confidenceBps', listing.confidenceBps);
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
  if (!/^0x[0-9a-f]{64}$/i.test(listing.contentHash) || /^0x0+$/.test(listing.contentHash)) {
    throw new InvalidInputError({
      path: 'contentHash',
      observed: listing.contentHash,
      allowed: 'a non-zero hash: 0x and 64 hexadecimal digits',
    });
  }
}

function checkProvider({ provider, distributionRoot }: Listing): void {
  if ((provider === undefined) === (distributionRoot === undefined)) {
    throw new OneOfProviderAndDistributionError(provider, distributionRoot);
  }
  if (provider !== undefined) addressKey('provider', provider);
}

function openAccount(state: SpotState, listing: Listing): number {
  const owner = listing.provider === undefined ? undefined : addressKey('provider', listing.provider);
  const known = owner === undefined ? undefined : state.accountOf.get(owner);
  if (known !== undefined) return known;
  const account = state.accounts.push({
    owner,
    earnings: 0n as Wad,
    distributionRoot: listing.distributionRoot,
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
  if (terms.segmentType === '' || new TextEncoder().encode(terms.segmentType).length > 31) {
    throw new InvalidInputError({
      path: 'segmentType',
      observed: terms.segmentType,
      allowed: 'a name of 1 to 31 bytes',
    });
  }
  if (typeof terms.referenceAsk !== 'bigint' || terms.referenceAsk <= 0n || terms.referenceAsk > MAX_ASK) {
    throw new InvalidInputError({
      path: 'referenceAsk',
      observed: terms.referenceAsk,
      allowed: `a bigint from 1 to ${MAX_ASK}`,
    });
  }
}
