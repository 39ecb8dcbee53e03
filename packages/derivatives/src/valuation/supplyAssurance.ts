import { BPS, checkList, checkNumber, checkOneOf, InvalidInputError } from '@phasegate/pricing/units';
import { black76 } from '../formula/black/black76.ts';
import { type SupplyAssurance, supplyAssurance } from '../instrument/supplyAssurance.ts';
import { cashFlows } from './cashFlows.ts';
import { inPat } from './inPat.ts';
import type { InstrumentValue } from './instrumentValue.ts';
import { checkMarketState, type MarketState } from './marketState.ts';
import { yearsUntil } from './years.ts';

/** What a supply assurance's value depends on. */
export interface SupplyAssuranceMarketState extends MarketState {
  /** Forward price of a unit at the end of each period, PAT. */
  readonly forwards: readonly number[];
  readonly volatility: number;
  /** Part of the guaranteed units expected to be delivered, in [0, 1]. */
  readonly deliveredFraction: number;
}

/**
 * Value of a supply assurance to the buyer before it is made, PAT over all periods. A unit that comes may be declined for
 * the take-or-pay share `c` of its price `p`, so it is worth `E[max(S - p, -c p)]`: a call struck at `(1 - c) p` less
 * `c p`. A unit that doesn't come brings its part of the provider's bond and its part of the retainer back. Each period
 * counts at its end; roll-over is left out, it can only add. Delta and vega are by a common move of all forwards and
 * volatilities.
 *
 * @throws {InvalidInputError} malformed terms or market, forwards other than one a period.
 * @throws {ValuationOverflowError} a discounted value exceeds a float64.
 */
export function supplyAssuranceValue(
  assurance: SupplyAssurance,
  market: SupplyAssuranceMarketState,
): InstrumentValue {
  const terms = supplyAssurance(assurance);
  checkOneOf('assurance.kind', assurance.kind, ['supplyAssurance']);
  checkMarketState(market);
  const { now, rate, forwards, volatility, deliveredFraction: delivered } = market;
  checkNumber('market.deliveredFraction', delivered, 0, 1);
  checkList('market.forwards', forwards);
  if (forwards.length !== terms.periods)
    throw new InvalidInputError({
      path: 'market.forwards.length',
      observed: forwards.length,
      allowed: `${terms.periods}, one a period`,
    });
  const units = Number(terms.unitsPerPeriod);
  const price = inPat(terms.pricePerUnit);
  const share = terms.takeOrPayBps / BPS;
  const compensation = inPat(terms.providerBond) / (terms.periods * units);
  const certain =
    -delivered * (units * share * price + inPat(terms.retainer)) + (1 - delivered) * units * compensation;
  const sum = { value: 0, delta: 0, gamma: 0, vega: 0, theta: 0, rho: 0 };
  for (const [period, forward] of forwards.entries()) {
    const years = yearsUntil(terms.start + (period + 1) * terms.periodSeconds, now);
    const right = black76({
      type: 'call',
      forward,
      strike: (1 - share) * price,
      timeToExpiry: years,
      rate,
      volatility,
    });
    const fixed = cashFlows([{ years, amount: certain }], rate);
    const lots = delivered * units;
    sum.value += lots * right.price + fixed.value;
    sum.delta += lots * right.delta;
    sum.gamma += lots * right.gamma;
    sum.vega += lots * right.vega;
    sum.theta += lots * right.theta + fixed.theta;
    sum.rho += lots * right.rho + fixed.rho;
  }
  return sum;
}
