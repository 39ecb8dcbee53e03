import { checkInteger } from '@phasegate/pricing/units';

/**
 * How a reputation scales a counterparty's margin: 2.0x with none, 1.0x in the middle, 0.5x with a perfect one, in
 * integer bps (10,000 = 1.0). Straight lines between the three with integer slopes: exact.
 * Strictly falling in the score.
 *
 * @param scoreBps reputation score in [0, 10000]
 * @throws {InvalidInputError} not an integer in [0, 10000]
 * @example
 * reputationMultiplier(7500) // 7500
 */
export function reputationMultiplier(scoreBps: number): number {
  const score = scoreBps;
  checkInteger('scoreBps', score, 0, 10_000);
  return score <= 5_000 ? 20_000 - 2 * score : 15_000 - score;
}
