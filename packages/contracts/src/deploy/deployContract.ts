import { ContractFactory, type Signer } from 'ethers';
import { abis } from '../contract/abis.ts';
import { asked } from '../contract/callFailedError.ts';
import { type ContractHandle, contractHandle } from '../contract/contractHandle.ts';
import { sendNumbered } from '../nonce/sendNumbered.ts';

/**
 * Deploys one contract and waits until it is there.
 *
 * @throws {RevertError} or the libraries' own error when its constructor refuses. @throws {CallFailedError} when it fails
 * otherwise.
 */
export async function deployContract<TName extends keyof typeof abis>(
  signer: Signer,
  name: TName,
  bytecode: string,
  args: readonly unknown[],
): Promise<ContractHandle<(typeof abis)[TName]>> {
  const abi = abis[name];
  return asked(`deploying ${name}`, async () => {
    const factory = new ContractFactory(abi, bytecode, signer);
    // Type 2 with no recipient: the one form in which ZKsync deploys EVM bytecode.
    const request = { ...(await factory.getDeployTransaction(...args)), type: 2 };
    const receipt = await (await sendNumbered(signer, request)).wait();
    return contractHandle({ abi, address: receipt!.contractAddress!, runner: signer });
  });
}
