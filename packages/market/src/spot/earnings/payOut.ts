import type { Wad } from '@phasegate/pricing/units';
import type { SpotMarketState } from '../state/spotMarketState.ts';
import { movePat } from '../token/pat.ts';

/** Pays what the marketplace owes: from its balance and its liabilities. */
export function payOut(state: SpotMarketState, to: string, amount: Wad): void {
  state.liabilities = (state.liabilities - amount) as Wad;
  movePat(state, state.marketplace, to, amount);
}
