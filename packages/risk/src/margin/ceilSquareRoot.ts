import { integerRoot } from '@phasegate/pricing/units';

/**
 * The smallest integer whose square is at least `n`, for `n >= 0`; exact at any size.
 *
 * @example ceilSquareRoot(10n) // 4n
 */
export function ceilSquareRoot(n: bigint): bigint {
  const root = integerRoot(n);
  return root * root === n ? root : root + 1n;
}
