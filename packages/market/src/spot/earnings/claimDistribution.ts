import { NotDistributionError, NothingToClaimError } from '@phasegate/pricing/refusals';
import {
  checkInteger,
  checkObject,
  checkWad,
  InvalidInputError,
  WAD,
  type Wad,
} from '@phasegate/pricing/units';
import { addressKey, hashKey } from '../state/chainTypes.ts';
import type { SpotMarketState } from '../state/spotMarketState.ts';
import { payOut } from './payOut.ts';

/** A provider's part `[from, to)` of a distribution's proceeds, Wads in [0, 1e18]. */
export interface DistributionShare {
  /** Number of the share, which names what it has had. */
  readonly leaf: number;
  readonly provider: string;
  readonly from: Wad;
  readonly to: Wad;
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
 * @example claimDistribution(state, content, { leaf: 0, provider, from: 0n as Wad, to: parseWad('0.5') }) // 35n * WAD: half of 70 PAT
 */
export function claimDistribution(
  state: SpotMarketState,
  contentHash: string,
  share: DistributionShare,
): Wad {
  const segment = state.segments[(state.seals.get(hashKey('contentHash', contentHash)) ?? 0) - 1];
  const account = segment === undefined ? undefined : state.accounts[segment.account - 1];
  if (account?.distributionRoot === undefined) throw new NotDistributionError(contentHash);
  checkObject('share', share);
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
  payOut(state, provider, amount);
  return amount;
}
