import {
  checkList,
  checkNumber,
  checkObject,
  checkOneOf,
  checkPositiveNumber,
} from '@phasegate/pricing/units';
import type { FractionalBps } from './spreadParameters.ts';

/** A trade and the mid price some fixed time after it. */
export interface TradeImpact {
  /** The taker's side. */
  readonly side: 'buy' | 'sell';
  /** Fresh-equivalent mid prices, same unit, above zero. */
  readonly midBefore: number;
  readonly midAfter: number;
}

/**
 * Average move of the mid after trades in the taker's favour, in bps, not below 0:
 * `max(0, mean of side x (after / before - 1) x 1e4)`. What informed takers cost the broker; use fresh-equivalent
 * prices, or decay reads as sellers being right. No trades: 0.
 *
 * @throws {InvalidInputError} prices that are not above zero, an unknown side
 * @example
 * adverseImpactBps([{ side: 'buy', midBefore: 100, midAfter: 101 }, { side: 'sell', midBefore: 100, midAfter: 100 }])
 * // 50
 *
 * Source: realised-spread decomposition, Huang and Stoll, J. Financial Economics 41 (1996).
 */
export function adverseImpactBps(trades: readonly TradeImpact[]): FractionalBps {
  checkList('trades', trades);
  let sum = 0;
  trades.forEach((trade, i) => {
    checkObject(`trades[${i}]`, trade);
    checkOneOf(`trades[${i}].side`, trade.side, ['buy', 'sell']);
    const sign = trade.side === 'buy' ? 1 : -1;
    const { midBefore: before, midAfter: after } = trade;
    checkPositiveNumber(`trades[${i}].midBefore`, before);
    checkPositiveNumber(`trades[${i}].midAfter`, after);
    sum += (sign * 1e4 * (after - before)) / before / trades.length;
  });
  checkNumber('mean impact', sum);
  return Math.max(0, sum);
}
