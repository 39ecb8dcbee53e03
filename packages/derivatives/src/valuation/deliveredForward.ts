import { checkNumber, checkOneOf } from '@phasegate/pricing/units';
import { type DeliveredForward, deliveredForward } from '../instrument/deliveredForward.ts';
import { cashFlows } from './cashFlows.ts';
import { inPat } from './inPat.ts';
import type { InstrumentValue } from './instrumentValue.ts';
import { checkMarketState, type ForwardMarketState } from './marketState.ts';
import { yearsUntil } from './years.ts';

/**
 * Value of a delivered forward to the buyer, PAT for the whole quantity: units worth the forward at the delivery deadline
 * against the payment at the funding deadline, `q (exp(-r Td) F - exp(-r Tf) p)`. Fees and bonds are left out: fees are
 * paid when the deal is made, bonds come back.
 *
 * @param market.forward PAT for a unit as good as the terms ask, delivered at the deadline (`segmentForward`)
 * @throws {InvalidInputError} malformed terms or market.
 * @example deliveredForwardValue({ ...terms, quantity: 10n, pricePerUnit: 7n * WAD, ... }, { now, forward: 8, rate: 0 }).value // 10
 */
export function deliveredForwardValue(
  forward: DeliveredForward,
  market: ForwardMarketState,
): InstrumentValue {
  const { quantity, pricePerUnit, fundingDeadline, deliveryDeadline } = deliveredForward(forward);
  checkOneOf('forward.kind', forward.kind, ['deliveredForward']);
  checkMarketState(market);
  checkNumber('market.forward', market.forward, 0);
  const units = Number(quantity);
  const delivery = yearsUntil(deliveryDeadline, market.now);
  return {
    ...cashFlows(
      [
        { years: delivery, amount: units * market.forward },
        { years: yearsUntil(fundingDeadline, market.now), amount: -units * inPat(pricePerUnit) },
      ],
      market.rate,
    ),
    delta: units * Math.exp(-market.rate * delivery),
    gamma: 0,
    vega: 0,
  };
}
