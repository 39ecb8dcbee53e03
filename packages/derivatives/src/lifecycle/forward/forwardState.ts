import {
  checkAmount,
  checkObject,
  InvalidInputError,
  type Quantity,
  type UnixSeconds,
  type Wad,
} from '@phasegate/pricing/units';
import { type DeliveredForward, deliveredForward } from '../../instrument/deliveredForward.ts';
import { type FreshnessLock, freshnessLock } from '../../instrument/freshnessLock.ts';
import type { DealClock } from '../deal/dealClock.ts';
import type { Party, PauseEvent } from '../deal/dealEvent.ts';
import type { DeliveredUnit } from '../delivery/deliveredUnit.ts';

export type ForwardTerms = DeliveredForward | FreshnessLock;

/**
 * `funding` -> `delivering` -> `completed`; `funding` -> `buyerDefault` (payment missed);
 * `delivering` -> `providerDefault` (units missing); both live ones -> `cancelled` (agreed by both).
 */
export type ForwardStatus =
  | 'funding'
  | 'delivering'
  | 'completed'
  | 'buyerDefault'
  | 'providerDefault'
  | 'cancelled';

export const FORWARD_TERMINAL: readonly ForwardStatus[] = [
  'completed',
  'buyerDefault',
  'providerDefault',
  'cancelled',
];

/** A delivered forward or freshness lock in life. The four pots are wei the escrow holds. */
export interface ForwardState {
  readonly terms: ForwardTerms;
  readonly status: ForwardStatus;
  readonly clock: DealClock;
  /** Units delivered. */
  readonly delivered: Quantity;
  /** Of those, the ones that were fresh and in time: they earn the lock premium. */
  readonly lockedIn: Quantity;
  readonly sealed: ReadonlySet<string>;
  /** Wei for the units still to come: `pricePerUnit * (quantity - delivered)` once funded. */
  readonly payment: Wad;
  readonly lockPremium: Wad;
  readonly buyerBond: Wad;
  readonly providerBond: Wad;
}

export type ForwardEvent =
  | PauseEvent
  /** The buyer pays the notional in; before `fundingDeadline`. */
  | { readonly type: 'fund'; readonly at: UnixSeconds; readonly by: Party }
  /** The provider delivers; from `deliveryStart` on, before `deliveryDeadline + grace`. */
  | {
      readonly type: 'deliver';
      readonly at: UnixSeconds;
      readonly by: Party;
      readonly units: readonly DeliveredUnit[];
    }
  /** Anyone ends a deal whose deadline has passed. */
  | { readonly type: 'close'; readonly at: UnixSeconds }
  /** Both sides call it off: everything undelivered goes back to where it came from. */
  | { readonly type: 'cancel'; readonly at: UnixSeconds; readonly signedBy: readonly Party[] };

/** Wei the escrow holds for the deal; zero when it has ended. */
export function forwardHeld(state: ForwardState): Wad {
  checkObject('state', state);
  checkAmount('state.payment', state.payment);
  checkAmount('state.lockPremium', state.lockPremium);
  checkAmount('state.buyerBond', state.buyerBond);
  checkAmount('state.providerBond', state.providerBond);
  return (state.payment + state.lockPremium + state.buyerBond + state.providerBond) as Wad;
}

/** @throws {InvalidInputError} unless the terms of one of the two instruments. */
export function checkedForwardTerms(terms: ForwardTerms): ForwardTerms {
  checkObject('terms', terms);
  switch (terms.kind) {
    case 'deliveredForward':
      return deliveredForward(terms);
    case 'freshnessLock':
      return freshnessLock(terms);
    default:
      throw new InvalidInputError({
        path: 'terms.kind',
        observed: (terms as { kind?: unknown }).kind,
        allowed: 'deliveredForward or freshnessLock',
      });
  }
}
