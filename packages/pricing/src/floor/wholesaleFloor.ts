import { ceilDiv } from '../units/mulDiv.ts';
import { WAD, type Wad } from '../units/units.ts';

/** The frozen peg: 10 credits are 1.00 GBP. The floor floats, the currency does not. */
export const CREDITS_PER_GBP: Wad = (10n * WAD) as Wad;

/**
 * `ceil(cost x (10000 + targetMarginBps) x creditsPerGbp / (runs x 10000))` in credits; one rounding, up, so that the
 * target margin is met. The inputs are not checked; `runs` is positive.
 */
export function wholesaleFloor(input: {
  /** Wad of GBP. */
  readonly cost: bigint;
  readonly runs: bigint;
  readonly targetMarginBps: number;
  /** Wad. */
  readonly creditsPerGbp: bigint;
}): Wad {
  const { cost, runs, targetMarginBps, creditsPerGbp } = input;
  return ceilDiv(cost * BigInt(10_000 + targetMarginBps) * creditsPerGbp, runs * 10_000n * WAD) as Wad;
}
