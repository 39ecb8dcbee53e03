import { StandardMerkleTree } from '@openzeppelin/merkle-tree';
import { abis, type ContractHandle, contractHandle, deployPhasegate, roles } from '@phasegate/contracts';
import type { LocalChain } from '@phasegate/contracts/local-chain';
import {
  ContractFactory,
  encodeBytes32String,
  id as hashOf,
  type InterfaceAbi,
  MaxUint256,
  ZeroAddress,
  ZeroHash,
} from 'ethers';
import { marketplaceProxyBytecode } from '../../src/generated/marketplaceProxy/bytecode.ts';
import { dataMarketplaceBytecode } from './firstVersion/bytecode.ts';

const PAT = 10n ** 18n;
const FLAT = 2n ** 256n - 1n;
const FALLING = Array.from({ length: 16 }, (_, i) => BigInt(65_535 - 4_000 * i)).reduceRight(
  (word, knot) => (word << 16n) | knot,
  0n,
);
export const THRESHOLDS = { minIndexAsk: PAT / 100n, minIndexMarginBps: 100, firstCurve: FLAT } as const;
/** What the segment of the distribution was listed with. */
export const SHARED: string = hashOf('shared');

type Marketplace = ContractHandle<typeof abis.DataMarketplace>;

/** A marketplace of the first version with a history, and the transactions that made it. */
export interface FirstVersion {
  readonly marketplace: Marketplace;
  readonly pat: string;
  readonly phaseGate: string;
  readonly shares: StandardMerkleTree<(string | bigint)[]>;
  readonly transactions: readonly string[];
}

/**
 * Deploys the first version's committed creation code behind a proxy and uses all of it: curves, markets, references, listings,
 * purchases of every kind, a batch, a distribution half claimed, earnings half withdrawn, a reprice, a donation, a standing.
 * The signers are owner, provider, second provider, buyer, friend of the buyer and affiliate.
 */
export async function firstVersion(chain: LocalChain): Promise<FirstVersion> {
  const [owner, provider, second, buyer, friend, affiliate] = chain.signers;
  const transactions: string[] = [];
  const { contracts } = await deployPhasegate({ signer: owner });
  const { pat, phaseGate } = contracts;
  const { minIndexAsk, minIndexMarginBps, firstCurve } = THRESHOLDS;
  const deploy = async (abi: InterfaceAbi, bytecode: string, args: readonly unknown[]): Promise<string> => {
    const deployed = await new ContractFactory(abi, bytecode, owner).deploy(...args);
    transactions.push(deployed.deploymentTransaction()!.hash);
    return deployed.getAddress();
  };
  const implementation = await deploy(abis.DataMarketplace, dataMarketplaceBytecode, [
    pat.address,
    phaseGate.address,
    minIndexAsk,
    minIndexMarginBps,
    firstCurve,
  ]);
  const initializer = contracts.marketplace.encode('initialize', [
    owner.address,
    owner.address,
    3_000,
    86_400,
  ]);
  const proxy = await deploy(abis.MarketplaceProxy, marketplaceProxyBytecode, [implementation, initializer]);
  const marketplace = contractHandle({ abi: abis.DataMarketplace, address: proxy, runner: owner });
  const sent = async (transaction: { hash: string; wait(): Promise<unknown> }): Promise<void> => {
    transactions.push(transaction.hash);
    await transaction.wait();
  };

  await sent(await marketplace.write('setRole', [roles.lister, owner.address, true]));
  await sent(await marketplace.write('setRole', [roles.pricer, owner.address, true]));
  await sent(await marketplace.write('addCurve', [FLAT]));
  await sent(await marketplace.write('addCurve', [FALLING]));
  await sent(await marketplace.write('addMarket', [TERMS]));
  await sent(await marketplace.write('addMarket', [{ ...TERMS, window: 86_400 }]));
  await sent(await marketplace.write('setReferenceAsk', [1n, 102n * PAT]));
  await sent(await marketplace.write('setMarginBand', [1_500]));

  const { chainId } = await chain.provider.getNetwork();
  const leaves = [0n, 1n].map((leaf) => [
    chainId,
    proxy,
    SHARED,
    leaf,
    leaf === 0n ? provider.address : second.address,
    leaf === 0n ? 0n : PAT / 4n,
    leaf === 0n ? PAT / 4n : PAT,
  ]);
  const shares = StandardMerkleTree.of(leaves, LEAF);
  const issuedAt = (await chain.provider.getBlock('latest'))!.timestamp;
  const listing = { ...LISTING, issuedAt };
  await sent(
    await marketplace.write('registerSegment', [
      { ...listing, contentHash: hashOf('1'), provider: provider.address },
    ]),
  );
  await sent(
    await marketplace.write('registerSegments', [
      [
        { ...listing, contentHash: hashOf('2'), provider: second.address, curve: 1 },
        { ...listing, contentHash: SHARED, distributionRoot: shares.root },
        { ...listing, contentHash: hashOf('4'), provider: provider.address, market: 2 },
      ],
    ]),
  );
  await sent(await marketplace.write('repriceSegment', [4n, 98n * PAT, 2_500]));

  for (const account of [buyer, friend, affiliate]) {
    await sent(await pat.write('transfer', [account.address, 10_000n * PAT]));
    await sent(await pat.as(account).write('approve', [proxy, MaxUint256]));
  }
  await sent(await phaseGate.write('setAffiliate', [affiliate.address, true]));
  await sent(await marketplace.write('refreshIndexStanding', [affiliate.address]));
  await sent(await marketplace.as(buyer).write('buySegment', [1n, 200n * PAT]));
  await sent(await marketplace.as(affiliate).write('buySegment', [1n, 200n * PAT]));
  await sent(await marketplace.as(friend).write('setPurchaseConsent', [buyer.address, true]));
  await sent(await marketplace.as(buyer).write('buySegmentFor', [2n, 200n * PAT, friend.address]));
  const orders = [2n, 3n, 4n].map((id) => ({ id, maxAsk: 200n * PAT }));
  await sent(await marketplace.as(buyer).write('buySegments', [orders, true, buyer.address]));
  await sent(await marketplace.as(second).write('withdrawEarnings', []));
  await sent(await marketplace.write('claimDistribution', [SHARED, share(shares, 0), shares.getProof(0)]));
  await sent(await pat.write('transfer', [proxy, 7n]));
  return { marketplace, pat: pat.address, phaseGate: phaseGate.address, shares, transactions };
}

/** A leaf of the distribution as `claimDistribution` takes it. */
export function share(
  shares: FirstVersion['shares'],
  position: number,
): { leaf: bigint; provider: string; from: bigint; to: bigint } {
  const [, , , leaf, provider, from, to] = shares.at(position) as unknown as Leaf;
  return { leaf, provider, from, to };
}

type Leaf = readonly [
  chainId: bigint,
  marketplace: string,
  contentHash: string,
  leaf: bigint,
  provider: string,
  from: bigint,
  to: bigint,
];
const LEAF = ['uint256', 'address', 'bytes32', 'uint256', 'address', 'uint64', 'uint64'];
const TERMS = {
  segmentType: encodeBytes32String('PURCHASE_INTENT'),
  window: 604_800,
  confidenceLowBps: 7_000,
  confidenceHighBps: 8_500,
  referenceAsk: 100n * PAT,
  bandBps: 2_000,
  dailyMoveBps: 500,
  settlementPeriodHours: 0,
  settlementWindowHours: 0,
  settlementOffsetHours: 0,
} as const;
const LISTING = {
  provider: ZeroAddress,
  distributionRoot: ZeroHash,
  freshAsk: 100n * PAT,
  market: 1,
  confidenceBps: 7_500,
  capacity: 4,
  curve: 0,
} as const;
