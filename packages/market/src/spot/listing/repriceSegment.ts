import {
  AskMoveTooLargeError,
  MarginOutsideBandError,
  PricesFrozenError,
  RepricedTooSoonError,
  SegmentExpiredError,
  SegmentUnknownError,
} from '@phasegate/pricing/refusals';
import {
  type Bps,
  checkBigint,
  checkInteger,
  MAX_ASK,
  type UnixSeconds,
  type Wad,
} from '@phasegate/pricing/units';
import { checkMargin } from '../state/chainTypes.ts';
import type { SpotMarketState, SpotSegment } from '../state/spotMarketState.ts';
import { askBand, checkInBand, marketOf } from './askBand.ts';
import { frozenUntil } from './frozenUntil.ts';

const DAY_SECONDS = 86_400;
/** A new price stands at least so long, for every buyer. */
const REPRICE_INTERVAL_SECONDS = 3_600;

/**
 * Gives a segment a new fresh ask and margin, also while paused and after it has sold out; not in a settlement window of its
 * market, and not within an hour of the last time.
 *
 * @param input.freshAsk Wad of PAT (wei), within the market's band of now, and within its `dailyMoveBps` of where the ask stood
 * when it had last rested for 86,400 s, both rounded inward.
 * @param input.marginBps within the margin band around the broker's, from the index's least margin to 5000.
 * @throws {SegmentUnknownError} for an id without a segment. @throws {SegmentExpiredError} at the end of its window.
 * @throws {MarginTooHighError} {@link MarginTooLowError} {@link MarginOutsideBandError} for such a margin.
 * @throws {PricesFrozenError} while a settlement window runs. @throws {AskOutsideBandError} outside the market's band.
 * @throws {RepricedTooSoonError} within the hour. @throws {AskMoveTooLargeError} beyond the day's move.
 * @throws {InvalidInputError} on anything but a bigint of 88 bits and whole basis points.
 * @example
 * repriceSegment(state, { id: 1, freshAsk: parseWad('101'), marginBps: 3_500 as Bps, at });
 * state.segments[0].freshAsk // 101n * WAD
 */
export function repriceSegment(
  state: SpotMarketState,
  input: { readonly id: number; readonly freshAsk: Wad; readonly marginBps: Bps; readonly at: UnixSeconds },
): void {
  const { id, freshAsk, marginBps, at } = input;
  checkInteger('id', id, 0);
  checkBigint('freshAsk', freshAsk, 0n, MAX_ASK);
  const segment = state.segments[id - 1];
  if (segment === undefined) throw new SegmentUnknownError(id);
  const age = at - segment.issuedAt;
  if (age >= segment.windowSeconds)
    throw new SegmentExpiredError(id, segment.issuedAt + segment.windowSeconds, at);
  checkMarginInBand(state, marginBps);
  const { terms } = marketOf(state, segment.market);
  const until = frozenUntil(terms, at);
  if (until !== undefined) throw new PricesFrozenError(segment.market, until);
  checkInBand(state, segment.market, freshAsk);
  segment.askAnchor = movedAnchor(segment, { id, freshAsk, dailyMoveBps: terms.dailyMoveBps, at });
  segment.freshAsk = freshAsk;
  segment.marginBps = marginBps;
}

/** As the reference's: measured from where the ask stood when it had last rested for a day. */
function movedAnchor(
  { askAnchor, freshAsk: current }: SpotSegment,
  move: {
    readonly id: number;
    readonly freshAsk: Wad;
    readonly dailyMoveBps: number;
    readonly at: UnixSeconds;
  },
): SpotSegment['askAnchor'] {
  const { id, freshAsk, dailyMoveBps, at } = move;
  const possibleAt = askAnchor.movedAt + REPRICE_INTERVAL_SECONDS;
  if (at < possibleAt) throw new RepricedTooSoonError(id, possibleAt, at);
  const ask = at >= askAnchor.movedAt + DAY_SECONDS ? current : askAnchor.ask;
  const { lowest, highest } = askBand(ask, dailyMoveBps);
  if (freshAsk < lowest || freshAsk > highest) throw new AskMoveTooLargeError(id, freshAsk, lowest, highest);
  return { ask, movedAt: at };
}

function checkMarginInBand(state: SpotMarketState, marginBps: Bps): void {
  checkMargin('marginBps', marginBps, state.minIndexMarginBps);
  const lowest = Math.max(0, state.brokerMarginBps - state.marginBandBps);
  const highest = state.brokerMarginBps + state.marginBandBps;
  if (marginBps < lowest || marginBps > highest) throw new MarginOutsideBandError(marginBps, lowest, highest);
}
