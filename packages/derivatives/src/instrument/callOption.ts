import { checkOrder, checkWad } from '@phasegate/pricing/units';
import { checkSeriesTerms, type SeriesTerms } from './seriesTerms.ts';
import { type Terms } from './terms.ts';

/** Capped European call: the long side receives `min(max(S - strike, 0), cap - strike)` a lot. */
export interface CallOption extends SeriesTerms {
  readonly kind: 'call';
  readonly strike: bigint;
  readonly cap: bigint;
}

/**
 * A capped call; a writer alone posts `cap - strike` a lot.
 *
 * @throws {InvalidInputError} unless `0 <= strike < cap`, wei below 2^128.
 * @example callOption({ market: 7, expiry: 1_700_002_800, strike: 100n, cap: 150n })
 */
export function callOption(terms: Terms<CallOption>): CallOption {
  checkSeriesTerms(terms);
  checkWad('strike', terms.strike);
  checkWad('cap', terms.cap);
  checkOrder({ path: 'strike', value: terms.strike }, { path: 'cap', value: terms.cap });
  const { market, expiry, strike, cap } = terms;
  return { kind: 'call', market, expiry, strike, cap };
}
