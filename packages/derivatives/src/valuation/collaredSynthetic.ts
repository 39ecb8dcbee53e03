import type { BlackResult } from '../formula/black/black76.ts';
import { callSpread } from '../formula/bounded/callSpread.ts';
import { type CollaredSynthetic, collaredSynthetic } from '../instrument/collaredSynthetic.ts';
import { cashFlows } from './cashFlows.ts';
import { indexValue } from './indexValue.ts';
import { inPat } from './inPat.ts';
import type { InstrumentValue } from './instrumentValue.ts';
import type { IndexMarketState } from './marketState.ts';

/**
 * Value of a collared synthetic, PAT per lot long: `exp(-rT)(floor - price)` plus the {@link callSpread} from floor to cap.
 * Between the discounted `floor - price` and `cap - price`; negative when the agreed price is too high.
 *
 * @throws {InvalidInputError} malformed terms or market, or the series has expired.
 * @throws {CapBelowStrikeError} the cap lies below the floor.
 * @throws {ValuationOverflowError} the discounted value exceeds a float64.
 * @example collaredSyntheticValue(collaredSynthetic({ market: 7, expiry: 31_536_000, price: 100n * WAD, floor: 80n * WAD, cap: 120n * WAD }), { now: 0, forward: 100, volatility: 0.2, rate: 0 }).value // -0.961369297
 */
export function collaredSyntheticValue(collar: CollaredSynthetic, market: IndexMarketState): InstrumentValue {
  const { price, floor } = collaredSynthetic(collar);
  return indexValue(collar, market, (state) => {
    const spread = floorToCap(collar, state);
    const fixed = cashFlows([{ years: state.timeToExpiry, amount: inPat(floor - price) }], state.rate);
    return {
      ...spread,
      price: spread.price + fixed.value,
      theta: spread.theta + fixed.theta,
      rho: spread.rho + fixed.rho,
    };
  });
}

/**
 * The agreed price at which a collar is worth nothing, PAT per lot, between floor and cap:
 * `floor + exp(rT) callSpread(floor, cap)`.
 *
 * @throws {InvalidInputError} {CapBelowStrikeError} as {@link collaredSyntheticValue}.
 * @example fairCollarPrice({ market: 7, expiry: 31_536_000, floor: 80n * WAD, cap: 120n * WAD }, { now: 0, forward: 100, volatility: 0.2, rate: 0 }) // 99.038630703
 */
export function fairCollarPrice(
  collar: Omit<CollaredSynthetic, 'price' | 'kind'>,
  market: IndexMarketState,
): number {
  const atFloor = collaredSynthetic({ ...collar, price: collar.floor });
  const { value } = indexValue(atFloor, market, (state) => floorToCap(atFloor, { ...state, rate: 0 }));
  return inPat(collar.floor) + value;
}

function floorToCap(
  { floor, cap }: CollaredSynthetic,
  state: { forward: number; timeToExpiry: number; rate: number; volatility: number },
): BlackResult {
  return callSpread({ ...state, strike: inPat(floor), cap: inPat(cap) });
}
