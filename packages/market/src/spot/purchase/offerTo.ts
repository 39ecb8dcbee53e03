import { AskAboveMaxError } from '@phasegate/pricing/refusals';
import { PhasegateError, type UnixSeconds } from '@phasegate/pricing/units';
import type { SpotMarketState, SpotSegment } from '../state/spotMarketState.ts';
import { rightTo } from './accessRights.ts';
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
  const { id, maxAsk, at } = order;
  const segment = rightTo(state, order);
  if (segment instanceof PhasegateError) return segment;
  const offer = { segment, ...askAtAge(state, segment, at - segment.issuedAt) };
  return maxAsk !== undefined && offer.ask > maxAsk ? new AskAboveMaxError(id, offer.ask, maxAsk) : offer;
}
