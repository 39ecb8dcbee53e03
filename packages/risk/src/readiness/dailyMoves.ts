import { BPS, type Bps, type Wad } from '@phasegate/pricing/units';

/** A hundredfold move; the meter counts none as larger. */
export const MAX_MOVE_BPS: Bps = 1_000_000 as Bps;

/**
 * Moves of the price from one traded day to the next, in basis points of the earlier, rounded up: the same integers as the
 * contracts' `ReadinessMeter`. Days without a trade (price 0) are passed over.
 */
export function dailyMovesBps(days: readonly { readonly price: Wad }[]): readonly Bps[] {
  const prices = days.flatMap(({ price }): bigint[] => (price === 0n ? [] : [price]));
  return prices.slice(1).map((price, i) => {
    const before = prices[i]!;
    const distance = price > before ? price - before : before - price;
    const move = (distance * BigInt(BPS) + before - 1n) / before;
    return Math.min(MAX_MOVE_BPS, Number(move)) as Bps;
  });
}
