import {
  type Bps,
  checkBigint,
  checkBps,
  checkInteger,
  checkObject,
  checkSeconds,
  checkUnixSeconds,
  checkWad,
  type Quantity,
  type Seconds,
  type UnixSeconds,
  type Wad,
} from '@phasegate/pricing/units';
import { checkDeliveredTerms, type DeliveredTerms } from './deliveredForward.ts';
import { type Terms } from './terms.ts';

/** A retainer for a guaranteed number of units in each of several equal periods. */
export interface SupplyAssurance extends DeliveredTerms {
  readonly kind: 'supplyAssurance';
  /** Number of periods, 1 to 1000. */
  readonly periods: number;
  /** Length of a period, seconds. */
  readonly periodSeconds: Seconds;
  /** Unix seconds of the first period's start; each period must be funded before its own start. */
  readonly start: UnixSeconds;
  /** Seconds after a period's end in which its units may still arrive; at most one period. */
  readonly grace: Seconds;
  /** Guaranteed units of each period. */
  readonly unitsPerPeriod: Quantity;
  /** Wei per unit. */
  readonly pricePerUnit: Wad;
  /** Wei per period for the guarantee itself, earned in proportion to how much of it was kept. */
  readonly retainer: Wad;
  /** Share of the price the buyer owes for units it declined (take or pay), basis points. */
  readonly takeOrPayBps: Bps;
  /** Most declined units that one period hands to the next instead of settling them; 0 for no roll-over. */
  readonly maximumRollover: Quantity;
  /** The buyer's bond, wei, above zero: it goes to the provider when a period is not funded in time. */
  readonly buyerBond: Wad;
}

/**
 * A supply assurance with its terms checked.
 *
 * @throws {InvalidInputError} a term is missing, malformed or out of range; the error names it.
 * @example supplyAssurance({ market: 7, periods: 4, periodSeconds: 604_800, unitsPerPeriod: 100n, ... })
 */
export function supplyAssurance(terms: Terms<SupplyAssurance>): SupplyAssurance {
  checkObject('terms', terms);
  checkDeliveredTerms(terms);
  checkInteger('periods', terms.periods, 1, 1_000);
  checkSeconds('periodSeconds', terms.periodSeconds, 1);
  checkUnixSeconds('start', terms.start);
  checkInteger('grace', terms.grace, 0, terms.periodSeconds);
  checkBigint('unitsPerPeriod', terms.unitsPerPeriod, 1n, 2n ** 32n - 1n);
  checkWad('pricePerUnit', terms.pricePerUnit, 1n);
  checkWad('retainer', terms.retainer);
  const notional = BigInt(terms.periods) * (terms.unitsPerPeriod * terms.pricePerUnit + terms.retainer);
  checkWad('notional', notional, 1n);
  checkBps('takeOrPayBps', terms.takeOrPayBps);
  checkBigint('maximumRollover', terms.maximumRollover, 0n, terms.unitsPerPeriod);
  checkWad('buyerBond', terms.buyerBond, 1n);
  return {
    kind: 'supplyAssurance',
    market: terms.market,
    minimumConfidenceBps: terms.minimumConfidenceBps,
    minimumRemainingLife: terms.minimumRemainingLife,
    periods: terms.periods,
    periodSeconds: terms.periodSeconds,
    start: terms.start,
    grace: terms.grace,
    unitsPerPeriod: terms.unitsPerPeriod,
    pricePerUnit: terms.pricePerUnit,
    retainer: terms.retainer,
    takeOrPayBps: terms.takeOrPayBps,
    maximumRollover: terms.maximumRollover,
    buyerBond: terms.buyerBond,
    providerBond: terms.providerBond,
    feeBps: terms.feeBps,
    timePremium: terms.timePremium,
  };
}
