import { NoSurplusError } from '@phasegate/pricing/refusals';
import type { Wad } from '@phasegate/pricing/units';
import { addressKey } from '../state/chainTypes.ts';
import type { SpotMarketState } from '../state/spotMarketState.ts';
import { movePat, patBalance } from '../token/pat.ts';

/**
 * Sends PAT that nobody is owed: what the marketplace holds above its liabilities.
 *
 * @returns how much, in wei of PAT. @throws {NoSurplusError} when there is none. @throws {InvalidInputError} on a malformed
 * address.
 * @example recoverSurplus(state, owner) // 5n: what was sent by mistake
 */
export function recoverSurplus(state: SpotMarketState, to: string): Wad {
  const target = addressKey('to', to);
  const surplus = (patBalance(state, state.marketplace) - state.liabilities) as Wad;
  if (surplus === 0n) throw new NoSurplusError(undefined);
  movePat(state, state.marketplace, target, surplus);
  return surplus;
}
