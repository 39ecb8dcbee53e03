import { checkMap, checkObject, checkUnixSeconds } from '@phasegate/pricing/units';
import { unknownEvent } from '../lifecycle/deal/dealEvent.ts';
import { deposit, setMatcher, withdraw } from './accounts.ts';
import type { ClearingEvent, ClearingStep, ClearingSurroundings } from './clearingEvent.ts';
import { checkGate } from './clearingGate.ts';
import type { ClearingState } from './clearingState.ts';
import { createSeries } from './createSeries.ts';
import { fill } from './fill.ts';
import { announceMatcher, applyMatcher, removeMatcher } from './matchers.ts';
import { setCollateralRequirement, setFees } from './rules.ts';
import { settle, settleAccounts, settleAndWithdraw } from './settling.ts';

/**
 * The clearing house as a state machine, the twin of the contract `ClearingHouse`. Every account is collateralised to its worst
 * case at all times, so settlement can't leave a debt, and nothing is ever liquidated. Free balances leave whatever is paused.
 *
 * Half open in real time: from the second `openingEnds` on nothing opens, from `expiry` on nothing trades and anyone settles.
 *
 * @param surroundings the oracle, marketplace and gate at the time of the event; the returned `settlement` is the oracle after it.
 * @throws errors of this folder when the contract refuses, the oracle's and {@link AccessDeniedError} where it asks them;
 * {@link InvalidInputError} for a malformed event.
 * @example reduceClearing(state, { type: 'deposit', at: 0, account: 'ann', amount: parseWad('1') }, surroundings)
 */
export function reduceClearing(
  state: ClearingState,
  event: ClearingEvent,
  surroundings: ClearingSurroundings,
): ClearingStep {
  checkObject('state', state);
  checkObject('event', event);
  checkObject('surroundings', surroundings);
  checkObject('surroundings.settlement', surroundings.settlement);
  checkMap('surroundings.markets', surroundings.markets);
  checkGate(surroundings.gate);
  checkUnixSeconds('event.at', event.at);
  return { settlement: surroundings.settlement, transfers: [], ...outcomeOf(state, event, surroundings) };
}

type Outcome = Pick<ClearingStep, 'state'> & Partial<ClearingStep>;

function outcomeOf(state: ClearingState, event: ClearingEvent, surroundings: ClearingSurroundings): Outcome {
  switch (event.type) {
    case 'deposit':
      return deposit(state, event);
    case 'withdraw':
      return withdraw(state, event);
    case 'setMatcher':
      return { state: setMatcher(state, event) };
    case 'announceMatcher':
      return { state: announceMatcher(state, event) };
    case 'applyMatcher':
      return { state: applyMatcher(state, event) };
    case 'removeMatcher':
      return { state: removeMatcher(state, event) };
    case 'createSeries':
      return createSeries(state, event, surroundings);
    case 'fill':
      return { state: fill(state, event, surroundings) };
    case 'settle':
      return settle(state, event, surroundings);
    case 'settleAccounts':
      return settleAccounts(state, event, surroundings);
    case 'settleAndWithdraw':
      return settleAndWithdraw(state, event, surroundings);
    case 'setFees':
      return { state: setFees(state, event) };
    case 'setCollateralRequirement':
      return { state: setCollateralRequirement(state, event) };
    default:
      throw unknownEvent(
        event,
        'deposit, withdraw, setMatcher, announceMatcher, applyMatcher, removeMatcher, createSeries, fill, settle, ' +
          'settleAccounts, settleAndWithdraw, setFees, setCollateralRequirement',
      );
  }
}
