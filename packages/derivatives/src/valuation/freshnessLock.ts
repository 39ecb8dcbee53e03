import { freshnessAt } from '@phasegate/pricing';
import { checkNumber, checkOneOf, type Seconds } from '@phasegate/pricing/units';
import { checkDeliveryAges, type DeliveryAgeOutcome } from '../formula/forward/deliveryAges.ts';
import { type FreshnessLock, freshnessLock } from '../instrument/freshnessLock.ts';
import { cashFlows } from './cashFlows.ts';
import { inPat } from './inPat.ts';
import type { InstrumentValue } from './instrumentValue.ts';
import { checkMarketState, type MarketState } from './marketState.ts';
import { yearsUntil } from './years.ts';

/** What a freshness lock's value depends on. */
export interface FreshnessLockMarketState extends MarketState {
  /** Forward price of one fresh unit (f = 1) at the delivery deadline, PAT. */
  readonly freshForward: number;
  /** How old the units would be at delivery if nothing were promised; whole seconds, probabilities that sum to 1. */
  readonly deliveryAges: readonly DeliveryAgeOutcome[];
  /** From issue to expiry. */
  readonly windowSeconds: Seconds;
}

/**
 * Value of a freshness lock to the buyer before it is made, PAT for the whole quantity, with freshness read from the curve's
 * table as the contract reads it. A unit is worth the fresh forward times its freshness. Under `refuse` the provider
 * delivers at least the promised freshness; under `adjust` a stale unit arrives, costs `price f / fMin`, and its share
 * of the lock premium comes back. Payment at the funding deadline, the lock premium now; delta is by the fresh forward.
 *
 * @throws {InvalidInputError} malformed terms or market.
 * @throws {InvalidCurveError} the curve is not a valid table word.
 * @throws {DeliveryAgeError} an age is at or beyond the window.
 * @throws {ProbabilitySumError} probabilities don't add up to 1.
 */
export function freshnessLockValue(lock: FreshnessLock, market: FreshnessLockMarketState): InstrumentValue {
  const { quantity, pricePerUnit, lockPremium, staleRule, ...terms } = freshnessLock(lock);
  checkOneOf('lock.kind', lock.kind, ['freshnessLock']);
  checkMarketState(market);
  checkNumber('market.freshForward', market.freshForward, 0);
  checkDeliveryAges(market.deliveryAges, market.windowSeconds);
  const units = Number(quantity);
  const price = inPat(pricePerUnit);
  const premium = inPat(lockPremium) / units;
  const promised = inPat(terms.minimumFreshness);
  let [freshness, returned] = [0, 0];
  for (const { age, probability } of market.deliveryAges) {
    const table = inPat(freshnessAt(terms.curve, age, market.windowSeconds));
    const stale = table < promised;
    freshness += probability * (stale && staleRule === 'refuse' ? promised : table);
    if (stale && staleRule === 'adjust') returned += probability * (price * (1 - table / promised) + premium);
  }
  const delivery = yearsUntil(terms.deliveryDeadline, market.now);
  return {
    ...cashFlows(
      [
        { years: delivery, amount: units * (market.freshForward * freshness + returned) },
        { years: yearsUntil(terms.fundingDeadline, market.now), amount: -units * price },
        { years: 0, amount: -units * premium },
      ],
      market.rate,
    ),
    delta: units * freshness * Math.exp(-market.rate * delivery),
    gamma: 0,
    vega: 0,
  };
}
