import { InvalidCurveError } from '../refusals/invalidCurveError.ts';

/** Knots of a table. */
export const KNOTS = 16;
/** Intervals between them. */
export const INTERVALS: number = KNOTS - 1;
/** 1.0 in a knot of 16 bits. */
export const KNOT_ONE = 65_535;

/**
 * 16 knots as the 256-bit word the contract stores: 16 bits each, knot 0 in the lowest bits, 65535 = 1.0.
 *
 * @throws {InvalidCurveError} unless there are 16 integers of which the first is 65535, none rises and the last is above 0.
 * @example packKnots(new Array(16).fill(65_535)) // 2n ** 256n - 1n
 */
export function packKnots(knots: readonly number[]): bigint {
  checkKnots(knots);
  return knots.reduceRight((word, knot) => (word << 16n) | BigInt(knot), 0n);
}

/**
 * The 16 knots of a table word; the inverse of {@link packKnots}.
 *
 * @throws {InvalidCurveError} unless the word is a bigint below 2^256 holding a valid curve.
 * @example unpackKnots(2n ** 256n - 1n)[15] // 65535
 */
export function unpackKnots(table: bigint): readonly number[] {
  if (typeof table !== 'bigint' || table < 0n || table >> 256n !== 0n) {
    throw new InvalidCurveError({ path: 'table', observed: table, allowed: 'a bigint word of 256 bits' });
  }
  const knots = Array.from({ length: KNOTS }, (_, i) => Number((table >> BigInt(16 * i)) & 0xffffn));
  checkKnots(knots);
  return knots;
}

function checkKnots(knots: readonly number[]): void {
  if (!Array.isArray(knots) || knots.length !== KNOTS) {
    throw new InvalidCurveError({ path: 'knots', observed: knots, allowed: '16 integers of 16 bits' });
  }
  for (const [i, knot] of (knots as readonly number[]).entries()) {
    if (!Number.isInteger(knot)) fail(i, knot, 'an integer');
    if (i === 0 && knot !== KNOT_ONE) fail(i, knot, '65535 (a curve starts at 1.0)');
    if (i > 0 && knot > knots[i - 1]!) fail(i, knot, `at most the knot before it, ${knots[i - 1]}`);
    if (knot <= 0) fail(i, knot, 'above 0 (a segment inside its window is never worthless)');
  }
}

function fail(i: number, observed: number, allowed: string): never {
  throw new InvalidCurveError({ path: `knots[${i}]`, observed, allowed });
}
