import { checkWad } from '@phasegate/pricing/units';
import { checkSeriesTerms, type SeriesTerms } from './seriesTerms.ts';
import { type Terms } from './terms.ts';

/** European put: the long side receives `max(strike - S, 0)` a lot. */
export interface PutOption extends SeriesTerms {
  readonly kind: 'put';
  readonly strike: bigint;
}

/**
 * A put; a writer alone posts `strike` a lot.
 *
 * @throws {InvalidInputError} unless `0 < strike`, wei below 2^128.
 * @example putOption({ market: 7, expiry: 1_700_002_800, strike: 100n })
 */
export function putOption(terms: Terms<PutOption>): PutOption {
  checkSeriesTerms(terms);
  checkWad('strike', terms.strike, 1n);
  const { market, expiry, strike } = terms;
  return { kind: 'put', market, expiry, strike };
}
