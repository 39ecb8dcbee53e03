import { checkMarketId, checkObject, checkUnixSeconds } from '@phasegate/pricing/units';
import { unknownEvent } from '../lifecycle/deal/dealEvent.ts';
import { closeEpoch, releaseBook } from './vaultEpochs.ts';
import type { VaultEvent, VaultStep, VaultSurroundings } from './vaultEvent.ts';
import {
  cancelDepositRequest,
  cancelRedeemRequest,
  claimAssets,
  claimShares,
  requestDeposit,
  requestRedeem,
  transfer,
} from './vaultShares.ts';
import type { VaultState } from './vaultState.ts';
import { movedTerms } from './vaultTerms.ts';
import { tradeWithVault } from './vaultTrading.ts';

/**
 * An underwriting vault as a state machine over the clearing house, the twin of the contract `UnderwritingVault`. It buys back
 * only what it has sold, and can't owe more than it holds: the clearing house locks its worst case as everybody's. A deposit
 * doesn't raise the price of a share, an exit doesn't lower it, but for the rounding of one share.
 *
 * @param surroundings the clearing house and what that asks, at the time of the event; the step has their next states.
 * @throws {NoTermsError} {@link UnpricedSeriesError} {@link IndexTooOldError} {@link VaultLeavingError} {@link NotSoldError}
 * {@link UtilisationCapError} {@link PremiumLimitError} a trade that the vault does not make.
 * @throws {EpochRunningError} {@link NotSettledError} too early. @throws {TermsTooSoonError} {@link TermsMoveError} terms.
 * @throws {RequestExceedsError} {@link NotRequestedError} requests and claims. @throws {AccessDeniedError} who may not hold shares.
 * @throws errors of `clearing/` where the clearing house refuses. @throws {InvalidInputError} a malformed event.
 * @example reduceVault(state, { type: 'closeEpoch', at: 86_400 }, surroundings)
 */
export function reduceVault(
  state: VaultState,
  event: VaultEvent,
  surroundings: VaultSurroundings,
): VaultStep {
  checkObject('state', state);
  checkObject('event', event);
  checkObject('surroundings', surroundings);
  checkObject('surroundings.clearing', surroundings.clearing);
  checkUnixSeconds('event.at', event.at);
  const { clearing, settlement } = surroundings;
  return { clearing, settlement, transfers: [], ...outcomeOf(state, event, surroundings) };
}

type Outcome = Pick<VaultStep, 'state'> & Partial<VaultStep>;

function outcomeOf(state: VaultState, event: VaultEvent, surroundings: VaultSurroundings): Outcome {
  const { gate } = surroundings;
  switch (event.type) {
    case 'requestDeposit':
      return requestDeposit(state, event, gate);
    case 'requestRedeem':
      return { state: requestRedeem(state, event) };
    case 'cancelDepositRequest':
      return cancelDepositRequest(state, event);
    case 'cancelRedeemRequest':
      return { state: cancelRedeemRequest(state, event, gate) };
    case 'deposit':
    case 'mint':
      return { state: claimShares(state, event, gate) };
    case 'redeem':
    case 'withdraw':
      return claimAssets(state, event);
    case 'transfer':
      return { state: transfer(state, event, gate) };
    case 'buy':
    case 'sellBack':
      return tradeWithVault(state, event, surroundings);
    case 'closeEpoch':
      return closeEpoch(state, event, surroundings);
    case 'releaseBook':
      return releaseBook(state, event, surroundings);
    case 'setTerms': {
      checkMarketId('event.market', event.market);
      const terms = movedTerms(event.at, event.terms, state.terms.get(event.market));
      return { state: { ...state, terms: new Map(state.terms).set(event.market, terms) } };
    }
    default:
      throw unknownEvent(
        event,
        'requestDeposit, requestRedeem, cancelDepositRequest, cancelRedeemRequest, deposit, mint, redeem, withdraw, ' +
          'transfer, buy, sellBack, closeEpoch, releaseBook, setTerms',
      );
  }
}
