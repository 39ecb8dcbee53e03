import { checkWad } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import { WAD, type Wad } from '../units/units.ts';

/**
 * What a segment would cost fresh: `floor(ask x 1e18 / freshness)`.
 *
 * Returns, averages and volatility are computed on it: on plain asks, decay would read as trend and as volatility.
 * Rounds down; it is a mark, no party pays it.
 *
 * @param ask Wad of PAT. @param freshness Wad in (0, 1e18].
 * @returns Wad of PAT.
 * @throws {InvalidInputError} on anything else.
 * @example formatWad(freshEquivalent(parseWad('55'), parseWad('0.55'))) // '100'
 */
export function freshEquivalent(ask: Wad, freshness: Wad): Wad {
  checkWad('ask', ask);
  checkWad('freshness', freshness);
  if (freshness === 0n || freshness > WAD) {
    throw new InvalidInputError({
      path: 'freshness',
      observed: freshness,
      allowed: 'above 0 and at most 1e18',
    });
  }
  return ((ask * WAD) / freshness) as Wad;
}
