import { checkMarginBps, checkWad, MarginTooHighError } from '../units/checks.ts';
import { ceilDiv } from '../units/mulDiv.ts';
import { BPS, type Bps, MAX_MARGIN_BPS, WAD, type Wad } from '../units/units.ts';

/**
 * The half-spread that a broker margin is: `s = m / (2 - m)`, so that `ask = P (1 + s)` and `bid = P (1 - s)`.
 *
 * Rounds up, as a part of an ask; thereby converting back and flooring to basis points returns the same margin.
 *
 * @param marginBps the broker's share of ASK, 0 to 5000. @returns Wad, dimensionless, in [0, 1/3].
 * @throws {InvalidInputError} unless whole basis points. @throws {MarginTooHighError} above 50 %.
 * @example halfSpreadFromMargin(3000 as Bps) // 176470588235294118n: 17.647 %
 */
export function halfSpreadFromMargin(marginBps: Bps): Wad {
  checkMarginBps('marginBps', marginBps);
  return ceilDiv(BigInt(marginBps) * WAD, BigInt(20_000 - marginBps)) as Wad;
}

/**
 * The broker margin that a half-spread is: `m = 2 s / (1 + s)`.
 *
 * Rounds down: a margin is what the broker takes, and is not overstated.
 *
 * @param halfSpread Wad, dimensionless, at most 1/3 rounded up (a margin of 50 %). @returns Wad, dimensionless.
 * @throws {InvalidInputError} unless a Wad. @throws {MarginTooHighError} when it would exceed 50 %.
 * @example marginFromHalfSpread(176470588235294118n as Wad) // 300000000000000000n: 30 %
 */
export function marginFromHalfSpread(halfSpread: Wad): Wad {
  checkWad('halfSpread', halfSpread);
  const marginWad = (2n * halfSpread * WAD) / (WAD + halfSpread);
  if (halfSpread > LARGEST_HALF_SPREAD) {
    throw new MarginTooHighError('halfSpread (as a margin)', Number(marginWad) / 1e14);
  }
  return marginWad as Wad;
}

/**
 * The broker margin of a half-spread in whole basis points, `floor(10000 x 2 s / (1 + s))`: what a segment is stamped with.
 *
 * @param halfSpread Wad, dimensionless, at most 1/3 rounded up. @returns 0 to 5000.
 * @throws {InvalidInputError} unless a Wad. @throws {MarginTooHighError} when it would exceed 50 %.
 * @example marginBpsFromHalfSpread(halfSpreadFromMargin(3000 as Bps)) // 3000
 */
export function marginBpsFromHalfSpread(halfSpread: Wad): Bps {
  marginFromHalfSpread(halfSpread);
  return Number((2n * halfSpread * BigInt(BPS)) / (WAD + halfSpread)) as Bps;
}

const LARGEST_HALF_SPREAD = ceilDiv(BigInt(MAX_MARGIN_BPS) * WAD, BigInt(20_000 - MAX_MARGIN_BPS));
