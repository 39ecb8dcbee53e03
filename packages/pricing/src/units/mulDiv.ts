import { InvalidInputError } from './errors.ts';
import type { Wad } from './units.ts';

/**
 * `floor(a * b / denominator)`: never overstates. The product is not rounded and has no size limit.
 *
 * @param a,b,denominator non-negative integers, `denominator > 0`; the result has the unit of `a * b / denominator`.
 * A Wad is multiplied by a ratio and stays a Wad.
 * @throws {InvalidInputError} on anything else.
 * @example mulDivDown(7n, 3n, 2n) // 10n
 */
export function mulDivDown(a: Wad, b: bigint, denominator: bigint): Wad;
export function mulDivDown(a: bigint, b: bigint, denominator: bigint): bigint;
export function mulDivDown(a: bigint, b: bigint, denominator: bigint): bigint {
  checkOperands(a, b, denominator);
  return (a * b) / denominator;
}

/**
 * `ceil(a * b / denominator)`: never understates. The product is not rounded and has no size limit.
 *
 * @param a,b,denominator non-negative integers, `denominator > 0`; the result has the unit of `a * b / denominator`.
 * A Wad is multiplied by a ratio and stays a Wad.
 * @throws {InvalidInputError} on anything else.
 * @example mulDivUp(7n, 3n, 2n) // 11n
 */
export function mulDivUp(a: Wad, b: bigint, denominator: bigint): Wad;
export function mulDivUp(a: bigint, b: bigint, denominator: bigint): bigint;
export function mulDivUp(a: bigint, b: bigint, denominator: bigint): bigint {
  checkOperands(a, b, denominator);
  return ceilDiv(a * b, denominator);
}

/** `ceil(numerator / denominator)` of operands already known to be non-negative and positive. */
export function ceilDiv(numerator: bigint, denominator: bigint): bigint {
  return (numerator + denominator - 1n) / denominator;
}

function checkOperands(a: bigint, b: bigint, denominator: bigint): void {
  // Bigint division truncates toward zero, so a negative operand would silently flip the rounding side.
  if (typeof a !== 'bigint' || a < 0n) throw invalid('a', a);
  if (typeof b !== 'bigint' || b < 0n) throw invalid('b', b);
  if (typeof denominator !== 'bigint' || denominator <= 0n) {
    throw new InvalidInputError({ path: 'denominator', observed: denominator, allowed: 'a positive bigint' });
  }
}

function invalid(path: string, observed: unknown): InvalidInputError {
  return new InvalidInputError({ path, observed, allowed: 'a non-negative bigint' });
}
