import { checkAmount, type Quantity } from '@phasegate/pricing/units';
import { ZeroAmountError } from '../clearing/accountErrors.ts';
import { type ClearingGate, checkOpen } from '../clearing/clearingGate.ts';
import { type Account, type Step, transfersOf } from '../lifecycle/deal/transfer.ts';
import { NotRequestedError } from './errors.ts';
import {
  cancelled,
  checkAvailable,
  claimedByGiven,
  claimedByReceived,
  type Exchange,
  type RequestQueue,
  requested,
} from './requestQueue.ts';
import type { VaultEventOf } from './vaultEvent.ts';
import { type VaultState, withShares } from './vaultState.ts';

/** Takes the owner's wei until an epoch answers. */
export function requestDeposit(
  state: VaultState,
  { owner, controller, assets }: VaultEventOf<'requestDeposit'>,
  gate: ClearingGate,
): Step<VaultState> {
  checkHolder(state, gate, controller);
  checkAmount('event.assets', assets);
  if (assets === 0n) throw new ZeroAmountError();
  return {
    state: { ...state, deposits: requested(state.deposits, controller, assets) },
    transfers: transfersOf([owner, state.name, assets]),
  };
}

/** Takes the owner's shares until an epoch answers. Nobody is asked whether it may. */
export function requestRedeem(
  state: VaultState,
  { owner, controller, shares }: VaultEventOf<'requestRedeem'>,
): VaultState {
  checkNotVault(state, controller);
  checkAmount('event.shares', shares);
  checkAvailable(owner, shares, state.shares.get(owner) ?? 0n);
  const redeems = requested(state.redeems, controller, shares);
  return moved({ ...state, redeems }, owner, state.name, shares);
}

export function cancelDepositRequest(
  state: VaultState,
  { controller, assets }: VaultEventOf<'cancelDepositRequest'>,
): Step<VaultState> {
  checkAmount('event.assets', assets);
  return {
    state: { ...state, deposits: cancelled(state.deposits, controller, assets) },
    transfers: transfersOf([state.name, controller, assets]),
  };
}

/** To hold shares again is to open. */
export function cancelRedeemRequest(
  state: VaultState,
  { controller, shares }: VaultEventOf<'cancelRedeemRequest'>,
  gate: ClearingGate,
): VaultState {
  checkHolder(state, gate, controller);
  checkAmount('event.shares', shares);
  const redeems = cancelled(state.redeems, controller, shares);
  return moved({ ...state, redeems }, state.name, controller, shares);
}

/** Gives the shares that answered deposits have brought. */
export function claimShares(
  state: VaultState,
  event: VaultEventOf<'deposit' | 'mint'>,
  gate: ClearingGate,
): VaultState {
  const { controller, receiver } = event;
  const { queue, claim } =
    event.type === 'deposit'
      ? claimed(state.deposits, controller, { given: event.assets })
      : claimed(state.deposits, controller, { received: event.shares });
  // The controller was asked when it requested, and what it has paid for it gets.
  if (receiver !== controller) checkHolder(state, gate, receiver);
  return moved({ ...state, deposits: queue }, state.name, receiver, claim.received);
}

/** Pays the wei that answered redemptions have brought. */
export function claimAssets(state: VaultState, event: VaultEventOf<'redeem' | 'withdraw'>): Step<VaultState> {
  const { controller, receiver } = event;
  checkNotVault(state, receiver);
  const { queue, claim } =
    event.type === 'redeem'
      ? claimed(state.redeems, controller, { given: event.shares })
      : claimed(state.redeems, controller, { received: event.assets });
  return {
    state: { ...state, redeems: queue },
    transfers: transfersOf([state.name, receiver, claim.received]),
  };
}

/** Who receives shares from a holder must be one who may hold them. */
export function transfer(
  state: VaultState,
  { from, to, shares }: VaultEventOf<'transfer'>,
  gate: ClearingGate,
): VaultState {
  checkAmount('event.shares', shares);
  checkHolder(state, gate, to);
  // Nothing can be moved too, as ERC-20 asks.
  if (shares > 0n) checkAvailable(from, shares, state.shares.get(from) ?? 0n);
  return moved(state, from, to, shares);
}

function claimed(
  queue: RequestQueue,
  controller: Account,
  by: { readonly given: bigint } | { readonly received: bigint },
): { queue: RequestQueue; claim: Exchange } {
  if ('given' in by) {
    checkAmount('event amount', by.given);
    return claimedByGiven(queue, controller, by.given);
  }
  checkAmount('event amount', by.received);
  return claimedByReceived(queue, controller, by.received);
}

function moved(state: VaultState, from: Account, to: Account, shares: Quantity): VaultState {
  return withShares(withShares(state, from, -shares), to, shares);
}

/** One who may hold shares, and not the vault: what it got would be nobody's. */
function checkHolder(state: VaultState, gate: ClearingGate, account: Account): void {
  checkNotVault(state, account);
  checkOpen(gate, account, 'vaultShares');
}

function checkNotVault({ name }: VaultState, account: Account): void {
  if (account === name) throw new NotRequestedError();
}
