import type { Wad } from '@phasegate/pricing/units';

/** Intervals of utilisation between which the price of a lot is a straight line. */
export const INTERVALS = 8;

/**
 * What a trade costs along its own path of utilisation, wei: the integral of the price of a lot over obligations, over what a lot
 * locks. The price is a straight line between nodes at each eighth of the capital, and stays at the last beyond it. So parts of
 * a trade cost together what the whole costs, but for each part's own rounding against the taker.
 *
 * @param path.from obligations before, below `path.to` @param path.perLot what a lot locks, above zero
 * @param priceAt price of a lot, wei, at a node from 0 to {@link INTERVALS}
 */
export function pathPremium(
  path: { readonly from: bigint; readonly to: bigint; readonly perLot: bigint; readonly capital: bigint },
  priceAt: (node: number) => bigint,
  rounding: 'up' | 'down',
): Wad {
  const { from, to, perLot, capital } = path;
  const steps = BigInt(INTERVALS);
  // All in eighths: node k lies at k times the capital, and so no node is rounded.
  const [begin, end] = [from * steps, to * steps];
  // The integral times 2 * steps * capital.
  let sum = 0n;
  for (let k = 0; k < INTERVALS; k++) {
    const [low, high] = [BigInt(k) * capital, BigInt(k + 1) * capital];
    const [a, b] = [begin > low ? begin : low, end < high ? end : high];
    if (a >= b) continue;
    const [price, rise] = [priceAt(k), priceAt(k + 1) - priceAt(k)];
    sum += 2n * capital * price * (b - a) + rise * ((b - low) ** 2n - (a - low) ** 2n);
  }
  const last = steps * capital;
  const beyond = end - (begin > last ? begin : last);
  if (beyond > 0n) sum += 2n * capital * priceAt(INTERVALS) * beyond;
  const divisor = 2n * steps * capital * perLot;
  return ((rounding === 'up' ? sum + divisor - 1n : sum) / divisor) as Wad;
}
