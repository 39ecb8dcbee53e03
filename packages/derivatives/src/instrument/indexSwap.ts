import {
  checkMarketId,
  checkSignedWad,
  checkWad,
  InvalidInputError,
  type MarketId,
} from '@phasegate/pricing/units';
import type { IndexSwapTerms } from '@phasegate/risk';
import { checkSeriesListing, type SeriesListing } from './seriesListing.ts';
import type { Terms } from './terms.ts';

/** Swap of two markets' indices: settles on the index of `market` less the one of `againstMarket`. */
export interface IndexSwap extends IndexSwapTerms, SeriesListing {
  readonly againstMarket: MarketId;
}

/**
 * A swap of two indices; each side posts `bound` a lot. It nets with nothing but itself.
 *
 * @throws {InvalidInputError} the two markets are the same, the bound is not positive, or a value is malformed.
 * @example indexSwap({ market: 7, againstMarket: 8, expiry: 1_700_002_800, spread: -5n, bound: 40n })
 */
export function indexSwap(terms: Terms<IndexSwap>): IndexSwap {
  checkSeriesListing(terms);
  const { market, againstMarket, expiry, spread, bound } = terms;
  checkMarketId('againstMarket', againstMarket);
  if (againstMarket === market)
    throw new InvalidInputError({
      path: 'againstMarket',
      observed: againstMarket,
      allowed: `another market than ${market}`,
    });
  checkSignedWad('spread', spread);
  checkWad('bound', bound, 1n);
  return { kind: 'indexSwap', market, againstMarket, expiry, spread, bound };
}
