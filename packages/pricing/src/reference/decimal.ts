import { Decimal } from 'decimal.js';
import { InvalidInputError } from '../units/errors.ts';

/** A private copy of the constructor at 40 significant digits: the global one's settings are nobody's business here. */
export const ReferenceDecimal: typeof Decimal = Decimal.clone({
  precision: 40,
  rounding: Decimal.ROUND_HALF_EVEN,
  toExpNeg: -100,
  toExpPos: 100,
});
/** A number of the reference arithmetic. */
export type ReferenceDecimal = Decimal;

/**
 * A Wad as a reference number; exact up to 40 digits.
 *
 * @throws {InvalidInputError} unless a bigint.
 * @example toReference(parseWad('2.65')).toString() // '2.65'
 */
export function toReference(wad: bigint): ReferenceDecimal {
  if (typeof wad !== 'bigint')
    throw new InvalidInputError({ path: 'wad', observed: wad, allowed: 'a bigint' });
  return new ReferenceDecimal(`${wad}e-18`);
}
