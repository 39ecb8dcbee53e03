import { checkAmount, type Quantity, type Wad } from '@phasegate/pricing/units';
import { clearingAccountOf } from '../clearing/accounts.ts';
import { reduceClearing } from '../clearing/reduceClearing.ts';
import type { Transfer } from '../lifecycle/deal/transfer.ts';
import { epochAnswer } from './epochAnswer.ts';
import { EpochRunningError, NotSettledError } from './errors.ts';
import { fulfilled } from './requestQueue.ts';
import type { VaultEventOf, VaultStep, VaultSurroundings } from './vaultEvent.ts';
import { shareSupply, type VaultState, withShares } from './vaultState.ts';

/** Answers the requests of an epoch that has lasted its time, all at one price, and begins the next. */
export function closeEpoch(
  state: VaultState,
  { at }: VaultEventOf<'closeEpoch'>,
  surroundings: VaultSurroundings,
): VaultStep {
  if (at < state.epochEnds) throw new EpochRunningError(state.epochEnds, at);
  const { balance, locked } = clearingAccountOf(surroundings.clearing, state.name);
  const { pending: deposits } = state.deposits;
  const { pending: redeems } = state.redeems;
  const supply = shareSupply(state);
  const { minted, paid } = epochAnswer({ balance, locked, supply, deposits, redeems });
  let next = state;
  let { clearing } = surroundings;
  const transfers: Transfer[] = [];
  const move = (type: 'deposit' | 'withdraw', amount: bigint): void => {
    const event = { type, at, account: state.name, amount: amount as Wad };
    const step = reduceClearing(clearing, event, surroundings);
    clearing = step.state;
    transfers.push(...step.transfers);
  };
  if (minted > 0n) {
    next = minting({ ...next, deposits: fulfilled(next.deposits, minted) }, minted);
    move('deposit', deposits);
  }
  if (paid > 0n) {
    next = minting({ ...next, redeems: fulfilled(next.redeems, paid) }, -redeems);
    move('withdraw', paid);
  }
  return {
    state: {
      ...next,
      epoch: state.epoch + 1,
      epochEnds: at + state.epochLength,
      capital: clearingAccountOf(clearing, state.name).balance,
    },
    clearing,
    settlement: surroundings.settlement,
    transfers,
  };
}

/** Shares are minted to the vault, which holds them until they are claimed, and burned from it. */
function minting(state: VaultState, shares: Quantity): VaultState {
  return withShares(state, state.name, shares);
}

/** Settles the vault's positions of a settled book and forgets what it might have owed on them. */
export function releaseBook(
  state: VaultState,
  { at, bookId }: VaultEventOf<'releaseBook'>,
  surroundings: VaultSurroundings,
): VaultStep {
  checkAmount('event.bookId', bookId);
  if ((surroundings.clearing.books.get(bookId)?.figure ?? null) === null) throw new NotSettledError(bookId);
  const settled = reduceClearing(
    surroundings.clearing,
    { type: 'settleAccounts', at, bookId, accounts: [state.name] },
    surroundings,
  );
  const ofBook = new Map(state.ofBook);
  ofBook.delete(bookId);
  const obligations = (state.obligations - (state.ofBook.get(bookId) ?? 0n)) as Wad;
  return { ...settled, clearing: settled.state, state: { ...state, obligations, ofBook } };
}
