import {
  SegmentAlreadyOwnedError,
  SegmentExpiredError,
  SegmentSoldOutError,
  SegmentUnknownError,
} from '@phasegate/pricing/refusals';
import type { PhasegateError, UnixSeconds } from '@phasegate/pricing/units';
import type { SpotMarketState, SpotSegment } from '../state/spotMarketState.ts';

/**
 * The segment that a recipient can still get a right to, or the first reason why it can't, in the contract's order. Purchases
 * and deliveries share it, so that no right is given twice.
 *
 * @param right.filled whether the same batch has taken one already: the last right is then sold out, of others the
 * recipient owns one.
 */
export function rightTo(
  state: SpotMarketState,
  right: {
    readonly recipient: string;
    readonly id: number;
    readonly filled?: boolean;
    readonly at: UnixSeconds;
  },
): SpotSegment | PhasegateError {
  const { recipient, id, filled = false, at } = right;
  const segment = state.segments[id - 1];
  if (segment === undefined) return new SegmentUnknownError(id);
  const expiry = segment.issuedAt + segment.windowSeconds;
  if (at >= expiry) return new SegmentExpiredError(id, expiry, at);
  if (segment.remaining === (filled ? 1 : 0)) return new SegmentSoldOutError(id);
  if (filled || state.access.get(recipient)?.has(id) === true)
    return new SegmentAlreadyOwnedError(id, recipient);
  return segment;
}

/** One right less for others, one more for the recipient. */
export function grantAccess(
  state: SpotMarketState,
  right: { readonly recipient: string; readonly id: number },
): void {
  const owned = state.access.get(right.recipient) ?? new Set<number>();
  state.access.set(right.recipient, owned.add(right.id));
  state.segments[right.id - 1]!.remaining -= 1;
}
