import { checkNumbers, InvalidInputError, type MarketId, type Wad } from '@phasegate/pricing/units';
import type { BookMarket, BookPosition } from '../stress/book.ts';
import type { BookPricer } from './bookPricer.ts';

/**
 * Profit by market in every scenario, PAT: entry `scenario x markets + market`, the layout of the returns. Each position
 * is repriced in full at `price + round(price x return)`.
 *
 * @param returns above or at -1: an index never falls below 0
 * @throws {InvalidInputError} returns of another length or below -1, a pricer that gives no finite number
 */
export function revaluedProfits(
  positions: readonly BookPosition[],
  markets: ReadonlyMap<MarketId, BookMarket>,
  returns: Float64Array,
  pricer: BookPricer,
): Float64Array {
  const scenarios = scenarioCount(returns, markets.size);
  const profits = new Float64Array(returns.length);
  [...markets.values()].forEach(({ market, price }, column) => {
    const values = positions.filter((p) => p.market === market).map((p) => pricer.revalue(p, price));
    if (values.length === 0) return;
    const wei = Number(price);
    for (let scenario = 0; scenario < scenarios; scenario++) {
      const at = scenario * markets.size + column;
      const moved = (price + BigInt(Math.round(wei * returns[at]!))) as Wad;
      for (const value of values) profits[at]! += value(moved);
    }
  });
  checkNumbers("the pricer's profits", profits);
  return profits;
}

function scenarioCount(returns: Float64Array, markets: number): number {
  if (!(returns instanceof Float64Array)) {
    throw new InvalidInputError({ path: 'returns', observed: typeof returns, allowed: 'a Float64Array' });
  }
  const count = returns.length / markets;
  if (count < 1 || !Number.isInteger(count)) {
    throw new InvalidInputError({
      path: 'returns.length',
      observed: returns.length,
      allowed: `a whole multiple of the book's ${markets} markets, at least one`,
    });
  }
  checkNumbers('returns', returns);
  const below = returns.findIndex((change) => change < -1);
  if (below >= 0) {
    throw new InvalidInputError({
      path: `returns[${below}]`,
      observed: returns[below],
      allowed: 'at least -1: an index never falls below 0',
    });
  }
  return count;
}
