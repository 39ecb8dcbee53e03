import { InsufficientAllowanceError, InsufficientBalanceError } from '@phasegate/pricing/refusals';
import {
  checkBigint,
  checkMap,
  checkObject,
  checkWad,
  InvalidInputError,
  type Wad,
} from '@phasegate/pricing/units';
import { addressKey } from '../state/chainTypes.ts';
import { type SpotMarketState, UNLIMITED } from '../state/spotMarketState.ts';

/**
 * PAT an account holds.
 *
 * @returns Wad of PAT (wei); 0 for an account never seen. @throws {InvalidInputError} on a malformed address.
 * @example patBalance(state, provider) // 0n: it was allocated and paid nothing
 */
export function patBalance(state: SpotMarketState, account: string): Wad {
  checkObject('state', state);
  checkMap('state.balances', state.balances);
  return state.balances.get(addressKey('account', account)) ?? (0n as Wad);
}

/**
 * Credits a part of PAT's supply, all of which is minted when the token is made; a history begins with its allocation.
 * That nothing is minted later, and the supply's bound, are not modelled.
 *
 * @param amount Wad of PAT (wei). @throws {InvalidInputError} on a malformed address or amount.
 * @example
 * allocatePat(state, provider, parseWad('1000'));
 * patBalance(state, provider) // 1000n * WAD
 */
export function allocatePat(state: SpotMarketState, to: string, amount: Wad): void {
  checkWad('amount', amount);
  const key = addressKey('to', to);
  state.balances.set(key, (patBalance(state, key) + amount) as Wad);
}

/**
 * Sets what the marketplace may take from `owner`; {@link UNLIMITED} is never used up.
 *
 * @param amount wei of PAT, 0 to 2^256 - 1. @throws {InvalidInputError} on a malformed address or amount.
 * @example
 * approvePat(state, buyer, 7n);
 * state.allowances.get(buyer) // 7n
 */
export function approvePat(state: SpotMarketState, owner: string, amount: bigint): void {
  checkBigint('amount', amount, 0n, UNLIMITED);
  state.allowances.set(addressKey('owner', owner), amount);
}

/**
 * Moves PAT between accounts, also to the marketplace, where it is surplus.
 *
 * @param amount Wad of PAT (wei).
 * @throws {InsufficientBalanceError} when `from` holds less.
 * @throws {InvalidInputError} on a malformed address or amount, or from the marketplace, which pays by its own rules only.
 * @example
 * transferPat(state, buyer, state.marketplace, 1n as Wad);
 * recoverSurplus(state, owner) // 6n: 5 wei had been sent before
 */
export function transferPat(state: SpotMarketState, from: string, to: string, amount: Wad): void {
  checkWad('amount', amount);
  const source = addressKey('from', from);
  if (source === state.marketplace) {
    throw new InvalidInputError({
      path: 'from',
      observed: from,
      allowed: 'an account other than the marketplace',
    });
  }
  movePat(state, source, addressKey('to', to), amount);
}

/** Moves PAT between keys, or throws InsufficientBalanceError. A transfer to oneself changes nothing. */
export function movePat(state: SpotMarketState, from: string, to: string, amount: Wad): void {
  const held = patBalance(state, from);
  if (held < amount) throw new InsufficientBalanceError(from, held, amount);
  state.balances.set(from, (held - amount) as Wad);
  state.balances.set(to, (patBalance(state, to) + amount) as Wad);
}

/** @throws {InsufficientAllowanceError} or {@link InsufficientBalanceError}, in the token's own order. */
export function checkPayment(state: SpotMarketState, payer: string, amount: Wad): void {
  const allowance = state.allowances.get(payer) ?? 0n;
  if (allowance < amount) throw new InsufficientAllowanceError(state.marketplace, allowance, amount);
  const held = patBalance(state, payer);
  if (held < amount) throw new InsufficientBalanceError(payer, held, amount);
}

/** Takes a payment that {@link checkPayment} has passed into the marketplace. */
export function takePayment(state: SpotMarketState, payer: string, amount: Wad): void {
  const allowance = state.allowances.get(payer) ?? 0n;
  if (allowance !== UNLIMITED) state.allowances.set(payer, allowance - amount);
  movePat(state, payer, state.marketplace, amount);
}
