import { PRODUCTS } from '@phasegate/pricing/refusals';
import { patText, timeText } from '@phasegate/pricing/units';
import { id, ZeroHash } from 'ethers';
import { roles } from '../roles.ts';

/** A day as the chain counts it, whole days since 1970: `2026-01-01`. */
export const dayText = (day: bigint): string => timeText(day * 86_400n).slice(0, 10);

/** An amount of either sign: `-1 PAT`. */
export const signedPat = (wei: bigint): string => (wei < 0n ? `-${patText(-wei)}` : patText(wei));

/** `7 days`, `36 hours` or `90 seconds`: the largest unit in which it is whole. */
export function durationText(seconds: bigint): string {
  const [size, unit] = (
    [
      [86_400n, 'day'],
      [3_600n, 'hour'],
      [1n, 'second'],
    ] as const
  ).find(([length]) => seconds % length === 0n)!;
  const count = seconds / size;
  return `${count} ${unit}${count === 1n ? '' : 's'}`;
}

/** Names for the numbers of an enumeration of the contracts. */
export const named = (names: readonly string[], position: number): string =>
  names[position] ?? `number ${position}`;

/** Names for the bits that are set. */
export const namedBits = (names: readonly string[], bits: bigint): string =>
  names.filter((_, position) => (bits >> BigInt(position)) & 1n).join(' or ') || 'none';

/** In the order of the contracts' enumerations. */
export const ROLES: readonly string[] = Object.keys(roles);
export const SEATS = ['registrar', 'guardian', 'auditor', 'governance'] as const;
export const products = (bits: bigint): string => namedBits(PRODUCTS, bits).replaceAll(' or ', ', ');

const TIMELOCK_ROLES: ReadonlyMap<string, string> = new Map([
  [ZeroHash, 'admin'],
  ...['proposer', 'executor', 'canceller'].map((role) => [id(`${role.toUpperCase()}_ROLE`), role] as const),
]);

/** A role of a timelock, which is a hash on chain. */
export const timelockRole = (hash: string): string => TIMELOCK_ROLES.get(hash) ?? `role ${hash}`;
