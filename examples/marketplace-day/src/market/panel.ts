import { StandardMerkleTree } from '@openzeppelin/merkle-tree';
import { type DistributionShare, NothingToClaimError, playSpotMarket } from '@phasegate/market';
import { WAD, type Wad } from '@phasegate/pricing/units';
import type { Step } from './step.ts';
import { call, type YearState } from './year.ts';

const LEAF = ['uint256', 'address', 'bytes32', 'uint256', 'address', 'uint256', 'uint256'];
const MEMBERS = 5;

/** Five people behind one segment, their shares fixed when it is listed. */
export interface Panel {
  readonly contentHash: string;
  readonly shares: readonly DistributionShare[];
  readonly tree: StandardMerkleTree<(string | bigint)[]>;
}

/** The panel of a segment: adjoining intervals that cover all of the proceeds, a little more to the first. */
export function panelOf(year: YearState, contentHash: string): Panel {
  const { actors, contracts, chainId } = year;
  const ends = [0n, 30n, 50n, 70n, 85n, 100n].map((percent) => (percent * WAD) / 100n);
  const shares = Array.from({ length: MEMBERS }, (_, leaf) => ({
    leaf,
    provider: actors.address(`panel member ${leaf + 1}`),
    from: ends[leaf]! as Wad,
    to: ends[leaf + 1]! as Wad,
  }));
  const leaves = shares.map(({ leaf, provider, from, to }) => [
    BigInt(chainId),
    contracts.marketplace.address,
    contentHash,
    BigInt(leaf),
    provider,
    from,
    to,
  ]);
  return { contentHash, shares, tree: StandardMerkleTree.of(leaves, LEAF) };
}

/** Every panel member claims what its segments have earned. */
export function* panelClaims(year: YearState, at: number): Generator<Step> {
  for (const { contentHash, shares, tree } of year.panels) {
    for (const [i, share] of shares.entries()) {
      try {
        const claim = { type: 'claimDistribution', at, contentHash, share } as const;
        year.log.withdrawnPat += playSpotMarket(year.spotMarket, claim).amount;
      } catch (error) {
        if (error instanceof NothingToClaimError) continue;
        throw error;
      }
      const data = year.contracts.marketplace.encode('claimDistribution', [
        contentHash,
        { ...share, leaf: BigInt(share.leaf) },
        tree.getProof(i),
      ]);
      yield call({ kind: 'claim', at, from: `panel member ${i + 1}`, data });
    }
  }
}
