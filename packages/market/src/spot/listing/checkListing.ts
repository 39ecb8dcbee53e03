import {
  ConfidenceOutsideBandError,
  CurveUnknownError,
  IssuedAtOutOfRangeError,
  OneOfProviderAndDistributionError,
  ProviderIsMarketplaceError,
  ZeroCapacityError,
} from '@phasegate/pricing/refusals';
import {
  BPS,
  checkBigint,
  checkInteger,
  checkUnixSeconds,
  MAX_ASK,
  type MarketId,
  type UnixSeconds,
  type Wad,
} from '@phasegate/pricing/units';
import { addressKey, hashKey } from '../state/chainTypes.ts';
import type { SpotMarketState } from '../state/spotMarketState.ts';
import { MAX_CURVES } from './addCurve.ts';
import { checkInBand, marketOf } from './askBand.ts';

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
  readonly market: MarketId;
  /** 10000 = 1.0. */
  readonly confidenceBps: number;
  /** Access rights for sale, below 2^24. */
  readonly capacity: number;
  readonly curve: number;
}

/** What the contract checks of a listing before it looks at the content's seal, in its order. */
export function checkListing(state: SpotMarketState, listing: Listing, at: UnixSeconds): void {
  const { terms } = marketOf(state, listing.market);
  checkBigint('freshAsk', listing.freshAsk, 0n, MAX_ASK);
  checkInBand(state, listing.market, listing.freshAsk);
  const { confidenceLowBps: low, confidenceHighBps: high } = terms;
  checkInteger('confidenceBps', listing.confidenceBps, 0, 2 ** 16 - 1);
  const below = listing.confidenceBps < high || (high === BPS && listing.confidenceBps === BPS);
  if (listing.confidenceBps < low || !below || listing.confidenceBps === 0) {
    throw new ConfidenceOutsideBandError(listing.market, listing.confidenceBps, low, high);
  }
  checkUnixSeconds('issuedAt', listing.issuedAt);
  const earliest = at - Math.min(state.maxBackdateSeconds, terms.windowSeconds - 1);
  if (listing.issuedAt < earliest || listing.issuedAt > at) {
    throw new IssuedAtOutOfRangeError(listing.issuedAt, earliest, at);
  }
  checkInteger('curve', listing.curve, 0, MAX_CURVES - 1);
  if (listing.curve >= state.curves.length) throw new CurveUnknownError(listing.curve);
  checkInteger('capacity', listing.capacity, 0, 2 ** 24 - 1);
  if (listing.capacity === 0) throw new ZeroCapacityError(listing.contentHash);
}

/** What it checks after the seal. */
export function checkProvider(state: SpotMarketState, { provider, distributionRoot }: Listing): void {
  if ((provider === undefined) === (distributionRoot === undefined)) {
    throw new OneOfProviderAndDistributionError(provider, distributionRoot);
  }
  if (provider !== undefined && addressKey('provider', provider) === state.marketplace)
    throw new ProviderIsMarketplaceError();
  if (distributionRoot !== undefined) hashKey('distributionRoot', distributionRoot);
}
