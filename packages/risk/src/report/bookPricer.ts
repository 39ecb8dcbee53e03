import { checkObject, checkText, InvalidInputError, type Wad } from '@phasegate/pricing/units';
import { type BookPosition, instrumentValue } from '../stress/book.ts';

/** How a report reprices a book's positions: the port through which another valuation than the payoff comes in. */
export interface BookPricer {
  /** What a report says under its figures: the value that is compared, and when. */
  readonly method: string;
  /**
   * Profit of a position, PAT, as a function of its market's price in a scenario, the market standing at `price` now;
   * both in PAT wei a lot. Called once a position, the result once a scenario.
   */
  revalue(position: BookPosition, price: Wad): (scenarioPrice: Wad) => number;
}

/** What each position settles at if its index is the scenario's price, less what it settles at if it is the present one. */
export const settlementPricer: BookPricer = {
  method: 'payoff at the settlement price of the scenario less payoff at the present price',
  revalue(position, price) {
    checkObject('position', position);
    const { instrument } = position;
    checkObject('position.instrument', instrument);
    const present = instrumentValue(instrument, price);
    return (scenarioPrice) => Number(instrumentValue(instrument, scenarioPrice) - present) / 1e18;
  },
};

/** Checks that a caller's pricer has the port's shape. */
export function checkPricer(pricer: BookPricer): void {
  checkObject('pricer', pricer);
  checkText('pricer.method', pricer.method);
  if (typeof pricer.revalue !== 'function') {
    throw new InvalidInputError({
      path: 'pricer.revalue',
      observed: typeof pricer.revalue,
      allowed: 'a function of a position and a price',
    });
  }
}
