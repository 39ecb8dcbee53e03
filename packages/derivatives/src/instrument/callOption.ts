import { checkWad } from '@phasegate/pricing/units';
import { type CallTerms, CapBelowStrikeError } from '@phasegate/risk';
import { checkSeriesListing, type SeriesListing } from './seriesListing.ts';
import type { Terms } from './terms.ts';

/** Capped European call: its payoff is that of its {@link CallTerms}. */
export interface CallOption extends CallTerms, SeriesListing {}

/**
 * A capped call; a writer alone posts `cap - strike` a lot.
 *
 * @throws {InvalidInputError} an amount outside [0, 2^128) wei, a malformed market or expiry.
 * @throws {CapBelowStrikeError} the cap lies below the strike.
 * @example callOption({ market: 7, expiry: 1_700_002_800, strike: 100n, cap: 150n })
 */
export function callOption(terms: Terms<CallOption>): CallOption {
  checkSeriesListing(terms);
  const { market, expiry, strike, cap } = terms;
  checkWad('strike', strike);
  checkWad('cap', cap);
  if (cap < strike) throw new CapBelowStrikeError('call', cap, strike);
  return { kind: 'call', market, expiry, strike, cap };
}
