import { id, JsonRpcProvider, type JsonRpcSigner, MaxUint256, ZeroHash } from 'ethers';
import { createHardhatRuntimeEnvironment } from 'hardhat/hre';
import { deployPhasegate } from '../deploy/deployPhasegate.ts';
import type { Deployment } from '../deployment/deployment.ts';
import type { DeploymentParameters } from '../deployment/deploymentParameters.ts';

/** The in-process chain behind a real HTTP server, with a deployment on it. */
export interface LocalNode {
  readonly url: string;
  readonly provider: JsonRpcProvider;
  readonly signers: readonly JsonRpcSigner[];
  readonly deployment: Deployment;
  request(method: string, params?: readonly unknown[]): Promise<unknown>;
  close(): Promise<void>;
}

/** Hardhat's well-known development keys: accounts 0 to 2 of its node. */
export const DEVELOPMENT_KEYS: readonly string[] = [
  '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80',
  '0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d',
  '0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a',
];

export async function startLocalNode(parameters: DeploymentParameters = {}): Promise<LocalNode> {
  const environment = await createHardhatRuntimeEnvironment({
    networks: {
      local: {
        type: 'edr-simulated',
        hardfork: 'cancun',
        allowBlocksWithSameTimestamp: true,
        blockGasLimit: 16_000_000,
        initialDate: new Date('2026-01-01T00:00:00Z'),
      },
    },
  });
  const server = await environment.network.createServer('local', '127.0.0.1', 0);
  const { port } = await server.listen();
  const url = `http://127.0.0.1:${port}`;
  const provider = new JsonRpcProvider(url, undefined, { cacheTimeout: -1 });
  provider.pollingInterval = 10;
  const signers = await provider.listAccounts();
  return {
    url,
    provider,
    signers,
    deployment: await deployPhasegate({ signer: signers[0]!, parameters }),
    request: (method, params = []) => provider.send(method, [...params]),
    close: async () => {
      provider.destroy();
      await server.close();
    },
  };
}

async function done(sent: Promise<{ wait(): Promise<unknown> }>): Promise<void> {
  await (await sent).wait();
}

/** One flat-curve market with `segments` segments at 100 PAT, and 10,000 PAT with an allowance for account 2. */
export async function listSegments(node: LocalNode, segments: number): Promise<void> {
  const { marketplace, pat } = node.deployment.contracts;
  const [owner, provider, buyer] = node.signers as [JsonRpcSigner, JsonRpcSigner, JsonRpcSigner];
  await done(marketplace.write('setRole', [0, owner.address, true]));
  await done(marketplace.write('setRole', [1, owner.address, true]));
  await done(marketplace.write('addCurve', [MaxUint256]));
  await done(
    marketplace.write('addMarket', [
      {
        segmentType: id('PURCHASE_INTENT'),
        window: 604_800,
        confidenceLowBps: 7_000,
        confidenceHighBps: 8_500,
        referenceAsk: 10n ** 20n,
        bandBps: 1_000,
        dailyMoveBps: 500,
        settlementPeriodHours: 0,
        settlementWindowHours: 0,
        settlementOffsetHours: 0,
      },
    ]),
  );
  const { timestamp } = (await node.provider.getBlock('latest'))!;
  await done(
    marketplace.write('registerSegments', [
      Array.from({ length: segments }, (_, i) => ({
        contentHash: id(`content ${i}`),
        provider: provider.address,
        distributionRoot: ZeroHash,
        freshAsk: 10n ** 20n,
        issuedAt: timestamp,
        market: 1,
        confidenceBps: 7_500,
        capacity: 10,
        curve: 0,
      })),
    ]),
  );
  await done(pat.write('transfer', [buyer.address, 10n ** 22n]));
  await done(pat.as(buyer).write('approve', [marketplace.address, MaxUint256]));
}
