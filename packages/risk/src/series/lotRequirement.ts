import { checkOneOf, type Wad } from '@phasegate/pricing/units';
import { checkSeriesTerms } from './checkSeriesTerms.ts';
import { payoffAt, payoffLine } from './payoffLine.ts';
import type { SeriesTerms } from './seriesTerms.ts';

/**
 * The most that one lot of a series can cost its side at settlement, wei: what it must post alone. A long option needs
 * nothing, a short call `cap - strike`, a short put `strike`, a collar `price - floor` long and `cap - price` short, an
 * index swap its bound on either side.
 *
 * @throws {InvalidInputError} malformed terms, an unknown side
 * @throws {CapBelowStrikeError} a cap below its strike or floor
 * @example lotRequirement({ kind: 'collar', price: 100n, floor: 80n, cap: 130n }, 'short') // 30n
 */
export function lotRequirement(terms: SeriesTerms, side: 'long' | 'short'): Wad {
  checkSeriesTerms('series', terms);
  checkOneOf('side', side, ['long', 'short']);
  const line = payoffLine(terms);
  const sign = side === 'long' ? -1n : 1n;
  const [atLow, atHigh] = [sign * payoffAt(line, line.low), sign * payoffAt(line, line.high)];
  const worst = atLow > atHigh ? atLow : atHigh;
  return (worst > 0n ? worst : 0n) as Wad;
}
