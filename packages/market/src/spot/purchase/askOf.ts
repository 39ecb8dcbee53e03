import { decayAsk, freshnessAt, SegmentExpiredError, splitAsk } from '@phasegate/pricing';
import { SegmentUnknownError } from '@phasegate/pricing/refusals';
import { checkInteger, type UnixSeconds, type Wad } from '@phasegate/pricing/units';
import type { SpotMarketState, SpotSegment } from '../state/spotMarketState.ts';

/** What a segment costs at a moment. Money is Wad of PAT; `ask = payout + brokerSpread`. */
export interface SegmentAsk {
  readonly ask: Wad;
  readonly payout: Wad;
  readonly brokerSpread: Wad;
  /** The multiplier that made it, Wad in [0, 1e18]. */
  readonly freshness: Wad;
}

/**
 * What segment `id` costs at `at`, sold out or not: its fresh ask decayed by its curve and split by its margin.
 *
 * @throws {SegmentUnknownError} for an id without a segment. @throws {SegmentExpiredError} at the end of its window.
 * @throws {InvalidInputError} on a malformed id.
 * @example askOf(state, 1, at).ask // 100n * WAD: fresh
 */
export function askOf(state: SpotMarketState, id: number, at: UnixSeconds): SegmentAsk {
  checkInteger('id', id, 0);
  const segment = state.segments[id - 1];
  if (segment === undefined) throw new SegmentUnknownError(id);
  const ageSeconds = at - segment.issuedAt;
  if (ageSeconds >= segment.windowSeconds)
    throw new SegmentExpiredError(id, segment.issuedAt + segment.windowSeconds, at);
  return askAtAge(state, segment, ageSeconds);
}

/** The ask of a segment that has not expired. */
export function askAtAge(state: SpotMarketState, segment: SpotSegment, ageSeconds: number): SegmentAsk {
  const freshness = freshnessAt(state.curves[segment.curve]!, ageSeconds, segment.windowSeconds);
  const ask = decayAsk(segment.freshAsk, freshness);
  return { ask, ...splitAsk(ask, segment.marginBps), freshness };
}
