import { checkBigint, type Quantity, type Wad } from '@phasegate/pricing/units';
import { checkBefore, checkPassed, checkStarted } from '../deal/deadline.ts';
import { checkBothSigned, checkParty, moveTo, unknownEvent } from '../deal/dealEvent.ts';
import { WrongStatusError } from '../deal/errors.ts';
import { type Step, transfersOf } from '../deal/transfer.ts';
import { takeUnits } from '../delivery/deliveredUnit.ts';
import { OverDeliveryError } from '../delivery/errors.ts';
import { endSupply, settlePeriod } from './settlePeriod.ts';
import { periodStart, SUPPLY_TERMINAL, type SupplyEvent, type SupplyState } from './supplyState.ts';

type Deliver = Extract<SupplyEvent, { type: 'deliver' }>;

function fund(state: SupplyState, by: unknown): Step<SupplyState> {
  const { terms } = state;
  checkParty(by, 'buyer');
  if (state.funded === terms.periods)
    throw new WrongStatusError({ event: 'fund', status: 'fully funded', required: 'an unfunded period' });
  checkBefore(state.clock, `funding period ${state.funded}`, periodStart(terms, state.funded));
  const payment = terms.unitsPerPeriod * terms.pricePerUnit;
  return {
    state: {
      ...state,
      funded: state.funded + 1,
      payment: (state.payment + payment) as Wad,
      retainers: (state.retainers + terms.retainer) as Wad,
    },
    transfers: transfersOf(['buyer', 'escrow', payment + terms.retainer]),
  };
}

function requireFunded(state: SupplyState, event: string): void {
  if (state.period >= state.funded)
    throw new WrongStatusError({
      event,
      status: `without funds for period ${state.period}`,
      required: 'funded',
    });
}

/** Units of the current period that are neither delivered nor declined. */
function openUnits(state: SupplyState): Quantity {
  return state.due - state.delivered - state.declined;
}

/** A period with nothing left to deliver is settled on the spot. */
function settleIfFilled(step: Step<SupplyState>): Step<SupplyState> {
  if (openUnits(step.state) > 0n) return step;
  const settled = settlePeriod(step.state);
  return { state: settled.state, transfers: [...step.transfers, ...settled.transfers] };
}

function deliver(state: SupplyState, event: Deliver): Step<SupplyState> {
  const { terms, period } = state;
  checkParty(event.by, 'provider');
  requireFunded(state, 'deliver');
  checkStarted(state.clock, `delivery into period ${period}`, periodStart(terms, period));
  checkBefore(state.clock, `delivery into period ${period}`, periodStart(terms, period + 1) + terms.grace);
  const sealed = takeUnits({ units: event.units, sealed: state.sealed, terms, at: event.at });
  const count = BigInt(event.units.length);
  if (count > openUnits(state)) throw new OverDeliveryError({ offered: count, remaining: openUnits(state) });
  const payout = count * terms.pricePerUnit;
  return settleIfFilled({
    state: { ...state, sealed, delivered: state.delivered + count, payment: (state.payment - payout) as Wad },
    transfers: transfersOf(['escrow', 'provider', payout]),
  });
}

function decline(state: SupplyState, by: unknown, units: Quantity): Step<SupplyState> {
  const { terms, period } = state;
  checkParty(by, 'buyer');
  requireFunded(state, 'decline');
  checkBefore(state.clock, `declining units of period ${period}`, periodStart(terms, period + 1));
  checkBigint('event.units', units, 1n, openUnits(state));
  return settleIfFilled({ state: { ...state, declined: state.declined + units }, transfers: [] });
}

function close(state: SupplyState): Step<SupplyState> {
  const { terms, period, clock } = state;
  if (period < state.funded) {
    checkPassed(clock, `settling period ${period}`, periodStart(terms, period + 1) + terms.grace);
    return settlePeriod(state);
  }
  checkPassed(clock, `closing for missed funding of period ${period}`, periodStart(terms, period));
  // Who was let down in the last period is free to go.
  return endSupply(state, state.lastShortfall > 0n ? 'ended' : 'buyerDefault');
}

/**
 * The next state of a supply assurance, and the money that moves.
 *
 * Half open in deal time: at the second a period starts, funding it is too late and `close` possible if it is the
 * current one; at the second a period ends its units can't be declined any more; at `end + grace` a delivery is
 * refused and `close` settles the period. A period with nothing left to deliver settles itself. A pause blocks no event.
 *
 * @throws {DealClosedError} the deal has ended. @throws {ClockRanBackError} the event is older than the last one.
 * @throws {WrongStatusError} {@link WrongPartyError} {@link DeadlinePassedError} {@link TooEarlyError} not now, not you.
 * @throws {WrongMarketError} {@link LowConfidenceError} {@link ShortLifeError} {@link UnitAlreadySealedError}
 *   {@link OverDeliveryError} the delivery does not match the terms.
 * @throws {InvalidInputError} the event is malformed, or declines more units than are open.
 * @example reduceSupplyAssurance(state, { type: 'decline', at: 1_700_000_000, by: 'buyer', units: 5n })
 */
export function reduceSupplyAssurance(state: SupplyState, event: SupplyEvent): Step<SupplyState> {
  const moved = moveTo(state, event, SUPPLY_TERMINAL);
  switch (event.type) {
    case 'pause':
    case 'resume':
      return { state: moved, transfers: [] };
    case 'fund':
      return fund(moved, event.by);
    case 'deliver':
      return deliver(moved, event);
    case 'decline':
      return decline(moved, event.by, event.units);
    case 'close':
      return close(moved);
    case 'cancel':
      checkBothSigned(event.signedBy);
      return endSupply(moved, 'cancelled');
    default:
      throw unknownEvent(event, 'pause, resume, fund, deliver, decline, close, cancel');
  }
}
