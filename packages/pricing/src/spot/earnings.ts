import { checkInteger, checkWad } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import { WAD, type Wad } from '../units/units.ts';
import {
  NoSurplusError,
  NotAccountOwnerError,
  NotDistributionError,
  NothingToClaimError,
  NothingToWithdrawError,
} from './errors.ts';
import { addressKey, hashKey, type SpotState } from './state.ts';
import { movePat, patBalance } from './token.ts';

/** A provider's part `[from, to)` of a distribution's proceeds, Wads in [0, 1e18]. */
export interface DistributionShare {
  /** Number of the share, which names what it has had. */
  readonly leaf: number;
  readonly provider: string;
  readonly from: Wad;
  readonly to: Wad;
}

/**
 * Pays an owner all its earnings. Always open.
 *
 * @param input.owner who asks. @param input.account whose earnings; default the owner's account.
 * @param input.to who receives; default the owner. @returns what was paid, in wei of PAT.
 * @throws {NotAccountOwnerError} when the account is not the owner's or it has none. @throws {NothingToWithdrawError}.
 * @throws {InvalidInputError} on a malformed address or account.
 * @example after one sale of 100 PAT at 30 % // 70 PAT
 */
export function withdrawEarnings(
  state: SpotState,
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
  pay(state, to, amount);
  return amount;
}

/**
 * Pays a share of a distribution what it is entitled to beyond what it has had:
 * `floor(total to / 1e18) - floor(total from / 1e18) - claimed`, at most what the distribution holds. Always open.
 *
 * Both ends round down, so that adjoining shares sum to the total and leave no dust. That the share belongs to the
 * distribution's tree is for its proof to show, which is not modelled here.
 *
 * @returns what was paid, in wei of PAT.
 * @throws {NotDistributionError} when no segment of that hash has a distribution.
 * @throws {NothingToClaimError} when nothing is due yet. @throws {InvalidInputError} on a malformed hash or share.
 * @example 70 PAT collected, share [0, 0.5) // 35 PAT
 */
export function claimDistribution(state: SpotState, contentHash: string, share: DistributionShare): Wad {
  const segment = state.segments[(state.seals.get(hashKey('contentHash', contentHash)) ?? 0) - 1];
  const account = segment === undefined ? undefined : state.accounts[segment.account - 1];
  if (account?.distributionRoot === undefined) throw new NotDistributionError(contentHash);
  checkInteger('leaf', share.leaf, 0);
  const provider = addressKey('provider', share.provider);
  checkWad('from', share.from);
  checkWad('to', share.to);
  if (share.from >= share.to || share.to > WAD) {
    throw new InvalidInputError({
      path: 'share',
      observed: `[${share.from}, ${share.to})`,
      allowed: 'an interval of Wads in [0, 1e18] that is not empty',
    });
  }
  const total = account.earnings + account.claimed;
  const claimed = account.claims.get(share.leaf) ?? 0n;
  const due = (total * share.to) / WAD - (total * share.from) / WAD - claimed;
  const amount = (due > account.earnings ? account.earnings : due) as Wad;
  if (amount <= 0n) throw new NothingToClaimError(contentHash, share.leaf);
  account.claims.set(share.leaf, (claimed + amount) as Wad);
  account.claimed = (account.claimed + amount) as Wad;
  account.earnings = (account.earnings - amount) as Wad;
  pay(state, provider, amount);
  return amount;
}

/**
 * Sends PAT that nobody is owed: what the marketplace holds above its liabilities.
 *
 * @returns how much, in wei of PAT. @throws {NoSurplusError} when there is none. @throws {InvalidInputError} on a malformed
 * address.
 * @example 5 wei sent by mistake // 5n
 */
export function recoverSurplus(state: SpotState, to: string): Wad {
  const target = addressKey('to', to);
  const surplus = (patBalance(state, state.marketplace) - state.liabilities) as Wad;
  if (surplus === 0n) throw new NoSurplusError();
  movePat(state, state.marketplace, target, surplus);
  return surplus;
}

function pay(state: SpotState, to: string, amount: Wad): void {
  state.liabilities = (state.liabilities - amount) as Wad;
  movePat(state, state.marketplace, to, amount);
}
