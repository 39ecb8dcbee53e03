import type { Bps } from '@phasegate/pricing';
import type { Abi } from 'abitype';
import { ContractFactory, type InterfaceAbi, type Signer } from 'ethers';
import { abis } from '../abis.ts';
import { type ContractHandle, contractHandle } from '../contract/contractHandle.ts';
import {
  dataMarketplaceBytecode,
  marketplaceProxyBytecode,
  patBytecode,
  phaseGateBytecode,
} from '../generated/bytecodes.ts';
import { verifyDeployment } from './verifyDeployment.ts';

/** What a deployment may choose. Amounts are wei of PAT. */
export interface DeploymentParameters {
  /** Owner of every contract; default the signer. In production a timelock. */
  readonly owner?: string;
  /** Where the broker's spread goes; default the owner. */
  readonly brokerWallet?: string;
  /** Who admits institutions; default the owner. */
  readonly registrar?: string;
  /** Largest supply of PAT, below 2^88; default 300 million PAT. */
  readonly patCap?: bigint;
  /** Margin stamped on new segments, 0 to 5000; default 3000. */
  readonly brokerMarginBps?: Bps | number;
  /** How old a segment may be when it is listed, in seconds; default one day. */
  readonly maxBackdateSeconds?: number;
  /** Purchases below this ask stay out of the index; default 0.01 PAT. */
  readonly minIndexAsk?: bigint;
  /** Purchases below this margin stay out of the index; default 100. */
  readonly minIndexMarginBps?: number;
}

/** Where a deployment lives: what `connectPhasegate` needs, and plain JSON. */
export interface DeploymentAddresses {
  readonly chainId: number;
  readonly pat: string;
  readonly phaseGate: string;
  readonly marketplace: string;
  readonly marketplaceImplementation: string;
}

/** The contracts of a deployment, typed. */
export interface PhasegateContracts {
  readonly pat: ContractHandle<typeof abis.PAT>;
  readonly phaseGate: ContractHandle<typeof abis.PhaseGate>;
  readonly marketplace: ContractHandle<typeof abis.DataMarketplace>;
}

export interface Deployment {
  readonly addresses: DeploymentAddresses;
  readonly contracts: PhasegateContracts;
  readonly parameters: Required<DeploymentParameters>;
}

/**
 * Deploys PAT, the phase gate and the marketplace behind its proxy to the signer's chain, and verifies the result by
 * reading back what was set.
 *
 * @param options.signer an ethers v6 signer (or a zksync-ethers wallet) with a provider.
 * @throws RevertError when a constructor refuses its parameters. @throws DeploymentMismatchError when the chain does
 * not hold what was deployed.
 */
export async function deployPhasegate(options: {
  signer: Signer;
  parameters?: DeploymentParameters;
}): Promise<Deployment> {
  const { signer } = options;
  const parameters = await withDefaults(signer, options.parameters ?? {});
  const pat = await deployContract(signer, abis.PAT, patBytecode, [parameters.owner, parameters.patCap]);
  const phaseGate = await deployContract(signer, abis.PhaseGate, phaseGateBytecode, [
    parameters.owner,
    parameters.registrar,
  ]);
  const implementation = await deployMarketplaceImplementation({
    signer,
    pat: pat.address,
    phaseGate: phaseGate.address,
    minIndexAsk: parameters.minIndexAsk,
    minIndexMarginBps: parameters.minIndexMarginBps,
  });
  const initializer = implementation.encode('initialize', [
    parameters.owner,
    parameters.brokerWallet,
    parameters.brokerMarginBps,
    parameters.maxBackdateSeconds,
  ]);
  const proxy = await deployContract(signer, abis.MarketplaceProxy, marketplaceProxyBytecode, [
    implementation.address,
    initializer,
  ]);
  const marketplace = contractHandle({ abi: abis.DataMarketplace, address: proxy.address, runner: signer });
  const network = await signer.provider!.getNetwork();
  const deployment: Deployment = {
    addresses: {
      chainId: Number(network.chainId),
      pat: pat.address,
      phaseGate: phaseGate.address,
      marketplace: marketplace.address,
      marketplaceImplementation: implementation.address,
    },
    contracts: { pat, phaseGate, marketplace },
    parameters,
  };
  await verifyDeployment(deployment);
  return deployment;
}

/** Deploys an implementation alone: what `updateBrokerContract` is then called with. */
export async function deployMarketplaceImplementation(input: {
  signer: Signer;
  pat: string;
  phaseGate: string;
  minIndexAsk: bigint;
  minIndexMarginBps: number;
}): Promise<ContractHandle<typeof abis.DataMarketplace>> {
  return deployContract(input.signer, abis.DataMarketplace, dataMarketplaceBytecode, [
    input.pat,
    input.phaseGate,
    input.minIndexAsk,
    input.minIndexMarginBps,
  ]);
}

async function deployContract<const TAbi extends Abi>(
  signer: Signer,
  abi: TAbi,
  bytecode: string,
  args: readonly unknown[],
): Promise<ContractHandle<TAbi>> {
  const factory = new ContractFactory(abi as unknown as InterfaceAbi, bytecode, signer);
  // Type 2 with no recipient: the one form in which ZKsync deploys EVM bytecode.
  const contract = await factory.deploy(...args, { type: 2 });
  await contract.waitForDeployment();
  return contractHandle({ abi, address: await contract.getAddress(), runner: signer });
}

async function withDefaults(
  signer: Signer,
  parameters: DeploymentParameters,
): Promise<Required<DeploymentParameters>> {
  const owner = parameters.owner ?? (await signer.getAddress());
  return {
    owner,
    brokerWallet: parameters.brokerWallet ?? owner,
    registrar: parameters.registrar ?? owner,
    patCap: parameters.patCap ?? 300_000_000n * 10n ** 18n,
    brokerMarginBps: parameters.brokerMarginBps ?? 3_000,
    maxBackdateSeconds: parameters.maxBackdateSeconds ?? 86_400,
    minIndexAsk: parameters.minIndexAsk ?? 10n ** 16n,
    minIndexMarginBps: parameters.minIndexMarginBps ?? 100,
  };
}
