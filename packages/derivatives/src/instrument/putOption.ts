import { checkWad } from '@phasegate/pricing/units';
import type { PutTerms } from '@phasegate/risk';
import { checkSeriesListing, type SeriesListing } from './seriesListing.ts';
import type { Terms } from './terms.ts';

/** European put: its payoff is that of its {@link PutTerms}. */
export interface PutOption extends PutTerms, SeriesListing {}

/**
 * A put; a writer alone posts `strike` a lot.
 *
 * @throws {InvalidInputError} unless `0 < strike < 2^128` wei and market and expiry are well formed.
 * @example putOption({ market: 7, expiry: 1_700_002_800, strike: 100n })
 */
export function putOption(terms: Terms<PutOption>): PutOption {
  checkSeriesListing(terms);
  const { market, expiry, strike } = terms;
  checkWad('strike', strike, 1n);
  return { kind: 'put', market, expiry, strike };
}
