import type { Wad } from '@phasegate/pricing/units';
import { compensation, earned } from '../deal/compensation.ts';
import { checkBefore, checkPassed, checkStarted, hasPassed } from '../deal/deadline.ts';
import { checkBothSigned, checkParty, moveTo, unknownEvent } from '../deal/dealEvent.ts';
import { WrongStatusError } from '../deal/errors.ts';
import { type Step, transfersOf } from '../deal/transfer.ts';
import { takeUnits } from '../delivery/deliveredUnit.ts';
import { OverDeliveryError } from '../delivery/errors.ts';
import {
  FORWARD_TERMINAL,
  type ForwardEvent,
  type ForwardState,
  type ForwardStatus,
} from './forwardState.ts';
import { unitPayout } from './unitPayout.ts';

type Deliver = Extract<ForwardEvent, { type: 'deliver' }>;

const NOTHING = 0n as Wad;
const EMPTY = { payment: NOTHING, lockPremium: NOTHING, buyerBond: NOTHING, providerBond: NOTHING } as const;

function requireStatus(state: ForwardState, event: string, status: ForwardStatus): void {
  if (state.status !== status) throw new WrongStatusError({ event, status: state.status, required: status });
}

function fund(state: ForwardState, by: unknown): Step<ForwardState> {
  requireStatus(state, 'fund', 'funding');
  checkParty(by, 'buyer');
  checkBefore(state.clock, 'funding', state.terms.fundingDeadline);
  const payment = (state.terms.quantity * state.terms.pricePerUnit) as Wad;
  return {
    state: { ...state, status: 'delivering', payment },
    transfers: transfersOf(['buyer', 'escrow', payment]),
  };
}

function deliver(state: ForwardState, event: Deliver): Step<ForwardState> {
  const { terms, clock } = state;
  requireStatus(state, 'deliver', 'delivering');
  checkParty(event.by, 'provider');
  checkStarted(clock, 'delivery', terms.deliveryStart);
  checkBefore(clock, 'delivery', terms.deliveryDeadline + terms.grace);
  const sealed = takeUnits({ units: event.units, sealed: state.sealed, terms, at: event.at });
  const count = BigInt(event.units.length);
  const remaining = terms.quantity - state.delivered;
  if (count > remaining) throw new OverDeliveryError({ offered: count, remaining });
  const late = hasPassed(clock, terms.deliveryDeadline);
  const paid = event.units.map((unit) => unitPayout({ terms, unit, at: event.at, late }));
  const payout = paid.reduce((sum, unit) => sum + unit.payout, 0n);
  const lockedIn = state.lockedIn + BigInt(paid.filter((unit) => unit.locksIn).length);
  const premium = earned({
    amount: terms.kind === 'freshnessLock' ? terms.lockPremium : NOTHING,
    from: state.lockedIn,
    to: lockedIn,
    whole: terms.quantity,
  });
  const price = count * terms.pricePerUnit;
  const next: ForwardState = {
    ...state,
    delivered: state.delivered + count,
    lockedIn,
    sealed,
    payment: (state.payment - price) as Wad,
    lockPremium: (state.lockPremium - premium) as Wad,
  };
  const transfers = transfersOf(
    ['escrow', 'provider', payout + premium],
    ['escrow', 'buyer', price - payout],
  );
  if (next.delivered < terms.quantity) return { state: next, transfers };
  const end = giveBack(next, 'completed');
  return { state: end.state, transfers: [...transfers, ...end.transfers] };
}

/** Everything to where it came from. */
function giveBack(state: ForwardState, status: ForwardStatus): Step<ForwardState> {
  return {
    state: { ...state, ...EMPTY, status },
    transfers: transfersOf(
      ['escrow', 'buyer', state.payment + state.lockPremium + state.buyerBond],
      ['escrow', 'provider', state.providerBond],
    ),
  };
}

function close(state: ForwardState): Step<ForwardState> {
  const { terms, clock } = state;
  if (state.status === 'funding') {
    checkPassed(clock, 'closing for missed funding', terms.fundingDeadline);
    return {
      state: { ...state, ...EMPTY, status: 'buyerDefault' },
      transfers: transfersOf(
        ['escrow', 'provider', state.buyerBond + state.providerBond],
        ['escrow', 'buyer', state.lockPremium],
      ),
    };
  }
  checkPassed(clock, 'closing for missing units', terms.deliveryDeadline + terms.grace);
  const owed = compensation({
    bond: terms.providerBond,
    from: 0n,
    to: terms.quantity - state.delivered,
    ordered: terms.quantity,
  });
  return {
    state: { ...state, ...EMPTY, status: 'providerDefault' },
    transfers: transfersOf(
      ['escrow', 'buyer', state.payment + state.lockPremium + state.buyerBond + owed],
      ['escrow', 'provider', state.providerBond - owed],
    ),
  };
}

/**
 * The next state of a delivered forward or freshness lock, and the money that moves.
 *
 * Deadlines are half open in deal time: at the second `fundingDeadline` funding is too late and `close` possible; at
 * `deliveryDeadline` a delivery is late; at `deliveryDeadline + grace` it is refused and `close` possible. Units are
 * paid as they arrive. Missing units cost the provider `ceil(bond * missing / ordered)`, to the buyer; missed funding
 * costs the buyer its bond, to the provider. A pause blocks no event.
 *
 * @throws {DealClosedError} the deal has ended. @throws {ClockRanBackError} the event is older than the last one.
 * @throws {WrongStatusError} {@link WrongPartyError} {@link DeadlinePassedError} {@link TooEarlyError} not now, not you.
 * @throws {WrongMarketError} {@link LowConfidenceError} {@link ShortLifeError} {@link StaleUnitError}
 *   {@link UnitAlreadySealedError} {@link OverDeliveryError} the delivery does not match the terms.
 * @throws {InvalidInputError} the event is malformed.
 * @example reduceForward(state, { type: 'deliver', at: 1_700_003_600, by: 'provider', units: [unit] })
 */
export function reduceForward(state: ForwardState, event: ForwardEvent): Step<ForwardState> {
  const moved = moveTo(state, event, FORWARD_TERMINAL);
  switch (event.type) {
    case 'pause':
    case 'resume':
      return { state: moved, transfers: [] };
    case 'fund':
      return fund(moved, event.by);
    case 'deliver':
      return deliver(moved, event);
    case 'close':
      return close(moved);
    case 'cancel':
      checkBothSigned(event.signedBy);
      return giveBack(moved, 'cancelled');
    default:
      throw unknownEvent(event, 'pause, resume, fund, deliver, close, cancel');
  }
}
