import { checkBoolean, checkMap, checkObject, checkWad, type Wad, type Word } from '@phasegate/pricing/units';
import { type Account, type Step, transfersOf } from '../lifecycle/deal/transfer.ts';
import { ExceedsFreeError, ZeroAmountError } from './accountErrors.ts';
import type { ClearingEventOf } from './clearingEvent.ts';
import type { ClearingAccount, ClearingState } from './clearingState.ts';
import { numberOf } from './matchers.ts';
import { checkAccount } from './rules.ts';

const NOTHING: ClearingAccount = { balance: 0n as Wad, locked: 0n as Wad, matchers: 0n };

/**
 * An account's balance, what of it is locked, and its matchers; nothing for one that was never there.
 *
 * @throws {InvalidInputError} a malformed state or name.
 * @example clearingAccountOf(state, 'ann') // { balance: 0n, locked: 0n, matchers: 0n }
 */
export function clearingAccountOf(state: Pick<ClearingState, 'accounts'>, account: Account): ClearingAccount {
  checkObject('state', state);
  checkMap('state.accounts', state.accounts);
  checkAccount('account', account);
  return state.accounts.get(account) ?? NOTHING;
}

/** What an account can take out now, whatever is paused, wei. */
export function freeOf({ balance, locked }: ClearingAccount): Wad {
  return (balance - locked) as Wad;
}

/** The state with an account changed by some wei of balance and of what is locked. */
export function credited(
  state: ClearingState,
  name: Account,
  change: { readonly balance?: bigint; readonly locked?: bigint },
): ClearingState {
  const account = clearingAccountOf(state, name);
  return withAccount(state, name, {
    ...account,
    balance: (account.balance + (change.balance ?? 0n)) as Wad,
    locked: (account.locked + (change.locked ?? 0n)) as Wad,
  });
}

function withAccount(state: ClearingState, name: Account, account: ClearingAccount): ClearingState {
  return { ...state, accounts: new Map(state.accounts).set(name, account) };
}

/** The account puts PAT in, for itself alone. */
export function deposit(state: ClearingState, event: ClearingEventOf<'deposit'>): Step<ClearingState> {
  const { account, amount } = event;
  checkAccount('event.account', account);
  checkWad('event.amount', amount);
  if (amount === 0n) throw new ZeroAmountError();
  return {
    state: credited(state, account, { balance: amount }),
    transfers: transfersOf([account, 'escrow', amount]),
  };
}

/** The account takes out what is free. */
export function withdraw(state: ClearingState, event: ClearingEventOf<'withdraw'>): Step<ClearingState> {
  const { account, amount } = event;
  checkAccount('event.account', account);
  checkWad('event.amount', amount);
  if (amount === 0n) throw new ZeroAmountError();
  const free = freeOf(clearingAccountOf(state, account));
  if (amount > free) throw new ExceedsFreeError({ account, amount, free });
  return {
    state: credited(state, account, { balance: 0n - amount }),
    transfers: transfersOf(['escrow', account, amount]),
  };
}

/** The account lets a matcher trade for it, or no longer. */
export function setMatcher(state: ClearingState, event: ClearingEventOf<'setMatcher'>): ClearingState {
  const { account, matcher, allowed } = event;
  checkBoolean('event.allowed', allowed);
  const bit: Word = 1n << BigInt(numberOf(state, matcher));
  const held = clearingAccountOf(state, account);
  return withAccount(state, account, {
    ...held,
    matchers: allowed ? held.matchers | bit : held.matchers & ~bit,
  });
}
