import {
  checkBigint,
  checkBoolean,
  checkObject,
  mulDivDown,
  mulDivUp,
  WAD,
  type Wad,
} from '@phasegate/pricing/units';
import { lotRequirement } from '@phasegate/risk';
import { checkedPricing, checkVolatility, type PricedSeries } from './pricedSeries.ts';
import { valueAboveLeast } from './valueAboveLeast.ts';

/** Price of one lot of a series: what it is made from. */
export type PremiumInput = PricedSeries & {
  /** Annualised volatility of the series' own market at scale 1e18, below 2^66. */
  readonly volatility: Wad;
  /** Half-spread at scale 1e18, at most 1.0: a part of what the series is worth above the least that it can pay. */
  readonly halfSpread: Wad;
  readonly takerBuys: boolean;
};

/**
 * What the buyer of one lot pays the seller, wei, never better for the taker than the model. Below zero, for a collar or a swap,
 * the seller pays.
 *
 * A long lot is worth the least that it can pay plus something that is never negative, and the half-spread `s` is a part of that:
 * a buyer pays `least + ceil(above_up (1 + s))`, a seller receives `least + floor(above_down (1 - s))`, both within the least
 * and the most that a lot can pay. For options the least is 0; a collar costs what the call from its floor to its cap costs, and
 * `floor - price`.
 *
 * @throws {InvalidInputError} an input is malformed or out of range, or the series has expired.
 * @throws {CapBelowStrikeError} a cap below its strike or floor.
 * @throws {StrikeTooFarError} as the integer pricer.
 */
export function premiumPerLot(input: PremiumInput): Wad {
  checkObject('input', input);
  const { volatility, halfSpread, takerBuys } = input;
  checkBoolean('takerBuys', takerBuys);
  checkBigint('halfSpread', halfSpread, 0n, WAD);
  checkVolatility('volatility', volatility);
  const priced = checkedPricing(input);
  const least = 0n - lotRequirement(priced.series, 'long');
  const most = lotRequirement(priced.series, 'short');
  const above = valueAboveLeast(priced, volatility, takerBuys ? 'up' : 'down');
  const premium =
    least + (takerBuys ? mulDivUp(above, WAD + halfSpread, WAD) : mulDivDown(above, WAD - halfSpread, WAD));
  return (premium > most ? most : premium) as Wad;
}
