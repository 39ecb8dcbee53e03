import { NotAccountOwnerError, NothingToWithdrawError } from '@phasegate/pricing/refusals';
import { checkInteger, type Wad } from '@phasegate/pricing/units';
import { addressKey } from '../state/chainTypes.ts';
import type { SpotMarketState } from '../state/spotMarketState.ts';
import { payOut } from './payOut.ts';

/**
 * Pays an owner all its earnings. Always open.
 *
 * @param input.owner who asks. @param input.account whose earnings; default the owner's account.
 * @param input.to who receives; default the owner. @returns what was paid, in wei of PAT.
 * @throws {NotAccountOwnerError} when the account is not the owner's or it has none. @throws {NothingToWithdrawError}
 * when it has earned nothing since.
 * @throws {InvalidInputError} on a malformed address or account.
 * @example withdrawEarnings(state, { owner: provider }) // 70n * WAD: one right was sold for 100 PAT at 30 %
 */
export function withdrawEarnings(
  state: SpotMarketState,
  input: { readonly owner: string; readonly account?: number; readonly to?: string },
): Wad {
  const owner = addressKey('owner', input.owner);
  const to = addressKey('to', input.to ?? owner);
  const id = input.account ?? state.accountOf.get(owner) ?? 0;
  checkInteger('account', id, 0);
  const account = state.accounts[id - 1];
  if (account?.owner !== owner) throw new NotAccountOwnerError(id, owner);
  const amount = account.earnings;
  if (amount === 0n) throw new NothingToWithdrawError(id);
  account.earnings = 0n as Wad;
  payOut(state, to, amount);
  return amount;
}
