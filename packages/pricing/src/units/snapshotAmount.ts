import { checkWad } from './checks.ts';
import { InvalidInputError } from './errors.ts';
import type { Wad } from './units.ts';

/** An amount of a snapshot. @throws {InvalidInputError} unless a decimal string of wei below 2^128. */
export function parseSnapshotWad(path: string, text: unknown): Wad {
  if (typeof text !== 'string' || !/^\d{1,39}$/.test(text)) {
    throw new InvalidInputError({ path, observed: text, allowed: 'a decimal string of wei' });
  }
  const amount = BigInt(text);
  checkWad(path, amount);
  return amount;
}
