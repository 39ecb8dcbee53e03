import { checkAmount, checkSignedAmount, type Wad } from '@phasegate/pricing/units';
import { checkSeriesTerms } from './checkSeriesTerms.ts';
import { payoffAt, payoffLine } from './payoffLine.ts';
import type { SeriesTerms } from './seriesTerms.ts';

/**
 * What one lot long receives at settlement, wei, negative when it pays; the short side receives the opposite.
 * Exact; non-decreasing in `settlement`, of a put non-increasing.
 *
 * @param settlement the index's settlement price, wei per lot, zero or more; of an index swap the difference of the two
 * indices, of either sign
 * @throws {InvalidInputError} malformed terms or settlement
 * @throws {CapBelowStrikeError} a cap below its strike or floor
 * @example seriesPayoff({ kind: 'call', strike: 100n, cap: 150n }, 130n as Wad) // 30n
 */
export function seriesPayoff(terms: SeriesTerms, settlement: Wad): Wad {
  checkSeriesTerms('series', terms);
  checkSettlement(terms, settlement);
  return payoffAt(payoffLine(terms), settlement) as Wad;
}

/** Checks the figure that checked terms settle on. */
export function checkSettlement(terms: SeriesTerms, settlement: Wad): void {
  if (terms.kind === 'indexSwap') checkSignedAmount('settlement', settlement);
  else checkAmount('settlement', settlement);
}
