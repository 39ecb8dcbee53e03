import { checkObject, checkWad, InvalidInputError, type Wad } from '@phasegate/pricing/units';
import { seriesPayoff } from '@phasegate/risk';
import type { Series } from '../instrument/series.ts';

/** What the settlement oracle says, wei per lot; `againstPrice` is the other market's, for index swaps. */
export interface SettlementPrices {
  readonly price: Wad;
  readonly againstPrice: Wad | null;
}

/**
 * What one lot long of a listed series receives at settlement, wei, negative when it pays: {@link seriesPayoff} at the
 * market's price, for an index swap at its price less the other market's. Exact. A price of zero is a price.
 *
 * @param settlement.price S, wei per lot; `againstPrice` A, needed by an index swap
 * @throws {InvalidInputError} a malformed series or price, or a swap without the second price.
 * @throws {CapBelowStrikeError} a cap below its strike or floor.
 * @example lotPayoff(callOption({ market: 7, expiry: 3_600, strike: 100n, cap: 150n }), { price: 130n as Wad, againstPrice: null }) // 30n
 */
export function lotPayoff(series: Series, settlement: SettlementPrices): Wad {
  checkObject('series', series);
  checkObject('settlement', settlement);
  const { price, againstPrice } = settlement;
  checkWad('price', price);
  if (series.kind !== 'indexSwap') return seriesPayoff(series, price);
  if (againstPrice === null)
    throw new InvalidInputError({
      path: 'againstPrice',
      observed: againstPrice,
      allowed: 'the settlement price of the other market, for an index swap',
    });
  checkWad('againstPrice', againstPrice);
  return seriesPayoff(series, (price - againstPrice) as Wad);
}
