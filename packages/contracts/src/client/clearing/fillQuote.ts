import { checkFields, type Wad } from '@phasegate/pricing/units';
import { sendCall, WAIT_FIELDS } from '../call/sendCall.ts';
import type { ActTerms } from './accounts.ts';
import { type ClearingSource, quoteDeskOf } from './clearingSource.ts';
import type { SignedQuote } from './signQuote.ts';

/** What a fill came to. */
export interface QuoteFill {
  readonly lots: bigint;
  /** Wei of PAT in all that the buyer paid; below zero, the seller did. */
  readonly premium: Wad;
  /** Wei of PAT that this account paid the broker beside it. */
  readonly fee: Wad;
  /** Lots of the quote that are left. */
  readonly left: bigint;
  readonly hash: string;
  readonly blockNumber: number;
}

/**
 * Fills lots of a quote with the client's account as taker, and waits for it.
 *
 * @throws {RevertError} what the desk or the clearing house refuses, by its reason: `QuoteDesk_QuoteExpired` and
 * `ClearingHouse_Uncovered` for example; nothing is sent then. @throws {AccessDeniedError} by the gate.
 * @throws {InvalidInputError} malformed. @throws {PhasegateError} as sending and waiting do.
 */
export async function fillQuote(
  source: ClearingSource,
  input: ActTerms & SignedQuote & { readonly lots: bigint },
): Promise<QuoteFill> {
  checkFields('input', input, ['quote', 'signature', 'lots', 'key', ...WAIT_FIELDS]);
  const { quote, signature, lots, key, ...waiting } = input;
  const call = {
    contract: quoteDeskOf(source),
    name: 'fill',
    args: [quote, signature, lots],
    key,
  } as const;
  const mined = await (await sendCall(source.endpoint, source.addresses, call)).wait(waiting);
  let [premium, fee, left] = [0n, 0n, 0n];
  for (const event of mined.events) {
    if (event.contract === 'clearingHouse' && event.name === 'Filled') ({ premium, fee } = event.args);
    if (event.contract === 'quoteDesk' && event.name === 'QuoteTaken') ({ left } = event.args);
  }
  const { hash, blockNumber } = mined;
  return { lots, premium: premium as Wad, fee: fee as Wad, left, hash, blockNumber };
}
