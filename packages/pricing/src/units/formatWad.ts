import { InvalidInputError } from './errors.ts';
import type { Wad } from './units.ts';

/**
 * A {@link Wad} as the shortest exact decimal text; the inverse of `parseWad`. Negative values keep their sign.
 *
 * @throws {InvalidInputError} unless a bigint.
 * @example formatWad(2650000000000000000n as Wad) // '2.65'
 */
export function formatWad(value: Wad): string {
  if (typeof value !== 'bigint') {
    throw new InvalidInputError({ path: 'value', observed: value, allowed: 'a bigint at scale 1e18' });
  }
  const amount: bigint = value;
  const digits = (amount < 0n ? -amount : amount).toString().padStart(19, '0');
  const fraction = digits.slice(-18).replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -18)}${fraction === '' ? '' : `.${fraction}`}`;
}
