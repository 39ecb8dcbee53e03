import { InvalidInputError } from '@phasegate/pricing/units';
import { AbiCoder, getAddress, id, keccak256 } from 'ethers';
import type { PlainCall } from './ownerAct.ts';

/** A proposal to the governor, for `propose`, `queue` and `execute`. */
export interface Proposal {
  /** The governor's number of it. */
  readonly id: bigint;
  readonly description: string;
  readonly propose: readonly [string[], bigint[], string[], string];
  /** Arguments of both `queue` and `execute`. */
  readonly settle: readonly [string[], bigint[], string[], string];
}

/**
 * Prepares a proposal. Its description ends in `#proposer=` and the proposer's address, so that nobody else can propose
 * it first and cancel it.
 *
 * @throws {InvalidInputError} without calls, or when the proposer isn't an address.
 * @example id = keccak256(abi.encode(targets, values, calldatas, keccak256(description))), OpenZeppelin's `hashProposal`
 */
export function proposal(input: {
  calls: readonly PlainCall[];
  description: string;
  proposer: string;
}): Proposal {
  const { calls, proposer } = input;
  if (calls.length === 0) {
    throw new InvalidInputError({ path: 'calls', observed: calls, allowed: 'at least one call' });
  }
  if (!/^0x[0-9a-fA-F]{40}$/.test(proposer)) {
    throw new InvalidInputError({ path: 'proposer', observed: proposer, allowed: 'an address' });
  }
  const description = `${input.description} #proposer=${getAddress(proposer).toLowerCase()}`;
  const targets = calls.map(({ to }) => to);
  const values = calls.map(() => 0n);
  const payloads = calls.map(({ data }) => data);
  const types = ['address[]', 'uint256[]', 'bytes[]', 'bytes32'];
  const encoded = AbiCoder.defaultAbiCoder().encode(types, [targets, values, payloads, id(description)]);
  return {
    id: BigInt(keccak256(encoded)),
    description,
    propose: [targets, values, payloads, description],
    settle: [targets, values, payloads, id(description)],
  };
}
