import {
  checkAmount,
  checkObject,
  type Quantity,
  type Seconds,
  type UnixSeconds,
  type Wad,
} from '@phasegate/pricing/units';
import type { StreamingForward } from '../../instrument/streamingForward.ts';
import type { DealClock } from '../deal/dealClock.ts';
import type { Party, PauseEvent } from '../deal/dealEvent.ts';
import type { UnitHeader } from '../delivery/unitHeader.ts';
import type { Weight } from './deliveredWeight.ts';

/**
 * `streaming` <-> `closing`, and from `closing` to `completed`, `providerDefault` (stopped or left), `buyerDefault`
 * (left). A channel paid out in full completes on the spot; both parties together can cancel.
 */
export type StreamStatus =
  | 'streaming'
  | 'closing'
  | 'completed'
  | 'providerDefault'
  | 'buyerDefault'
  | 'cancelled';

export const STREAM_TERMINAL: readonly StreamStatus[] = [
  'completed',
  'providerDefault',
  'buyerDefault',
  'cancelled',
];

/** A delivery posted on chain because the buyer does not sign. Times are deal time. */
export interface Posting {
  readonly id: number;
  readonly weight: Weight;
  /** The provider's serials that it claims: from this one on, as many as units. */
  readonly firstSerial: Quantity;
  readonly units: Quantity;
  /** Unix seconds of real time, from which the units' remaining life counts. */
  readonly madeAt: UnixSeconds;
  readonly postedAt: UnixSeconds;
  readonly disputedAt: UnixSeconds | null;
}

/** Why a stream is closing: its time is over, the provider looks late, or a party walks away. */
export type ClosingReason = 'end' | 'behind' | 'buyerLeaves' | 'providerLeaves';

/** A call to close, open to challenge for `challengeWindow` seconds. */
export interface Closing {
  readonly reason: ClosingReason;
  /** Deal time of the call. */
  readonly calledAt: UnixSeconds;
  /** Weight that must be accounted for at the conclusion for the provider not to be in default. */
  readonly required: Weight;
}

/** A streaming forward in life. Weights count 10,000 for one unit at confidence 1.0. */
export interface StreamState {
  readonly id: string;
  /** Whose serials its units carry. */
  readonly provider: string;
  readonly terms: StreamingForward;
  readonly status: StreamStatus;
  readonly clock: DealClock;
  /** Weight of the best voucher redeemed: deliveries the buyer acknowledged off chain. */
  readonly vouched: Weight;
  /** Weight of posted deliveries that count. Vouchers never include posted deliveries. */
  readonly posted: Weight;
  /** Weight of posted deliveries that neither count nor are missing: the arbiter stayed silent. */
  readonly excused: Weight;
  readonly pending: readonly Posting[];
  readonly nextPosting: number;
  /** Serials below this one have been claimed by this stream's postings, or lay before the first. */
  readonly nextSerial: Quantity;
  readonly closing: Closing | null;
  /** Wei paid out of the channel for deliveries. */
  readonly drawn: Wad;
  /** Wei left in the channel. */
  readonly channel: Wad;
  /** Wei staked on open disputes. */
  readonly stakes: Wad;
  readonly providerBond: Wad;
}

export type StreamEvent =
  | PauseEvent
  /** The provider redeems the buyer's signed voucher for a cumulative weight (signature checked before), any time. */
  | {
      readonly type: 'redeem';
      readonly at: UnixSeconds;
      readonly by: Party;
      readonly cumulativeWeight: Weight;
    }
  /**
   * The provider posts deliveries: a commitment to the units' headers, the next interval of its serials
   * (`claimSerials` first, across its streams), how many units, and their weight together.
   */
  | {
      readonly type: 'post';
      readonly at: UnixSeconds;
      readonly by: Party;
      readonly commitment: string;
      readonly firstSerial: Quantity;
      readonly units: Quantity;
      readonly weight: Weight;
    }
  /** The buyer disputes a posting, staking `disputeBond`; before `disputeWindow` is over. */
  | { readonly type: 'dispute'; readonly at: UnixSeconds; readonly by: Party; readonly posting: number }
  /** The arbiter rules on a dispute (`upheld`: the buyer is right); before `resolutionWindow` is over. */
  | {
      readonly type: 'rule';
      readonly at: UnixSeconds;
      readonly by: 'arbiter';
      readonly posting: number;
      readonly upheld: boolean;
    }
  /**
   * The buyer refutes a posting by the header of one of its units, whose signature was checked before: it breaks the terms.
   * `windowSeconds` is that of the header's market. While the posting is open, disputed or not.
   */
  | {
      readonly type: 'refute';
      readonly at: UnixSeconds;
      readonly by: Party;
      readonly posting: number;
      readonly header: UnitHeader;
      readonly windowSeconds: Seconds;
    }
  /** Anyone shows two headers of the provider, signatures checked before: one content under two serials, one of them this stream's. */
  | {
      readonly type: 'proveDoubleSale';
      readonly at: UnixSeconds;
      readonly by: Party | 'prover';
      readonly headers: readonly [UnitHeader, UnitHeader];
    }
  /** Anyone settles a posting whose dispute or resolution window is over. */
  | { readonly type: 'settlePosting'; readonly at: UnixSeconds; readonly posting: number }
  /** A party walks away; anyone calls a stream to its end or a late provider to account. */
  | { readonly type: 'callClose'; readonly at: UnixSeconds; readonly by: Party | 'anyone' }
  /** Anyone concludes a call to close after `challengeWindow`. */
  | { readonly type: 'conclude'; readonly at: UnixSeconds }
  | { readonly type: 'cancel'; readonly at: UnixSeconds; readonly signedBy: readonly Party[] };

/** Wei the escrow holds for the stream; zero when it has ended. */
export function streamHeld(state: StreamState): Wad {
  checkObject('state', state);
  checkAmount('state.channel', state.channel);
  checkAmount('state.stakes', state.stakes);
  checkAmount('state.providerBond', state.providerBond);
  return (state.channel + state.stakes + state.providerBond) as Wad;
}
