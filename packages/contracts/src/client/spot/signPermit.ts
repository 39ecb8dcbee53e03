import { checkBigint, checkUnixSeconds } from '@phasegate/pricing/units';
import { MaxUint256, Signature } from 'ethers';
import { asked } from '../../contract/callFailedError.ts';
import { SignerRequiredError } from '../send/errors.ts';
import type { SpotSource } from './spotSource.ts';

/** An EIP-2612 signature that lets a contract take PAT from the account. */
export interface SignedPermit {
  /** Wei of PAT. */
  readonly value: bigint;
  /** The last Unix second in which it is valid. */
  readonly deadline: bigint;
  readonly v: number;
  readonly r: string;
  readonly s: string;
}

const PERMIT = {
  Permit: [
    { name: 'owner', type: 'address' },
    { name: 'spender', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
};

/**
 * Signs a permit for a purchase or a deposit, so that no approval has to be sent before. It uses PAT's current nonce of the account: a
 * second permit signed before the first one is used replaces it.
 *
 * @param input.value wei of PAT that may be taken; `maxAsk` of the purchase is enough.
 * @param input.deadline the last Unix second in which it is valid.
 * @param input.spender who may take it: the marketplace, if nobody else is named; the clearing house for a deposit.
 * @throws {InvalidInputError} on negative or non-integer input. @throws {SignerRequiredError} without an account.
 * @see EIP-2612, EIP-712
 */
export async function signPermit(
  source: SpotSource,
  input: { value: bigint; deadline: number; spender?: string },
): Promise<SignedPermit> {
  const { endpoint, contracts, addresses } = source;
  const { value, deadline } = input;
  checkBigint('value', value, 0n, MaxUint256);
  checkUnixSeconds('deadline', deadline);
  const { signer } = endpoint;
  if (signer === undefined) throw new SignerRequiredError('signPermit');
  const owner = await signer.getAddress();
  const [domain, nonce] = await Promise.all([
    contracts.pat.read('eip712Domain', []),
    contracts.pat.read('nonces', [owner]),
  ]);
  const [, name, version, chainId, verifyingContract] = domain;
  const spender = input.spender ?? addresses.marketplace;
  const signed = await asked("the signer's signTypedData", () =>
    signer.signTypedData({ name, version, chainId, verifyingContract }, PERMIT, {
      owner,
      spender,
      value,
      nonce,
      deadline,
    }),
  );
  const signature = Signature.from(signed);
  return { value, deadline: BigInt(deadline), v: signature.v, r: signature.r, s: signature.s };
}
