import { checkWad } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import { ceilDiv } from '../units/mulDiv.ts';
import { WAD, type Wad } from '../units/units.ts';

/**
 * What a segment asks at its age: `ask = ceil(freshAsk freshness / 1e18)`; the twin of the contracts' `Ask.decay`.
 *
 * Rounded up, so that a repeated purchase never costs less than it should. Never rises as freshness falls, and at most
 * the fresh ask.
 *
 * @param freshAsk the ask at age 0, Wad of PAT (wei). @param freshness multiplier of now, Wad in [0, 1e18].
 * @returns Wad of PAT (wei).
 * @throws {InvalidInputError} on anything but a Wad, or a freshness above 1.0.
 * @example decayAsk(101n as Wad, parseWad('0.5')) // 51n
 */
export function decayAsk(freshAsk: Wad, freshness: Wad): Wad {
  checkWad('freshAsk', freshAsk);
  checkWad('freshness', freshness);
  if (freshness > WAD) {
    throw new InvalidInputError({ path: 'freshness', observed: freshness, allowed: 'a Wad of at most 1.0' });
  }
  return ceilDiv(freshAsk * freshness, WAD) as Wad;
}
