import {
  AskAboveMaxError,
  SegmentAlreadyOwnedError,
  SegmentExpiredError,
  SegmentSoldOutError,
  SegmentUnknownError,
} from '@phasegate/pricing/refusals';
import type { PhasegateError, UnixSeconds } from '@phasegate/pricing/units';
import type { SpotMarketState, SpotSegment } from '../state/spotMarketState.ts';
import { askAtAge, type SegmentAsk } from './askOf.ts';

/** A segment that can be bought, and at what. */
export interface Offer extends SegmentAsk {
  readonly segment: SpotSegment;
}

/**
 * What an item of a batch can be bought at, or the first reason why it can't, in the contract's order.
 *
 * @param order.filled whether the same batch has bought it already, which counts as bought: the last right is then
 * sold out, of others the recipient owns one.
 */
export function offerTo(
  state: SpotMarketState,
  order: {
    readonly recipient: string;
    readonly id: number;
    readonly maxAsk: bigint | undefined;
    readonly filled: boolean;
    readonly at: UnixSeconds;
  },
): Offer | PhasegateError {
  const { recipient, id, maxAsk, filled, at } = order;
  const segment = state.segments[id - 1];
  if (segment === undefined) return new SegmentUnknownError(id);
  const age = at - segment.issuedAt;
  if (age >= segment.windowSeconds)
    return new SegmentExpiredError(id, segment.issuedAt + segment.windowSeconds, at);
  if (segment.remaining === (filled ? 1 : 0)) return new SegmentSoldOutError(id);
  if (filled || state.access.get(recipient)?.has(id) === true)
    return new SegmentAlreadyOwnedError(id, recipient);
  const offer = { segment, ...askAtAge(state, segment, age) };
  return maxAsk !== undefined && offer.ask > maxAsk ? new AskAboveMaxError(id, offer.ask, maxAsk) : offer;
}
