import { type Bps, checkBps } from '@phasegate/pricing/units';

/**
 * How a reputation scales a counterparty's margin: 2.0x with none, 1.0x in the middle, 0.5x with a perfect one, in
 * integer bps (10,000 = 1.0). Straight lines between the three with integer slopes: exact.
 * Strictly falling in the score.
 *
 * @param scoreBps reputation score in [0, 10000]
 * @throws {InvalidInputError} not an integer in [0, 10000]
 * @example
 * marginReputationFactor(7500) // 7500
 */
export function marginReputationFactor(scoreBps: Bps): Bps {
  checkBps('scoreBps', scoreBps);
  const factor = scoreBps <= 5_000 ? 20_000 - 2 * scoreBps : 15_000 - scoreBps;
  return factor as Bps;
}
