import { checkBigint, checkFields, checkList, InvalidInputError } from '@phasegate/pricing/units';
import { MaxUint256 } from 'ethers';
import { type MinedTransaction, sendCall, WAIT_FIELDS } from '../call/sendCall.ts';
import type { ActTerms } from './accounts.ts';
import { type ClearingSource, quoteDeskOf } from './clearingSource.ts';

/**
 * Cancels the account's quotes of some nonces, whatever was filled of them, for ever. One transaction for a word of 256 nonces.
 *
 * @throws {InvalidInputError} no nonce, a malformed one, or nonces of different words. @throws {PhasegateError} as sending and waiting do.
 */
export async function cancelQuotes(
  source: ClearingSource,
  input: ActTerms & { readonly nonces: readonly bigint[] },
): Promise<MinedTransaction> {
  checkFields('input', input, ['nonces', 'key', ...WAIT_FIELDS]);
  const { nonces, key, ...waiting } = input;
  checkList('nonces', nonces, 1);
  for (const [i, nonce] of nonces.entries()) checkBigint(`nonces[${i}]`, nonce, 0n, MaxUint256);
  const word = nonces[0]! >> 8n;
  const stray = nonces.find((nonce) => nonce >> 8n !== word);
  if (stray !== undefined) {
    throw new InvalidInputError({
      path: 'nonces',
      observed: stray,
      allowed: `from ${word << 8n} to ${(word << 8n) + 255n}, the word of the first`,
      remedy: 'Cancel each word by itself',
    });
  }
  const mask = nonces.reduce((bits, nonce) => bits | (1n << (nonce & 255n)), 0n);
  const call = { contract: quoteDeskOf(source), name: 'cancel', args: [word, mask], key } as const;
  return (await sendCall(source.endpoint, source.addresses, call)).wait(waiting);
}
