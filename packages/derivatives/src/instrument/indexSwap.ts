import { checkMarketId, checkSignedWad, checkWad, InvalidInputError } from '@phasegate/pricing/units';
import { checkSeriesTerms, type SeriesTerms } from './seriesTerms.ts';
import { type Terms } from './terms.ts';

/**
 * Swap of two markets' indices: the long side receives `S - A - spread` a lot, held within `[-bound, bound]`,
 * where S is the market's index and A the other market's.
 */
export interface IndexSwap extends SeriesTerms {
  readonly kind: 'indexSwap';
  readonly againstMarket: number;
  /** Wei per lot, may be negative. */
  readonly spread: bigint;
  /** Largest gain or loss, wei per lot, above zero. */
  readonly bound: bigint;
}

/**
 * A swap of two indices; each side posts `bound` a lot. It nets with nothing but itself.
 *
 * @throws {InvalidInputError} the two markets are the same, the bound is not positive, or a value is malformed.
 * @example indexSwap({ market: 7, againstMarket: 8, expiry: 1_700_002_800, spread: -5n, bound: 40n })
 */
export function indexSwap(terms: Terms<IndexSwap>): IndexSwap {
  checkSeriesTerms(terms);
  checkMarketId('againstMarket', terms.againstMarket);
  if (terms.againstMarket === terms.market)
    throw new InvalidInputError({
      path: 'againstMarket',
      observed: terms.againstMarket,
      allowed: `another market than ${terms.market}`,
    });
  checkSignedWad('spread', terms.spread);
  checkWad('bound', terms.bound, 1n);
  const { market, againstMarket, expiry, spread, bound } = terms;
  return { kind: 'indexSwap', market, againstMarket, expiry, spread, bound };
}
