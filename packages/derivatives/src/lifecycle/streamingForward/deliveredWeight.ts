import { type Bps, checkBps, InvalidInputError } from '@phasegate/pricing/units';
import type { StreamingForward } from '../../instrument/streamingForward.ts';
import { LowConfidenceError } from '../delivery/errors.ts';

/** Units by their confidence: 10,000 for one unit at confidence 1.0. */
export type Weight = bigint;

/**
 * Weight of delivered units: the sum of `min(confidence, maximumConfidenceBps)`, 10,000 for one unit at confidence 1.0.
 * Buyer and provider add it up off chain for the next voucher; a posting states it. Exact.
 *
 * @param confidencesBps attested confidence of each unit, basis points
 * @throws {LowConfidenceError} a unit below the contract's minimum, which does not count at all.
 * @throws {InvalidInputError} not a list of whole basis points.
 * @example deliveredWeight(terms, [8_000, 9_900]) // 17_500n with a maximum of 9,500
 */
export function deliveredWeight(terms: StreamingForward, confidencesBps: readonly Bps[]): Weight {
  if (!Array.isArray(confidencesBps))
    throw new InvalidInputError({
      path: 'confidencesBps',
      observed: confidencesBps,
      allowed: 'a list of basis points',
    });
  let weight = 0n;
  for (const confidenceBps of confidencesBps) {
    checkBps('confidenceBps', confidenceBps);
    if (confidenceBps < terms.minimumConfidenceBps)
      throw new LowConfidenceError({ confidenceBps, minimumBps: terms.minimumConfidenceBps });
    weight += BigInt(Math.min(confidenceBps, terms.maximumConfidenceBps));
  }
  return weight;
}
