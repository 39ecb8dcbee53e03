import { checkFields, type Wad } from '@phasegate/pricing/units';
import { sendCall, WAIT_FIELDS } from '../call/sendCall.ts';
import type { ActTerms } from './accounts.ts';
import { type ClearingSource, clearingHouseOf } from './clearingSource.ts';

/** What settling paid. */
export interface Settled {
  /** Wei of PAT that left the clearing house. */
  readonly withdrawn: Wad;
  /** Of each book in which there was a position, what its series came to; below zero what the account owed. */
  readonly payoffs: readonly { readonly bookId: bigint; readonly payoff: Wad }[];
  readonly hash: string;
  readonly blockNumber: number;
}

/**
 * Ends the account's positions in expired books, and pays it all that is free. No keeper is needed: a book, and its market, that nobody
 * has settled is settled on the way.
 *
 * @throws {RevertError} before an expiry (`SettlementOracle_NotExpired`), or while its price waits for the ladder's next rung
 * (`SettlementOracle_SettlementPending`). @throws {InvalidInputError} {@link PhasegateError} as sending and waiting do.
 */
export async function settleAndWithdraw(
  source: ClearingSource,
  input: ActTerms & { readonly bookIds: readonly bigint[] },
): Promise<Settled> {
  checkFields('input', input, ['bookIds', 'key', ...WAIT_FIELDS]);
  const { key, bookIds, ...waiting } = input;
  const call = {
    contract: clearingHouseOf(source),
    name: 'settleAndWithdraw',
    args: [bookIds],
    key,
  } as const;
  const mined = await (await sendCall(source.endpoint, source.addresses, call)).wait(waiting);
  const payoffs: { bookId: bigint; payoff: Wad }[] = [];
  let withdrawn = 0n;
  for (const event of mined.events) {
    if (event.contract !== 'clearingHouse') continue;
    if (event.name === 'AccountSettled')
      payoffs.push({ bookId: event.args.bookId, payoff: event.args.payoff as Wad });
    if (event.name === 'Withdrawn') withdrawn += event.args.amount;
  }
  return { withdrawn: withdrawn as Wad, payoffs, hash: mined.hash, blockNumber: mined.blockNumber };
}
