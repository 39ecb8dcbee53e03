import { checkBigint, checkWad } from '@phasegate/pricing/units';
import { CapBelowStrikeError, type CollarTerms } from '@phasegate/risk';
import { checkSeriesListing, type SeriesListing } from './seriesListing.ts';
import type { Terms } from './terms.ts';

/** Collared forward: its payoff is that of its {@link CollarTerms}. */
export interface CollaredSynthetic extends CollarTerms, SeriesListing {}

/**
 * A collared synthetic, fully collateralised: the long side posts `price - floor` a lot, the short side `cap - price`.
 *
 * @throws {InvalidInputError} unless `0 <= floor <= price <= cap < 2^128` wei and market and expiry are well formed.
 * @throws {CapBelowStrikeError} the cap lies below the floor.
 * @example collaredSynthetic({ market: 7, expiry: 1_700_002_800, price: 100n, floor: 80n, cap: 130n })
 */
export function collaredSynthetic(terms: Terms<CollaredSynthetic>): CollaredSynthetic {
  checkSeriesListing(terms);
  const { market, expiry, price, floor, cap } = terms;
  checkWad('floor', floor);
  checkWad('cap', cap);
  if (cap < floor) throw new CapBelowStrikeError('collar', cap, floor);
  checkBigint('price', price, floor, cap);
  return { kind: 'collar', market, expiry, price, floor, cap };
}
