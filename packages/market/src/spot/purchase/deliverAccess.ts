import { NotProviderError } from '@phasegate/pricing/refusals';
import { checkInteger, PhasegateError, type UnixSeconds } from '@phasegate/pricing/units';
import { addressKey } from '../state/chainTypes.ts';
import type { SpotMarketState } from '../state/spotMarketState.ts';
import { grantAccess, rightTo } from './accessRights.ts';

/**
 * Hands over one access right that a deal elsewhere has paid for: capacity falls by one, the recipient may read until the window
 * ends. Nothing is paid, the index doesn't move, and no pause stops it.
 *
 * @throws {SegmentUnknownError} {@link SegmentExpiredError} {@link SegmentSoldOutError} {@link SegmentAlreadyOwnedError} the
 *   recipient can't get a right to the segment.
 * @throws {NotProviderError} when the segment does not earn for `provider` itself. @throws {InvalidInputError} on malformed input.
 * @example
 * deliverAccess(state, { id: 1, provider, recipient: other, at });
 * hasAccess(state, other, 1, at) // true
 */
export function deliverAccess(
  state: SpotMarketState,
  input: {
    readonly id: number;
    readonly provider: string;
    readonly recipient: string;
    readonly at: UnixSeconds;
  },
): void {
  const { id, at } = input;
  checkInteger('id', id, 0);
  const provider = addressKey('provider', input.provider);
  const recipient = addressKey('recipient', input.recipient);
  const segment = rightTo(state, { recipient, id, at });
  if (segment instanceof PhasegateError) throw segment;
  if (state.accounts[segment.account - 1]!.owner !== provider) throw new NotProviderError(id, provider);
  grantAccess(state, { recipient, id });
}
