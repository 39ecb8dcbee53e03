import { checkObjects, checkWad } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import { WAD, type Wad } from '../units/units.ts';

/** Another market, as a substitute for the one priced. */
export interface Substitute {
  /** How well it replaces the priced one: Wad in [0, 1e18]. */
  readonly similarity: Wad;
  /** Access rights it could sell now; any above zero count as open. */
  readonly openCapacity: number;
}

/**
 * Availability of substitutes `A = floor(1e18 x sum of similarity over open markets / sum of similarity)`.
 *
 * Rounds down: availability lowers an ask. 0 when there is no other market or none is similar.
 *
 * @returns Wad in [0, 1e18], dimensionless.
 * @throws {InvalidInputError} unless an array of similarities in [0, 1] and whole non-negative capacities.
 * @example
 * // an open market of similarity 0.6 beside a sold-out one of 0.2
 * formatWad(substituteAvailability([
 *   { similarity: parseWad('0.6'), openCapacity: 8 },
 *   { similarity: parseWad('0.2'), openCapacity: 0 },
 * ])) // '0.75'
 */
export function substituteAvailability(substitutes: readonly Substitute[]): Wad {
  checkObjects('substitutes', substitutes);
  let open = 0n;
  let all = 0n;
  substitutes.forEach(({ similarity, openCapacity }, i) => {
    checkWad(`substitutes[${i}].similarity`, similarity);
    if (similarity > WAD) {
      throw new InvalidInputError({
        path: `substitutes[${i}].similarity`,
        observed: similarity,
        allowed: 'at most 1e18',
      });
    }
    if (!Number.isSafeInteger(openCapacity) || openCapacity < 0) {
      throw new InvalidInputError({
        path: `substitutes[${i}].openCapacity`,
        observed: openCapacity,
        allowed: 'a whole number of at least 0',
      });
    }
    all += similarity;
    if (openCapacity > 0) open += similarity;
  });
  return (all === 0n ? 0n : (open * WAD) / all) as Wad;
}
