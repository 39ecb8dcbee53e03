import { checkWad } from '../units/checks.ts';
import type { Wad } from '../units/units.ts';
import { InsufficientAllowanceError, InsufficientBalanceError } from './errors.ts';
import { addressKey, type SpotState, UNLIMITED } from './state.ts';

/** PAT an account holds, in wei. */
export function patBalance(state: SpotState, account: string): Wad {
  return state.balances.get(addressKey('account', account)) ?? (0n as Wad);
}

/** Credits newly minted PAT. @throws InvalidInputError on a malformed address or amount. */
export function mintPat(state: SpotState, to: string, amount: Wad): void {
  checkWad('amount', amount);
  const key = addressKey('to', to);
  state.balances.set(key, (patBalance(state, key) + amount) as Wad);
}

/** Sets what the marketplace may take from `owner`; `UNLIMITED` is never used up. */
export function approvePat(state: SpotState, owner: string, amount: Wad): void {
  if (amount !== UNLIMITED) checkWad('amount', amount);
  state.allowances.set(addressKey('owner', owner), amount);
}

/** Moves PAT between accounts. @throws InsufficientBalanceError. @throws InvalidInputError. */
export function transferPat(state: SpotState, from: string, to: string, amount: Wad): void {
  checkWad('amount', amount);
  const source = addressKey('from', from);
  const target = addressKey('to', to);
  const held = patBalance(state, source);
  if (held < amount) throw new InsufficientBalanceError(source, held, amount);
  state.balances.set(source, (held - amount) as Wad);
  state.balances.set(target, (patBalance(state, target) + amount) as Wad);
}

/** @throws InsufficientAllowanceError and @throws InsufficientBalanceError, in the token's own order. */
export function checkPayment(state: SpotState, payer: string, amount: Wad): void {
  const allowance = state.allowances.get(payer) ?? (0n as Wad);
  if (allowance < amount) throw new InsufficientAllowanceError(payer, allowance, amount);
  const held = patBalance(state, payer);
  if (held < amount) throw new InsufficientBalanceError(payer, held, amount);
}

/** Takes a payment that {@link checkPayment} has passed into the marketplace. */
export function takePayment(state: SpotState, payer: string, amount: Wad): void {
  const allowance = state.allowances.get(payer) ?? (0n as Wad);
  if (allowance !== UNLIMITED) state.allowances.set(payer, (allowance - amount) as Wad);
  transferPat(state, payer, state.marketplace, amount);
}
