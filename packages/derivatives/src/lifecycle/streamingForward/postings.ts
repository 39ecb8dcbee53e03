import { BPS, checkAmount, checkBigint, checkBoolean, mulDivDown, type Wad } from '@phasegate/pricing/units';
import { MAX_PENDING_POSTINGS } from '../../instrument/streamingForward.ts';
import { checkBefore, checkPassed, checkStarted } from '../deal/deadline.ts';
import { dealTime } from '../deal/dealClock.ts';
import { checkParty } from '../deal/dealEvent.ts';
import { WrongStatusError } from '../deal/errors.ts';
import { type Step, type Transfer, transfersOf } from '../deal/transfer.ts';
import { checkHash } from '../delivery/deliveredUnit.ts';
import { OverDeliveryError, SerialGapError } from '../delivery/errors.ts';
import { draw } from './draw.ts';
import { DisputeStateError, TooManyPostingsError, UnknownPostingError } from './errors.ts';
import { accountedWeight, scheduledWeight } from './schedule.ts';
import type { Posting, StreamEvent, StreamState } from './streamState.ts';

type EventOf<Type extends StreamEvent['type']> = Extract<StreamEvent, { type: Type }>;

/** @throws {UnknownPostingError} */
export function findPosting(state: StreamState, id: number): Posting {
  const posting = state.pending.find((each) => each.id === id);
  if (posting === undefined) throw new UnknownPostingError(id);
  return posting;
}

function without(state: StreamState, posting: Posting): readonly Posting[] {
  return state.pending.filter((each) => each !== posting);
}

function drawAfter(state: StreamState, first: readonly Transfer[]): Step<StreamState> {
  const step = draw(state);
  return { state: step.state, transfers: [...first, ...step.transfers] };
}

/** Whether the provider may still deliver: in a stream, and while it is given the chance to catch up. */
function checkDeliverable(state: StreamState): void {
  const { terms, clock, closing, status } = state;
  if (closing !== null && closing.reason !== 'behind')
    throw new WrongStatusError({ event: 'post', status, required: 'streaming' });
  checkStarted(clock, 'posting', terms.start);
  checkBefore(clock, 'posting', terms.start + terms.duration + terms.grace);
  if (closing !== null) checkBefore(clock, 'posting', closing.calledAt + terms.challengeWindow);
}

/**
 * Posts deliveries. They count after `disputeWindow` unless disputed. Never ahead of the schedule of real time: what
 * could not be paid yet need not be given away yet.
 */
export function post(state: StreamState, event: EventOf<'post'>): Step<StreamState> {
  const { terms, clock } = state;
  checkParty(event.by, 'provider');
  checkDeliverable(state);
  if (state.pending.length >= MAX_PENDING_POSTINGS) throw new TooManyPostingsError(state.pending.length);
  checkHash('event.commitment', event.commitment);
  checkAmount('event.firstSerial', event.firstSerial);
  checkBigint('event.units', event.units, 1n, 2n ** 48n - 1n);
  checkBigint(
    'event.weight',
    event.weight,
    event.units * BigInt(terms.minimumConfidenceBps),
    event.units * BigInt(terms.maximumConfidenceBps),
  );
  const ahead = scheduledWeight(terms, clock.last) - accountedWeight(state);
  if (event.weight > ahead)
    throw new OverDeliveryError({ offered: event.weight, remaining: ahead > 0n ? ahead : 0n });
  // Between its postings here the provider may have claimed serials for other streams.
  if (event.firstSerial < state.nextSerial) throw new SerialGapError(event.firstSerial, state.nextSerial);
  const posting: Posting = {
    id: state.nextPosting,
    weight: event.weight,
    firstSerial: event.firstSerial,
    units: event.units,
    madeAt: clock.last,
    postedAt: dealTime(clock),
    disputedAt: null,
  };
  return {
    state: {
      ...state,
      pending: [...state.pending, posting],
      nextPosting: state.nextPosting + 1,
      nextSerial: event.firstSerial + event.units,
    },
    transfers: [],
  };
}

/** Disputes a posting against a stake; at the second `disputeWindow` is over it is too late. */
export function dispute(state: StreamState, event: EventOf<'dispute'>): Step<StreamState> {
  const { terms, clock } = state;
  checkParty(event.by, 'buyer');
  const posting = findPosting(state, event.posting);
  if (posting.disputedAt !== null) throw new DisputeStateError({ posting: posting.id, disputed: true });
  checkBefore(clock, 'disputing', posting.postedAt + terms.disputeWindow);
  const disputed = { ...posting, disputedAt: dealTime(clock) };
  return {
    state: {
      ...state,
      pending: state.pending.map((each) => (each === posting ? disputed : each)),
      stakes: (state.stakes + terms.disputeBond) as Wad,
    },
    transfers: transfersOf(['buyer', 'escrow', terms.disputeBond]),
  };
}

/**
 * Rules on a dispute. Buyer right: the posting is void and the provider pays as much as the buyer staked, as far as its
 * bond goes. Buyer wrong: the posting counts and the stake goes to the provider.
 */
export function rule(state: StreamState, event: EventOf<'rule'>): Step<StreamState> {
  const { terms, clock } = state;
  checkParty(event.by, 'arbiter');
  checkBoolean('event.upheld', event.upheld);
  const posting = findPosting(state, event.posting);
  if (posting.disputedAt === null) throw new DisputeStateError({ posting: posting.id, disputed: false });
  checkBefore(clock, 'ruling', posting.disputedAt + terms.resolutionWindow);
  const stake = terms.disputeBond;
  const next: StreamState = {
    ...state,
    pending: without(state, posting),
    stakes: (state.stakes - stake) as Wad,
  };
  if (!event.upheld)
    return drawAfter(
      { ...next, posted: next.posted + posting.weight },
      transfersOf(['escrow', 'provider', stake]),
    );
  const penalty = next.providerBond < stake ? next.providerBond : stake;
  return drawAfter(
    { ...next, providerBond: (next.providerBond - penalty) as Wad },
    transfersOf(['escrow', 'buyer', stake + penalty]),
  );
}

/**
 * Settles a posting whose time is up. Undisputed it counts. Disputed with a silent arbiter,
 * `floor(weight * silentSplitBps / 10000)` counts, the rest is excused (neither paid nor missing) and the stake returns:
 * silence takes neither the provider's bond nor the buyer's channel.
 */
export function settlePosting(state: StreamState, id: number): Step<StreamState> {
  const { terms, clock } = state;
  const posting = findPosting(state, id);
  const pending = without(state, posting);
  if (posting.disputedAt === null) {
    checkPassed(clock, 'settling a posting', posting.postedAt + terms.disputeWindow);
    return draw({ ...state, pending, posted: state.posted + posting.weight });
  }
  checkPassed(clock, 'settling a disputed posting', posting.disputedAt + terms.resolutionWindow);
  const counted = mulDivDown(posting.weight, BigInt(terms.silentSplitBps), BigInt(BPS));
  return drawAfter(
    {
      ...state,
      pending,
      posted: state.posted + counted,
      excused: state.excused + posting.weight - counted,
      stakes: (state.stakes - terms.disputeBond) as Wad,
    },
    transfersOf(['escrow', 'buyer', terms.disputeBond]),
  );
}
