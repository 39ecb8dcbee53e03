import { checkOneOf } from '@phasegate/pricing/units';
import { collar as collarFormula } from '../formula/bounded/collar.ts';
import { type CollaredSynthetic, collaredSynthetic } from '../instrument/collaredSynthetic.ts';
import { indexValue } from './indexValue.ts';
import { inPat } from './inPat.ts';
import type { InstrumentValue } from './instrumentValue.ts';
import type { IndexMarketState } from './marketState.ts';

/**
 * Value of a collared synthetic, PAT per lot long, by the `collar` formula on the market's forward. Between the discounted
 * `floor - price` and `cap - price`; negative when the agreed price is too high (`fairCollarPrice` has the one that is not).
 *
 * @throws {InvalidInputError} malformed terms or market, or the series has expired.
 * @throws {CapBelowStrikeError} the cap lies below the floor.
 * @throws {ValuationOverflowError} the discounted value exceeds a float64.
 * @example collaredSyntheticValue(collaredSynthetic({ market: 7, expiry: 31_536_000, price: 100n * WAD, floor: 80n * WAD, cap: 120n * WAD }), { now: 0, forward: 100, volatility: 0.2, rate: 0 }).value // -0.961369297
 */
export function collaredSyntheticValue(collar: CollaredSynthetic, market: IndexMarketState): InstrumentValue {
  const { price, floor, cap } = collaredSynthetic(collar);
  checkOneOf('collar.kind', collar.kind, ['collar']);
  return indexValue(collar, market, (state) =>
    collarFormula({ ...state, price: inPat(price), floor: inPat(floor), cap: inPat(cap) }),
  );
}
