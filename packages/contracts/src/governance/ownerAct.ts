import { InvalidInputError } from '@phasegate/pricing/units';
import { AbiCoder, keccak256, ZeroHash } from 'ethers';
import type { abis } from '../contract/abis.ts';
import type { Arguments } from '../contract/contractHandle.ts';

/** One call of a timelock or a proposal. */
export interface PlainCall {
  readonly to: string;
  /** Calldata, as `ContractHandle.encode` gives it. */
  readonly data: string;
}

/** What the owner's timelock is asked for, to schedule and to execute with the same arguments. */
export interface OwnerAct {
  /** The timelock's id of the operation, for `getOperationState` and `cancel`. */
  readonly id: string;
  readonly schedule: Arguments<typeof abis.OwnerTimelock, 'scheduleBatch'>;
  readonly execute: Arguments<typeof abis.OwnerTimelock, 'executeBatch'>;
}

/**
 * Prepares calls in the owner's name: all in one transaction, in order, after the timelock's delay.
 *
 * @param input.salt 32 bytes; another one for the same calls again. Default zero.
 * @param input.delay seconds, at least the timelock's.
 * @throws {InvalidInputError} without calls.
 * @example id = keccak256(abi.encode(targets, values, payloads, predecessor 0, salt)), OpenZeppelin's `hashOperationBatch`
 */
export function ownerAct(input: { calls: readonly PlainCall[]; delay: number; salt?: string }): OwnerAct {
  const { calls, delay, salt = ZeroHash } = input;
  if (calls.length === 0) {
    throw new InvalidInputError({ path: 'calls', observed: calls, allowed: 'at least one call' });
  }
  const targets = calls.map(({ to }) => to);
  const values = calls.map(() => 0n);
  const payloads = calls.map(({ data }) => data);
  const types = ['address[]', 'uint256[]', 'bytes[]', 'bytes32', 'bytes32'];
  const encoded = AbiCoder.defaultAbiCoder().encode(types, [targets, values, payloads, ZeroHash, salt]);
  return {
    id: keccak256(encoded),
    schedule: [targets, values, payloads, ZeroHash, salt, BigInt(delay)],
    execute: [targets, values, payloads, ZeroHash, salt],
  };
}
