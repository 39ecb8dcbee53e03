import { checkFields, checkWad } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import { ceilDiv } from '../units/mulDiv.ts';
import { WAD, type Wad } from '../units/units.ts';

/**
 * The burn of a market over its window: `consumed + ceil(expired x weight)`.
 *
 * The weight is 0 by default: were expired units scarce ones, a mass expiry would raise prices. Rounds up, as burning
 * raises an ask.
 *
 * @param input.consumed,input.expired Wad units. @param input.expiredWeight Wad in [0, 1e18], dimensionless.
 * @throws {InvalidInputError} on anything else.
 * @example formatWad(burnedUnits({ consumed: parseWad('30'), expired: parseWad('100') })) // '30'
 */
export function burnedUnits(input: {
  readonly consumed: Wad;
  readonly expired: Wad;
  readonly expiredWeight?: Wad;
}): Wad {
  checkFields('input', input, ['consumed', 'expired', 'expiredWeight']);
  const { consumed, expired, expiredWeight = 0n as Wad } = input;
  checkWad('consumed', consumed);
  checkWad('expired', expired);
  checkWad('expiredWeight', expiredWeight);
  if (expiredWeight > WAD) {
    throw new InvalidInputError({
      path: 'expiredWeight',
      observed: expiredWeight,
      allowed: 'at most 1e18 (1.0)',
    });
  }
  return (consumed + ceilDiv(expired * expiredWeight, WAD)) as Wad;
}
