import type { Wad } from '@phasegate/pricing/units';
import { checkSeriesTerms } from './checkSeriesTerms.ts';
import { payoffLine } from './payoffLine.ts';
import { checkSettlement } from './seriesPayoff.ts';
import type { SeriesTerms } from './seriesTerms.ts';

/**
 * Slope of the payoff of one lot long in the settlement figure: -1, 0 or 1, what one wei more adds. At a kink the slope
 * to the right counts.
 *
 * @param settlement as in {@link seriesPayoff}
 * @throws {InvalidInputError} malformed terms or settlement
 * @throws {CapBelowStrikeError} a cap below its strike or floor
 * @example seriesDelta({ kind: 'call', strike: 100n, cap: 150n }, 150n as Wad) // 0n
 */
export function seriesDelta(terms: SeriesTerms, settlement: Wad): -1n | 0n | 1n {
  checkSeriesTerms('series', terms);
  checkSettlement(terms, settlement);
  const { low, high, rises } = payoffLine(terms);
  if (settlement < low || settlement >= high) return 0n;
  return rises ? 1n : -1n;
}
