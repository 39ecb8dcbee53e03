import { type Bps, checkBigint, checkInteger, MAX_ASK, type Wad } from '@phasegate/pricing/units';
import { checkStampedMargin } from '../state/chainTypes.ts';
import { SegmentUnknownError } from '../state/errors.ts';
import type { SpotMarketState } from '../state/spotMarketState.ts';
import { checkInBand } from './askBand.ts';

/**
 * Gives a segment a new fresh ask and margin, also while paused and after it has expired or sold out.
 *
 * @param input.freshAsk Wad of PAT (wei), within the market's band of now. @param input.marginBps 0 to 5000.
 * @throws {SegmentUnknownError} for an id without a segment. @throws {MarginTooHighError} above 50 %.
 * @throws {AskOutsideBandError} outside the band. @throws {InvalidInputError} on anything but a bigint of 88 bits and whole
 * basis points.
 * @example
 * repriceSegment(state, { id: 1, freshAsk: parseWad('101'), marginBps: 3_500 as Bps });
 * state.segments[0].freshAsk // 101n * WAD
 */
export function repriceSegment(
  state: SpotMarketState,
  input: { readonly id: number; readonly freshAsk: Wad; readonly marginBps: Bps },
): void {
  checkInteger('id', input.id, 0);
  checkBigint('freshAsk', input.freshAsk, 0n, MAX_ASK);
  const segment = state.segments[input.id - 1];
  if (segment === undefined) throw new SegmentUnknownError(input.id);
  checkStampedMargin('marginBps', input.marginBps);
  checkInBand(state, segment.market, input.freshAsk);
  segment.freshAsk = input.freshAsk;
  segment.marginBps = input.marginBps;
}
