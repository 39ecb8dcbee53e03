import { checkUnixSeconds, type UnixSeconds } from '@phasegate/pricing/units';
import { addressKey } from '../state/chainTypes.ts';
import type { SpotMarketState } from '../state/spotMarketState.ts';

/**
 * Whether `account` may read segment `id` at `at`: bought, and its window not over.
 *
 * @throws {InvalidInputError} on a malformed address or time.
 * @example hasAccess(state, buyer, 1, at + 604_799) // true: the last second of its week
 */
export function hasAccess(state: SpotMarketState, account: string, id: number, at: UnixSeconds): boolean {
  checkUnixSeconds('at', at);
  if (state.access.get(addressKey('account', account))?.has(id) !== true) return false;
  const segment = state.segments[id - 1]!;
  return at < segment.issuedAt + segment.windowSeconds;
}
