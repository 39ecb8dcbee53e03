import { BPS, InvalidInputError, mulDivUp, type Wad } from '@phasegate/pricing/units';
import { checkPassed, hasPassed } from '../deal/deadline.ts';
import { dealTime } from '../deal/dealClock.ts';
import { WrongStatusError } from '../deal/errors.ts';
import { type Step, transfersOf } from '../deal/transfer.ts';
import type { Weight } from './deliveredWeight.ts';
import { draw } from './draw.ts';
import { PostingsPendingError } from './errors.ts';
import { accountedWeight, requiredWeight } from './schedule.ts';
import { type ClosingReason, STREAM_TERMINAL, type StreamState, type StreamStatus } from './streamState.ts';

/** What a call to close means now; a stranger's call before the end needs a provider who looks late. */
function reasonFor(state: StreamState, by: unknown): ClosingReason {
  const { terms, clock } = state;
  const end = terms.start + terms.duration + terms.grace;
  if (hasPassed(clock, end)) return 'end';
  if (accountedWeight(state) < requiredWeight(terms, dealTime(clock))) return 'behind';
  if (by === 'buyer') return 'buyerLeaves';
  if (by === 'provider') return 'providerLeaves';
  checkPassed(clock, 'closing a stream that is on schedule', end);
  return 'end';
}

/**
 * Calls the stream to a close. At the second `start + duration + grace` it is the regular end. Earlier, a provider whose
 * accounted weight is below what was due `grace` ago less the tolerance is called to account, whoever calls; otherwise
 * the calling party walks away.
 */
export function callClose(state: StreamState, by: unknown): Step<StreamState> {
  if (state.status !== 'streaming')
    throw new WrongStatusError({ event: 'callClose', status: state.status, required: 'streaming' });
  if (by !== 'buyer' && by !== 'provider' && by !== 'anyone')
    throw new InvalidInputError({ path: 'event.by', observed: by, allowed: 'buyer, provider or anyone' });
  const calledAt = dealTime(state.clock);
  const closing = {
    reason: reasonFor(state, by),
    calledAt,
    required: requiredWeight(state.terms, calledAt),
  };
  return { state: { ...state, status: 'closing', closing }, transfers: [] };
}

/** The channel and the bond paid out. */
function end(
  state: StreamState,
  status: StreamStatus,
  toProvider: bigint,
  toBuyer: bigint,
): Step<StreamState> {
  return {
    state: { ...state, status, closing: null, channel: 0n as Wad, providerBond: 0n as Wad },
    transfers: transfersOf(['escrow', 'provider', toProvider], ['escrow', 'buyer', toBuyer]),
  };
}

/**
 * Concludes a call to close at or after the second `calledAt + challengeWindow`, when no posting is open. The last draw
 * is made first; of what is left, a provider in default (too little accounted for, or walked away) loses everything and
 * its bond to the buyer; a buyer who walked away forfeits `ceil(left * forfeitBps / 10000)`, up because the provider is
 * the one let down; a provider called to account who has caught up goes on streaming.
 */
export function conclude(state: StreamState): Step<StreamState> {
  const { terms, closing } = state;
  if (closing === null)
    throw new WrongStatusError({ event: 'conclude', status: state.status, required: 'closing' });
  checkPassed(state.clock, 'concluding', closing.calledAt + terms.challengeWindow);
  if (state.pending.length > 0) throw new PostingsPendingError(state.pending.length);
  const drawn = draw(state);
  if (STREAM_TERMINAL.includes(drawn.state.status)) return drawn;
  const last = decide(drawn.state, closing.reason, closing.required);
  return { state: last.state, transfers: [...drawn.transfers, ...last.transfers] };
}

function decide(state: StreamState, reason: ClosingReason, required: Weight): Step<StreamState> {
  const { channel, providerBond } = state;
  if (reason === 'buyerLeaves') {
    const forfeit = mulDivUp(channel, BigInt(state.terms.forfeitBps), BigInt(BPS));
    return end(state, 'buyerDefault', forfeit + providerBond, channel - forfeit);
  }
  if (reason === 'providerLeaves' || accountedWeight(state) < required)
    return end(state, 'providerDefault', 0n, channel + providerBond);
  if (reason === 'end') return end(state, 'completed', providerBond, channel);
  return { state: { ...state, status: 'streaming', closing: null }, transfers: [] };
}

/** Both sides call it off: the channel and all stakes return to the buyer, the bond to the provider. */
export function cancelStream(state: StreamState): Step<StreamState> {
  return end(
    { ...state, pending: [], stakes: 0n as Wad },
    'cancelled',
    state.providerBond,
    state.channel + state.stakes,
  );
}
