import type { Signer } from 'ethers';
import { abis } from '../contract/abis.ts';
import type { ContractHandle } from '../contract/contractHandle.ts';
import { ownerTimelockBytecode } from '../generated/ownerTimelock/bytecode.ts';
import { deployContract } from './deployContract.ts';

/**
 * Deploys a timelock that can own contracts: `company` proposes, cancels and executes, and the delay can never fall below
 * `delay` seconds.
 *
 * @throws {RevertError} when the chain refuses.
 */
export async function deployOwnerTimelock(input: {
  signer: Signer;
  company: string;
  delay: number;
}): Promise<ContractHandle<typeof abis.OwnerTimelock>> {
  const { signer, company, delay } = input;
  return deployContract(signer, 'OwnerTimelock', ownerTimelockBytecode, [delay, [company]]);
}
