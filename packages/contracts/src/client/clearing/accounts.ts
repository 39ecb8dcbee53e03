import { checkBigint, checkBoolean, checkFields, type Wad } from '@phasegate/pricing/units';
import { MaxUint256 } from 'ethers';
import { type MinedTransaction, sendCall, WAIT_FIELDS, type WaitOptions } from '../call/sendCall.ts';
import { SignerRequiredError } from '../send/errors.ts';
import type { SignedPermit } from '../spot/signPermit.ts';
import { type ClearingSource, clearingHouseOf, quoteDeskOf } from './clearingSource.ts';

/** How an act is sent and how deep it must be before it counts. */
export interface ActTerms extends WaitOptions {
  /** The same key never acts twice. */
  readonly key?: string;
}

/** What an account has in the clearing house, wei of PAT. */
export interface ClearingBalance {
  readonly balance: Wad;
  /** What its positions could lose at most. */
  readonly locked: Wad;
  /** What it can withdraw now. */
  readonly free: Wad;
}

const TERMS = ['key', ...WAIT_FIELDS] as const;

/**
 * What an account has in the clearing house; without an address, the client's own.
 *
 * @throws {SignerRequiredError} without address and account. @throws {ContractNotDeployedError}
 */
export async function balanceOf(source: ClearingSource, address?: string): Promise<ClearingBalance> {
  const account = address ?? source.endpoint.account?.address;
  if (account === undefined) throw new SignerRequiredError('balanceOf');
  const [balance, locked] = await clearingHouseOf(source).read('accountOf', [account]);
  return { balance: balance as Wad, locked: locked as Wad, free: (balance - locked) as Wad };
}

/**
 * Moves PAT of the client's account into its balance: from an allowance, or with a permit of `spot.signPermit` whose spender is the clearing house.
 *
 * @throws {InvalidInputError} on a malformed amount. @throws {InsufficientAllowanceError} and what else the token and the clearing
 * house refuse. @throws {PhasegateError} as sending and waiting do.
 */
export async function deposit(
  source: ClearingSource,
  input: ActTerms & { readonly amount: bigint; readonly permit?: SignedPermit },
): Promise<MinedTransaction> {
  checkFields('input', input, ['amount', 'permit', ...TERMS]);
  const { amount, permit, key, ...waiting } = input;
  checkBigint('amount', amount, 0n, MaxUint256);
  const { endpoint, addresses } = source;
  const to = { contract: clearingHouseOf(source), key };
  const sent =
    permit === undefined
      ? await sendCall(endpoint, addresses, { ...to, name: 'deposit', args: [amount] })
      : await sendCall(endpoint, addresses, {
          ...to,
          name: 'depositWithPermit',
          args: [amount, permit.deadline, permit.v, permit.r, permit.s],
        });
  return sent.wait(waiting);
}

/**
 * Pays the client's account of what it has free; all of it without an amount.
 *
 * @throws {InvalidInputError} on a malformed amount. @throws {RevertError} more than is free (`ClearingHouse_ExceedsFree`).
 * @throws {PhasegateError} as sending and waiting do.
 */
export async function withdraw(
  source: ClearingSource,
  input: ActTerms & { readonly amount?: bigint },
): Promise<MinedTransaction> {
  checkFields('input', input, ['amount', ...TERMS]);
  const { key, amount = (await balanceOf(source)).free, ...waiting } = input;
  checkBigint('amount', amount, 0n, MaxUint256);
  const call = { contract: clearingHouseOf(source), name: 'withdraw', args: [amount], key } as const;
  return (await sendCall(source.endpoint, source.addresses, call)).wait(waiting);
}

/**
 * Lets a matcher trade the account's positions, or no longer; without a name, the quote desk.
 *
 * @throws {RevertError} no registered matcher (`ClearingHouse_NotMatcher`). @throws {PhasegateError} as sending and waiting do.
 */
export async function setMatcher(
  source: ClearingSource,
  input: ActTerms & { readonly allowed: boolean; readonly matcher?: string },
): Promise<MinedTransaction> {
  checkFields('input', input, ['allowed', 'matcher', ...TERMS]);
  const { key, allowed, matcher = quoteDeskOf(source).address, ...waiting } = input;
  checkBoolean('allowed', allowed);
  const call = {
    contract: clearingHouseOf(source),
    name: 'setMatcher',
    args: [matcher, allowed],
    key,
  } as const;
  return (await sendCall(source.endpoint, source.addresses, call)).wait(waiting);
}
