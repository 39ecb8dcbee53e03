import { checkList, type Wad } from '@phasegate/pricing/units';
import { checkLeg } from './checkSeriesTerms.ts';
import { payoffLine } from './payoffLine.ts';
import type { SeriesLeg } from './seriesTerms.ts';

/** One corner of the loss as a function of the settlement price: between corners it is a straight line. */
export interface LossPoint {
  /** Settlement price in wei per lot. */
  readonly settlementPrice: Wad;
  /** Loss of the portfolio there in wei: positive is a loss, negative a gain. */
  readonly loss: Wad;
}

/**
 * The portfolio's loss at price 0 and at every kink (strike, floor, cap), in rising order of price.
 *
 * The payoff of bounded legs is piecewise linear and flat beyond the last kink, so these points say everything about
 * it. One sort, then one pass that carries the loss and its slope: linear in legs, all integers, no rounding.
 *
 * @throws {InvalidInputError} a malformed leg
 * @throws {CapBelowStrikeError} a cap below its strike or floor
 * @example
 * lossProfile([{ kind: 'put', strike: 100n, quantity: -3n }])
 * // [{ settlementPrice: 0n, loss: 300n }, { settlementPrice: 100n, loss: 0n }]
 */
export function lossProfile(legs: readonly SeriesLeg[]): readonly LossPoint[] {
  checkList('legs', legs);
  const kinks: { price: bigint; slopeChange: bigint }[] = [];
  let loss = 0n;
  let slope = 0n;
  for (let i = 0; i < legs.length; i++) {
    const leg = legs[i]!;
    checkLeg('legs', i, leg);
    const { low, high, atLow, rises } = payoffLine(leg);
    const { quantity } = leg;
    // No kink lies below 0, so at 0 the payoff is that of its lower end.
    if (atLow !== 0n) loss -= quantity * atLow;
    const short = -quantity;
    const [onset, end] = rises ? [short, quantity] : [quantity, short];
    // A kink at 0 is where the slope starts from.
    if (low === 0n) slope += onset;
    else kinks.push({ price: low, slopeChange: onset });
    kinks.push({ price: high, slopeChange: end });
  }
  kinks.sort((a, b) => (a.price < b.price ? -1 : a.price > b.price ? 1 : 0));
  const points: LossPoint[] = [{ settlementPrice: 0n as Wad, loss: loss as Wad }];
  let at = 0n;
  for (const kink of kinks) {
    if (kink.price !== at) {
      loss += slope * (kink.price - at);
      at = kink.price;
      points.push({ settlementPrice: at as Wad, loss: loss as Wad });
    }
    slope += kink.slopeChange;
  }
  return points;
}
