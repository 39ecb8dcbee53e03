import { checkBigint, checkOrder, checkWad } from '@phasegate/pricing/units';
import { checkSeriesTerms, type SeriesTerms } from './seriesTerms.ts';
import { type Terms } from './terms.ts';

/** Collared forward: the long side receives `min(max(S, floor), cap) - price` a lot, negative meaning it pays. */
export interface CollaredSynthetic extends SeriesTerms {
  readonly kind: 'collar';
  readonly price: bigint;
  readonly floor: bigint;
  readonly cap: bigint;
}

/**
 * A collared synthetic, fully collateralised: the long side posts `price - floor` a lot, the short side `cap - price`.
 *
 * @throws {InvalidInputError} unless `0 <= floor <= price <= cap`, `floor < cap`, wei below 2^128.
 * @example collaredSynthetic({ market: 7, expiry: 1_700_002_800, price: 100n, floor: 80n, cap: 130n })
 */
export function collaredSynthetic(terms: Terms<CollaredSynthetic>): CollaredSynthetic {
  checkSeriesTerms(terms);
  checkWad('floor', terms.floor);
  checkWad('cap', terms.cap);
  checkOrder({ path: 'floor', value: terms.floor }, { path: 'cap', value: terms.cap });
  checkBigint('price', terms.price, terms.floor, terms.cap);
  const { market, expiry, price, floor, cap } = terms;
  return { kind: 'collar', market, expiry, price, floor, cap };
}
