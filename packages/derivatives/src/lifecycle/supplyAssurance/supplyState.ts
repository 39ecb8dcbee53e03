import {
  checkAmount,
  checkDuration,
  checkInteger,
  checkObject,
  checkUnixSeconds,
  type Quantity,
  type UnixSeconds,
  type Wad,
} from '@phasegate/pricing/units';
import type { SupplyAssurance } from '../../instrument/supplyAssurance.ts';
import type { DealClock } from '../deal/dealClock.ts';
import type { Party, PauseEvent } from '../deal/dealEvent.ts';
import type { DeliveredUnit } from '../delivery/deliveredUnit.ts';

/**
 * `live` -> `completed` (all periods settled), `buyerDefault` (a period not funded in time),
 * `ended` (not funded after a short period, which is the buyer's right), `cancelled` (agreed by both).
 */
export type SupplyStatus = 'live' | 'completed' | 'buyerDefault' | 'ended' | 'cancelled';

export const SUPPLY_TERMINAL: readonly SupplyStatus[] = ['completed', 'buyerDefault', 'ended', 'cancelled'];

/** A supply assurance in life. Periods are settled strictly in order; `period` is the oldest unsettled one. */
export interface SupplyState {
  readonly terms: SupplyAssurance;
  readonly status: SupplyStatus;
  readonly clock: DealClock;
  /** Index of the period that is being served, from 0. */
  readonly period: number;
  /** Periods funded so far: 0 up to, not including, this one. */
  readonly funded: number;
  /** Units due in this period: the guaranteed ones and those rolled over from the one before. */
  readonly due: Quantity;
  readonly delivered: Quantity;
  readonly declined: Quantity;
  /** Units of all settled periods that never arrived and were compensated. */
  readonly unfilled: Quantity;
  /** Of those, the ones of the period settled last. */
  readonly lastShortfall: Quantity;
  readonly sealed: ReadonlySet<string>;
  /** Wei for units still to come: `pricePerUnit` for each unit due and each unit of later funded periods. */
  readonly payment: Wad;
  /** Wei for the retainers of funded, unsettled periods. */
  readonly retainers: Wad;
  readonly buyerBond: Wad;
  readonly providerBond: Wad;
}

export type SupplyEvent =
  | PauseEvent
  /** The buyer funds the next unfunded period; before that period's start. */
  | { readonly type: 'fund'; readonly at: UnixSeconds; readonly by: Party }
  /** The provider delivers into the current period; from its start, before its end plus grace. */
  | {
      readonly type: 'deliver';
      readonly at: UnixSeconds;
      readonly by: Party;
      readonly units: readonly DeliveredUnit[];
    }
  /** The buyer does not want so many of the current period's units; before the period's end. */
  | { readonly type: 'decline'; readonly at: UnixSeconds; readonly by: Party; readonly units: Quantity }
  /** Anyone settles a period that is over, or ends a deal whose next period was not funded. */
  | { readonly type: 'close'; readonly at: UnixSeconds }
  | { readonly type: 'cancel'; readonly at: UnixSeconds; readonly signedBy: readonly Party[] };

/** Wei the escrow holds for the deal; zero when it has ended. */
export function supplyHeld(state: SupplyState): Wad {
  checkObject('state', state);
  checkAmount('state.payment', state.payment);
  checkAmount('state.retainers', state.retainers);
  checkAmount('state.buyerBond', state.buyerBond);
  checkAmount('state.providerBond', state.providerBond);
  return (state.payment + state.retainers + state.buyerBond + state.providerBond) as Wad;
}

/** Unix seconds (deal time) at which a period starts; a period ends where the next one starts. */
export function periodStart(terms: SupplyAssurance, period: number): UnixSeconds {
  checkObject('terms', terms);
  checkUnixSeconds('terms.start', terms.start);
  checkDuration('terms.periodSeconds', terms.periodSeconds);
  checkInteger('period', period, 0);
  return terms.start + period * terms.periodSeconds;
}
