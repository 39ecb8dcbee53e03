import {
  checkMarketId,
  checkObject,
  checkUnixSeconds,
  InvalidInputError,
  type MarketId,
  type UnixSeconds,
} from '@phasegate/pricing/units';
import type { Terms } from './terms.ts';

/** What a listed series adds to its terms: where and when it settles. */
export interface SeriesListing {
  /** Market whose settlement index counts. */
  readonly market: MarketId;
  /** A whole hour. */
  readonly expiry: UnixSeconds;
}

/** Checks what every listed series has. */
export function checkSeriesListing(terms: Terms<SeriesListing>): void {
  checkObject('terms', terms);
  checkMarketId('market', terms.market);
  checkUnixSeconds('expiry', terms.expiry, 3_600);
  if (terms.expiry % 3_600 !== 0)
    throw new InvalidInputError({
      path: 'expiry',
      observed: terms.expiry,
      allowed: 'a whole hour of unix seconds',
    });
}
