import { checkWad } from '../units/checks.ts';
import { InvalidInputError } from '../units/errors.ts';
import { WAD, type Wad } from '../units/units.ts';
import {
  NoSurplusError,
  NotAccountOwnerError,
  NotDistributionError,
  NothingToClaimError,
  NothingToWithdrawError,
} from './errors.ts';
import { addressKey, type SpotState } from './state.ts';
import { patBalance, transferPat } from './token.ts';

/** A provider's part `[from, to)` of a distribution's proceeds, Wads in [0, 1e18]. */
export interface DistributionShare {
  readonly leaf: number;
  readonly provider: string;
  readonly from: Wad;
  readonly to: Wad;
}

/**
 * Pays an owner its earnings. Always open.
 *
 * @param input.to who receives; default the owner. @returns what was paid, in wei.
 * @throws NotAccountOwnerError when it has no account. @throws NothingToWithdrawError.
 */
export function withdrawEarnings(
  state: SpotState,
  input: { readonly owner: string; readonly to?: string },
): Wad {
  const owner = addressKey('owner', input.owner);
  const id = state.accountOf.get(owner);
  if (id === undefined) throw new NotAccountOwnerError(0, owner);
  const account = state.accounts[id - 1]!;
  const amount = account.earnings;
  if (amount === 0n) throw new NothingToWithdrawError(id);
  const to = addressKey('to', input.to ?? owner);
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
 * @returns what was paid, in wei.
 * @throws NotDistributionError, NothingToClaimError. @throws InvalidInputError on a malformed share.
 */
export function claimDistribution(state: SpotState, contentHash: string, share: DistributionShare): Wad {
  const segment = state.segments[(state.seals.get(contentHash.toLowerCase()) ?? 0) - 1];
  const account = segment === undefined ? undefined : state.accounts[segment.account - 1];
  if (account?.distributionRoot === undefined) throw new NotDistributionError(contentHash);
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

/** Sends PAT that nobody is owed. @returns how much, in wei. @throws NoSurplusError. */
export function recoverSurplus(state: SpotState, to: string): Wad {
  const target = addressKey('to', to);
  const surplus = (patBalance(state, state.marketplace) - state.liabilities) as Wad;
  if (surplus === 0n) throw new NoSurplusError();
  transferPat(state, state.marketplace, target, surplus);
  return surplus;
}

function pay(state: SpotState, to: string, amount: Wad): void {
  state.liabilities = (state.liabilities - amount) as Wad;
  transferPat(state, state.marketplace, to, amount);
}
