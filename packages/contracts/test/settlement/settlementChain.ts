import {
  abis,
  type ContractHandle,
  contractHandle,
  type Deployment,
  type DeploymentParameters,
  deployPhasegate,
} from '@phasegate/contracts';
import { createLocalChain, type LocalChain } from '@phasegate/contracts/local-chain';
import { encodeBytes32String, type JsonRpcSigner, MaxUint256, ZeroHash } from 'ethers';
import { deployContract } from '../../src/deploy/deployContract.ts';
import { settlementOracleBytecode } from '../../src/generated/settlementOracle/bytecode.ts';

const GENESIS = 1_767_225_600;
const PAT = 10n ** 18n;
const DAY = 86_400;
/** Every knot is one: an ask that never falls, so that a purchase enters the index at full freshness. */
const FLAT = (1n << 256n) - 1n;
const CONFIDENCES = [7_000, 8_000, 9_900];
const ASKS = [90n, 100n, 130n];
const BUYERS = 9;
export const RULES = { bandBps: 1_000, minVolume: 250n * PAT } as const;
export const CALENDAR = {
  settlementPeriodHours: 24,
  settlementWindowHours: 4,
  settlementOffsetHours: 16,
} as const;

/** A purchase that can be made once: who buys which segment, and what the index makes of it. */
export interface Offer {
  readonly buyer: JsonRpcSigner;
  readonly id: bigint;
  readonly ask: bigint;
  readonly confidenceBps: number;
}

/** A marketplace with one market that settles daily, its segments for sale, and an oracle over its index. */
export interface SettlementChain {
  readonly chain: LocalChain;
  readonly deployment: Deployment;
  readonly oracle: ContractHandle<typeof abis.SettlementOracle>;
  readonly owner: JsonRpcSigner;
  /** Sorted by address, as a list of signers is. */
  readonly signers: readonly JsonRpcSigner[];
  readonly stranger: JsonRpcSigner;
  readonly offers: readonly Offer[];
}

/** @param parameters of the deployment, by the accounts of the chain @param accounts how many there are */
export async function openSettlementChain(
  parameters: (signers: readonly JsonRpcSigner[]) => DeploymentParameters = () => ({}),
  accounts = 20,
): Promise<SettlementChain> {
  const chain = await createLocalChain({ genesisTime: GENESIS, accounts });
  const [owner, stranger, ...rest] = chain.signers as readonly JsonRpcSigner[] as [
    JsonRpcSigner,
    JsonRpcSigner,
    ...JsonRpcSigner[],
  ];
  const deployment = await deployPhasegate({
    signer: owner,
    parameters: { minIndexMarginBps: 500, ...parameters(chain.signers) },
  });
  const { marketplace, pat } = deployment.contracts;
  for (const role of [0, 1])
    await (await marketplace.write('setRole', [role, stranger.address, true])).wait();
  await (await marketplace.as(stranger).write('addCurve', [FLAT])).wait();
  await (
    await marketplace.write('addMarket', [
      {
        segmentType: encodeBytes32String('PURCHASE_INTENT'),
        window: 180 * DAY,
        confidenceLowBps: 5_000,
        confidenceHighBps: 10_000,
        referenceAsk: 100n * PAT,
        bandBps: 5_000,
        dailyMoveBps: 500,
        ...CALENDAR,
      },
    ])
  ).wait();
  const buyers = rest.slice(0, BUYERS);
  for (const buyer of buyers) {
    await (await pat.write('transfer', [buyer.address, 100_000n * PAT])).wait();
    await (await pat.as(buyer).write('approve', [marketplace.address, MaxUint256])).wait();
  }
  const offers: Offer[] = [];
  for (const [i, ask] of [...ASKS, ...ASKS, ...ASKS].entries()) {
    const confidenceBps = CONFIDENCES[i % CONFIDENCES.length]!;
    await (
      await marketplace.as(stranger).write('registerSegment', [
        {
          provider: stranger.address,
          market: 1,
          freshAsk: ask * PAT,
          issuedAt: (await chain.provider.getBlock('latest'))!.timestamp,
          confidenceBps,
          capacity: 1_000,
          curve: 0,
          contentHash: `0x${(i + 1).toString(16).padStart(64, '0')}`,
          distributionRoot: ZeroHash,
        },
      ])
    ).wait();
    for (const buyer of buyers) offers.push({ buyer, id: BigInt(i + 1), ask: ask * PAT, confidenceBps });
  }
  const { address } = await deployContract(owner, 'SettlementOracle', settlementOracleBytecode, [
    owner.address,
    marketplace.address,
    RULES.bandBps,
    RULES.minVolume,
  ]);
  const signers = rest
    .slice(BUYERS, BUYERS + 5)
    .toSorted((a, b) => (BigInt(a.address) < BigInt(b.address) ? -1 : 1));
  const oracle = contractHandle({ abi: abis.SettlementOracle, address, runner: owner });
  return { chain, deployment, oracle, owner, signers, stranger, offers };
}
