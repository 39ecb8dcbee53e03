import {
  BatchSizeError,
  ContentAlreadySealedError,
  PausedError,
  TooManyAccountsError,
} from '@phasegate/pricing/refusals';
import { checkObjects, type UnixSeconds, type Wad } from '@phasegate/pricing/units';
import { addressKey, hashKey } from '../state/chainTypes.ts';
import { MAX_BATCH, type SpotMarketState } from '../state/spotMarketState.ts';
import { marketOf } from './askBand.ts';
import { checkListing, checkProvider, type Listing } from './checkListing.ts';

/** Accounts there may be: a segment's slot keeps 32 bits of their number, and none is numbered 0. */
const MAX_ACCOUNTS = 2 ** 32 - 1;

/**
 * Lists segments, all or none, with the margin of this moment.
 *
 * @returns the id of the first; ids are sequential from 1.
 * @throws {PausedError} {@link BatchSizeError} for the whole batch.
 * @throws {MarketUnknownError} {@link AskOutsideBandError} {@link ConfidenceOutsideBandError}
 *   {@link IssuedAtOutOfRangeError} {@link CurveUnknownError} {@link ZeroCapacityError} {@link ContentAlreadySealedError}
 *   {@link OneOfProviderAndDistributionError} {@link ProviderIsMarketplaceError} {@link TooManyAccountsError} for the
 *   first listing that fails.
 * @throws {InvalidInputError} on what the contract's types could not carry: a fraction, a malformed hash or address.
 * @example registerSegments(state, [listing(3), listing(4)], at) // 3: their ids are 3 and 4
 */
export function registerSegments(
  state: SpotMarketState,
  listings: readonly Listing[],
  at: UnixSeconds,
): number {
  checkObjects('listings', listings);
  if (state.paused) throw new PausedError(true, undefined);
  if (listings.length === 0 || listings.length > MAX_BATCH)
    throw new BatchSizeError(listings.length, MAX_BATCH);
  const firstId = state.segments.length + 1;
  const sealed = new Map<string, number>();
  const opened = new Set<string>();
  listings.forEach((listing, i) => {
    checkListing(state, listing, at);
    const hash = hashKey('contentHash', listing.contentHash);
    const earlier = state.seals.get(hash) ?? sealed.get(hash);
    if (earlier !== undefined) throw new ContentAlreadySealedError(hash, earlier);
    sealed.set(hash, firstId + i);
    checkProvider(state, listing);
    const key = newAccountKey(state, listing);
    if (key !== undefined) opened.add(key);
    if (state.accounts.length + opened.size > MAX_ACCOUNTS) throw new TooManyAccountsError(MAX_ACCOUNTS);
  });
  for (const listing of listings) {
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
      askAnchor: { ask: 0n as Wad, movedAt: 0 },
    });
    state.seals.set(contentHash, id);
  }
  return firstId;
}

/** What tells the account that a listing opens from others of its batch; nothing where its provider has one. */
function newAccountKey(state: SpotMarketState, { provider, contentHash }: Listing): string | undefined {
  if (provider === undefined) return hashKey('contentHash', contentHash);
  const owner = addressKey('provider', provider);
  return state.accountOf.has(owner) ? undefined : owner;
}

function openAccount(state: SpotMarketState, listing: Listing): number {
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
