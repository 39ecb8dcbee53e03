import { checkBothSigned, moveTo, unknownEvent } from '../deal/dealEvent.ts';
import type { Step } from '../deal/transfer.ts';
import { callClose, cancelStream, conclude } from './closing.ts';
import { redeem } from './draw.ts';
import { dispute, post, rule, settlePosting } from './postings.ts';
import { proveDoubleSale, refute } from './proofs.ts';
import { STREAM_TERMINAL, type StreamEvent, type StreamState } from './streamState.ts';

/**
 * The next state of a streaming forward, and the money that moves.
 *
 * The normal path is `redeem` only: the buyer signs cumulative vouchers off chain, the provider redeems the latest. When
 * the buyer goes silent the provider `post`s. Windows are half open in deal time: at the second a window is over, the
 * action it allowed is too late and the permissionless next step is possible. A pause blocks no event.
 *
 * @throws {DealClosedError} the deal has ended. @throws {ClockRanBackError} the event is older than the last one.
 * @throws {WrongStatusError} {@link WrongPartyError} {@link DeadlinePassedError} {@link TooEarlyError} not now, not you.
 * @throws {StaleVoucherError} {@link VoucherExceedsOrderError} the voucher is older than one redeemed, or too large.
 * @throws {OverDeliveryError} a posting ahead of the schedule. @throws {SerialGapError} one whose serials were claimed before.
 * @throws {ForeignHeaderError} {@link HeaderKeepsTermsError} {@link NotDoubleSaleError} headers that prove nothing.
 * @throws {TooManyPostingsError} {@link UnknownPostingError} {@link DisputeStateError} {@link PostingsPendingError}
 *   the posting's state does not allow it.
 * @throws {InvalidInputError} the event is malformed.
 * @example reduceStreamingForward(state, { type: 'redeem', at: 1_700_003_600, by: 'provider', cumulativeWeight: 36_000_000n })
 */
export function reduceStreamingForward(state: StreamState, event: StreamEvent): Step<StreamState> {
  const moved = moveTo(state, event, STREAM_TERMINAL);
  switch (event.type) {
    case 'pause':
    case 'resume':
      return { state: moved, transfers: [] };
    case 'redeem':
      return redeem(moved, event.by, event.cumulativeWeight);
    case 'post':
      return post(moved, event);
    case 'dispute':
      return dispute(moved, event);
    case 'rule':
      return rule(moved, event);
    case 'refute':
      return refute(moved, event);
    case 'proveDoubleSale':
      return proveDoubleSale(moved, event);
    case 'settlePosting':
      return settlePosting(moved, event.posting);
    case 'callClose':
      return callClose(moved, event.by);
    case 'conclude':
      return conclude(moved);
    case 'cancel':
      checkBothSigned(event.signedBy);
      return cancelStream(moved);
    default:
      throw unknownEvent(
        event,
        'pause, resume, redeem, post, dispute, rule, refute, proveDoubleSale, settlePosting, callClose, conclude, cancel',
      );
  }
}
