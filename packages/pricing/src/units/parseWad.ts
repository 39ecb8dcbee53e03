import { InvalidInputError } from './errors.ts';
import { MAX_WAD, type Wad } from './units.ts';

/**
 * A decimal text as a {@link Wad}; exact, nothing is rounded.
 *
 * @param text plain decimal notation with at most 18 decimals, non-negative, below 2^128 wei (about 3.4e20).
 * @throws {InvalidInputError} on exponents, signs, more decimals or anything that is not such a text.
 * @example parseWad('2.65') // 2650000000000000000n
 */
export function parseWad(text: string): Wad {
  const match = typeof text === 'string' && text.length <= 64 ? /^(\d+)(?:\.(\d{1,18}))?$/.exec(text) : null;
  const value = match ? BigInt(match[1]!) * 10n ** 18n + BigInt((match[2] ?? '').padEnd(18, '0')) : undefined;
  if (value === undefined || value > MAX_WAD) {
    throw new InvalidInputError({
      path: 'text',
      observed: text,
      allowed: 'a non-negative decimal with at most 18 decimals, below 2^128 wei',
    });
  }
  return value as Wad;
}
