import type { Product } from '@phasegate/pricing/refusals';
import { InvalidInputError } from '@phasegate/pricing/units';
import { checkedSeries, type Series } from '../instrument/series.ts';

/**
 * The product of the access matrix that a side opens: collars and swaps are synthetics on both sides; of calls and puts
 * the long side buys an option and the short side writes one.
 *
 * @throws {InvalidInputError} a malformed series or an unknown side.
 * @example openingProduct(putOption({ market: 7, expiry: 3_600, strike: 100n }), 'short') // 'optionWrite'
 */
export function openingProduct(series: Series, side: 'long' | 'short'): Product {
  if (side !== 'long' && side !== 'short')
    throw new InvalidInputError({ path: 'side', observed: side, allowed: 'long or short' });
  const { kind } = checkedSeries(series);
  if (kind === 'collar' || kind === 'indexSwap') return 'synthetic';
  return side === 'long' ? 'optionBuy' : 'optionWrite';
}
