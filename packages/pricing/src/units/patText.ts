import { formatWad } from './formatWad.ts';
import type { Wad } from './units.ts';

/**
 * An amount of PAT as messages show it: exact, with its unit.
 *
 * @param wei wei of PAT, of either sign.
 * @throws {InvalidInputError} unless a bigint.
 * @example patText(2650000000000000000n) // '2.65 PAT'
 */
export function patText(wei: bigint): string {
  return `${formatWad(wei as Wad)} PAT`;
}
