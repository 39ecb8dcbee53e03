import {
  type Bps,
  checkBigint,
  checkBps,
  checkMarketId,
  checkObject,
  checkOrder,
  checkSeconds,
  checkUnixSeconds,
  checkWad,
  type MarketId,
  type Quantity,
  type Seconds,
  type UnixSeconds,
  type Wad,
} from '@phasegate/pricing/units';
import { type Terms } from './terms.ts';

/** What every instrument of the delivered family says about the units, the bonds and the broker's fees. */
export interface DeliveredTerms {
  /** Market id (type x window x confidence band), 0 to 65535. */
  readonly market: MarketId;
  /** Least attested confidence of a unit, basis points, 1 to 10000. */
  readonly minimumConfidenceBps: Bps;
  /** Least life a unit still has at delivery, seconds, at least 1. */
  readonly minimumRemainingLife: Seconds;
  /** The provider's performance bond, wei, above zero: the guarantor is always a bonded provider. */
  readonly providerBond: Wad;
  /** The broker's fee on the notional, basis points, charged to the buyer once, rounded up to a wei. */
  readonly feeBps: Bps;
  /** The broker's time premium, wei, charged to the buyer once when the deal is made. */
  readonly timePremium: Wad;
}

/** A delivered forward: quantity, price and delivery window agreed today; no cash-settled outcome exists. */
export interface DeliveredForward extends DeliveredTerms {
  readonly kind: 'deliveredForward';
  /** Units ordered; a unit is one access right to one registered segment. At least 1. */
  readonly quantity: Quantity;
  /** Wei per unit, above zero. */
  readonly pricePerUnit: Wad;
  /** Unix seconds; the payment must be in before this second. */
  readonly fundingDeadline: UnixSeconds;
  /** Unix seconds; deliveries are accepted from this second on. */
  readonly deliveryStart: UnixSeconds;
  /** Unix seconds; from this second on a delivery is late. */
  readonly deliveryDeadline: UnixSeconds;
  /** Seconds after the deadline in which a late delivery still counts. */
  readonly grace: Seconds;
  /** The buyer's performance bond, wei, above zero: it goes to the provider when funding is missed. */
  readonly buyerBond: Wad;
}

/** Checks the terms that all four delivered instruments share. */
export function checkDeliveredTerms(terms: Terms<DeliveredTerms>): asserts terms is DeliveredTerms {
  checkMarketId('market', terms.market);
  checkBps('minimumConfidenceBps', terms.minimumConfidenceBps, 1);
  checkSeconds('minimumRemainingLife', terms.minimumRemainingLife, 1);
  checkWad('providerBond', terms.providerBond, 1n);
  checkBps('feeBps', terms.feeBps);
  checkWad('timePremium', terms.timePremium);
}

/**
 * A delivered forward with its terms checked: amounts are wei below 2^128, times unix seconds with
 * `fundingDeadline <= deliveryStart < deliveryDeadline`.
 *
 * @throws {InvalidInputError} a term is missing, malformed or out of range; the error names it.
 * @example deliveredForward({ market: 7, minimumConfidenceBps: 7_500, minimumRemainingLife: 3_600, quantity: 10n, ... })
 */
export function deliveredForward(terms: Terms<DeliveredForward>): DeliveredForward {
  checkObject('terms', terms);
  checkDeliveredTerms(terms);
  checkBigint('quantity', terms.quantity, 1n, 2n ** 32n - 1n);
  checkWad('pricePerUnit', terms.pricePerUnit, 1n);
  checkWad('quantity * pricePerUnit', terms.quantity * terms.pricePerUnit, 1n);
  for (const path of ['fundingDeadline', 'deliveryStart', 'deliveryDeadline'] as const)
    checkUnixSeconds(path, terms[path]);
  checkSeconds('grace', terms.grace);
  checkOrder(
    { path: 'fundingDeadline', value: terms.fundingDeadline },
    { path: 'deliveryStart', value: terms.deliveryStart },
    true,
  );
  checkOrder(
    { path: 'deliveryStart', value: terms.deliveryStart },
    { path: 'deliveryDeadline', value: terms.deliveryDeadline },
  );
  checkWad('buyerBond', terms.buyerBond, 1n);
  return {
    kind: 'deliveredForward',
    market: terms.market,
    minimumConfidenceBps: terms.minimumConfidenceBps,
    minimumRemainingLife: terms.minimumRemainingLife,
    quantity: terms.quantity,
    pricePerUnit: terms.pricePerUnit,
    fundingDeadline: terms.fundingDeadline,
    deliveryStart: terms.deliveryStart,
    deliveryDeadline: terms.deliveryDeadline,
    grace: terms.grace,
    buyerBond: terms.buyerBond,
    providerBond: terms.providerBond,
    feeBps: terms.feeBps,
    timePremium: terms.timePremium,
  };
}
