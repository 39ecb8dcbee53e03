import { checkMarketId, checkObject, checkSeconds, InvalidInputError } from '@phasegate/pricing/units';
import { type Terms } from './terms.ts';

/**
 * Cash-settled instruments. Strikes, floors, caps and prices are wei per lot, so that a payoff is a difference of
 * integers, needs no division, and long and short sum to zero exactly. `expiry` is a whole hour of unix seconds.
 */
export interface SeriesTerms {
  /** Market whose settlement index counts. */
  readonly market: number;
  readonly expiry: number;
}

/** Checks what every series has. */
export function checkSeriesTerms(terms: Terms<SeriesTerms>): void {
  checkObject('terms', terms);
  checkMarketId('market', terms.market);
  checkSeconds('expiry', terms.expiry, 3_600);
  if (terms.expiry % 3_600 !== 0)
    throw new InvalidInputError({
      path: 'expiry',
      observed: terms.expiry,
      allowed: 'a whole hour of unix seconds',
    });
}
