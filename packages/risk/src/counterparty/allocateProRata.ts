import type { Wad } from '@phasegate/pricing/units';

/**
 * Splits `total` in proportion to `weights`, exactly: every share is rounded down and the wei left over go one each
 * to the largest remainders (the first among equals). The shares add up to `total`, and while `total` is at most the
 * sum of the weights no share exceeds its weight. Without any weight nothing can be split: all zero.
 */
export function allocateProRata(total: Wad, weights: readonly bigint[]): readonly Wad[] {
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (sum === 0n) return weights.map(() => 0n as Wad);
  const shares = weights.map((weight) => (total * weight) / sum);
  let left = total - shares.reduce((a, b) => a + b, 0n);
  const order = weights
    .map((weight, index) => ({ index, remainder: (total * weight) % sum }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of order) {
    if (left === 0n) break;
    shares[index]! += 1n;
    left -= 1n;
  }
  return shares as Wad[];
}
