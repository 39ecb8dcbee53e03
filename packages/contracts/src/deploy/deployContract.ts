import type { Abi } from 'abitype';
import { ContractFactory, type InterfaceAbi, type Signer } from 'ethers';
import { type ContractHandle, contractHandle } from '../contract/contractHandle.ts';

/** Deploys one contract and waits until it is there. */
export async function deployContract<const TAbi extends Abi>(
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
