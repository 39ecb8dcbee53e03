import { checkFields } from '@phasegate/pricing/units';
import type { Signer } from 'ethers';
import { abis } from '../contract/abis.ts';
import { asked } from '../contract/callFailedError.ts';
import { type ContractHandle, contractHandle } from '../contract/contractHandle.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { type DeploymentParameters, deploymentParameters } from '../deployment/deploymentParameters.ts';
import { verifyDeployment } from '../deployment/verifyDeployment.ts';
import { dataMarketplaceBytecode } from '../generated/dataMarketplace/bytecode.ts';
import { marketplaceProxyBytecode } from '../generated/marketplaceProxy/bytecode.ts';
import { patBytecode } from '../generated/pat/bytecode.ts';
import { phaseGateBytecode } from '../generated/phaseGate/bytecode.ts';
import { checkChain } from './checkChain.ts';
import { deployContract } from './deployContract.ts';

/**
 * Deploys PAT, the phase gate and the marketplace behind its proxy to the signer's chain, and verifies the result by
 * reading back what was set, as {@link verifyDeployment} can do again at any time.
 *
 * @param options.signer an ethers v6 signer (or a zksync-ethers wallet) with a provider.
 * @throws {InvalidInputError} on bad parameters. @throws {SignerWithoutProviderError} {@link EvmBytecodeNotAllowedError} before
 * anything is sent. @throws {RevertError} when a constructor refuses. @throws {CallFailedError} when node or signer fail
 * otherwise. @throws {DeploymentMismatchError} when the chain does not hold what was deployed.
 */
export async function deployPhasegate(options: {
  signer: Signer;
  parameters?: DeploymentParameters;
}): Promise<Deployment> {
  checkFields('options', options, ['signer', 'parameters']);
  const { signer } = options;
  const parameters = deploymentParameters(
    options.parameters ?? {},
    await asked("the signer's getAddress", () => signer.getAddress()),
  );
  return deploySpot({ signer, parameters, governanceOf: async () => parameters.governance });
}

/** The same with a governance that is deployed after PAT and before the gate. */
export async function deploySpot(input: {
  signer: Signer;
  parameters: Required<DeploymentParameters>;
  governanceOf: (pat: string) => Promise<string>;
}): Promise<Deployment> {
  const { signer } = input;
  const provider = await checkChain(signer);
  const fromBlock = (await asked('getBlockNumber', () => provider.getBlockNumber())) + 1;
  const pat = await deployContract(signer, 'PAT', patBytecode, [input.parameters.patAllocation]);
  const parameters = { ...input.parameters, governance: await input.governanceOf(pat.address) };
  const { owner, registrar, guardian, auditor, governance, thresholds } = parameters;
  const phaseGate = await deployContract(signer, 'PhaseGate', phaseGateBytecode, [
    { owner, registrar, guardian, auditor, governance },
    thresholds,
  ]);
  const implementation = await deployMarketplaceImplementation({
    signer,
    pat: pat.address,
    phaseGate: phaseGate.address,
    minIndexAsk: parameters.minIndexAsk,
    minIndexMarginBps: parameters.minIndexMarginBps,
    firstCurve: parameters.firstCurve,
  });
  const initializer = implementation.encode('initialize', [
    parameters.owner,
    parameters.brokerWallet,
    parameters.brokerMarginBps,
    parameters.maxBackdateSeconds,
  ]);
  const proxy = await deployContract(signer, 'MarketplaceProxy', marketplaceProxyBytecode, [
    implementation.address,
    initializer,
  ]);
  const marketplace = contractHandle({ abi: abis.DataMarketplace, address: proxy.address, runner: signer });
  await (await phaseGate.write('addMarketplace', [marketplace.address])).wait();
  const network = await asked('getNetwork', () => provider.getNetwork());
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
    fromBlock,
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
  firstCurve: bigint;
}): Promise<ContractHandle<typeof abis.DataMarketplace>> {
  return deployContract(input.signer, 'DataMarketplace', dataMarketplaceBytecode, [
    input.pat,
    input.phaseGate,
    input.minIndexAsk,
    input.minIndexMarginBps,
    input.firstCurve,
  ]);
}
